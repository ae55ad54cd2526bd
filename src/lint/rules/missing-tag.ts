import type { Command } from '../../imap/command.js';
import { commands, findCommand, nearestCommand } from '../../imap/registry.js';
import { visible } from '../../text/octets.js';
import { headOf, placeIn } from '../place.js';
import type { Rule } from '../rule.js';
import { showCommand } from '../show-command.js';

/**
 * A line that begins with the command: the server takes the command word for the tag.
 * `command = tag SP …` — RFC 9051 §9
 */
export const missingTag: Rule = {
  code: 'T001',
  name: 'missing-tag',
  category: 'tag',
  severity: 'error',
  fix: 'safe',
  check: ({ report, freeTag }) => ({
    names: ['', ...commandsWithUid],
    command(message, command) {
      if (!lacksTag(command)) return;
      const line = headOf(message);
      const tag = freeTag(message);
      report({
        span: placeIn(line, 0, command.tag.length),
        message: `Expected a tag before ${visible(command.tag)}.`,
        severity: command.definition ? 'warning' : 'error',
        explains: placeIn(line, 0, line.text.length),
        details: [whatTheServerSees(command)],
        ...(!command.definition && { mistake: { kind: kindOf(command), line: line.text, at: 0 } }),
        fix: {
          title: `${tag} ${showCommand(line.text)}`,
          safe: !command.definition,
          edits: [{ span: placeIn(line, 0, 0), text: `${tag} ` }],
        },
      });
    },
  }),
};

/** `UID FETCH …` without a tag is a right FETCH with the tag UID: of other messages than were meant. */
const commandsWithUid = commands.flatMap(({ name }) => (name.startsWith('UID ') ? [name.slice(4)] : []));

/** The first word is a command, or nearly one, and the second is none; or the line begins with UID. */
function lacksTag({ tag, definition, name }: Command): boolean {
  if (definition) return tag.toUpperCase() === 'UID';
  if (tag === '') return false;
  if (findCommand(tag)) return true;
  return /^[A-Za-z]{4,}$/.test(tag) && nearestCommand(tag) !== undefined && !nearestCommand(name);
}

function whatTheServerSees({ tag, text }: Command): string {
  const next = text.split(' ', 2)[1];
  if (!next) return `The server takes ${visible(tag)} for the tag and finds no command.`;
  const isSecret = tag.toUpperCase() === 'LOGIN';
  return `The server takes ${visible(tag)} for the tag and ${isSecret ? 'the user name' : visible(next)} for the command.`;
}

function kindOf({ tag, text }: Command) {
  if (!text.includes(' ')) return 'missing-tag-single-word';
  return tag.toUpperCase() === 'LOGIN' ? 'missing-tag-login' : 'missing-tag';
}
