import { traits } from '../../imap/octet-traits.js';
import type { Line } from '../../script/ast.js';
import type { Octets } from '../../text/octets.js';
import { erasing, obey } from '../overtyping.js';
import { placeIn, writtenIn } from '../place.js';
import type { Finding, Rule, RuleContext } from '../rule.js';
import { showCommand } from '../show-command.js';

/** Backspaces and DELs of a line that was typed over: the server gets every octet. `CTL` — RFC 9051 §9 */
export const backspace: Rule = {
  code: 'B001',
  name: 'backspace',
  category: 'bytes',
  severity: 'error',
  fix: 'safe',
  check: (context) => ({
    traits: traits.control,
    command(message) {
      for (const { line } of message.segments) if (erasing.test(line.text)) reportIn(context, line);
    },
  }),
};

function reportIn({ report }: RuleContext, line: Line) {
  const at = line.text.search(erasing);
  const end = at + (/^[\x08\x7f]+/.exec(line.text.slice(at))?.[0].length ?? 0);
  const meant = obey(line.text);
  report({
    span: placeIn(line, at, end),
    message: `A ${line.text[at] === '\b' ? 'backspace' : 'DEL'} takes nothing back: it is sent like any other character.`,
    details: [`Meant    ${showCommand(meant)}`, `Sent     ${showCommand(line.text)}`],
    explains: placeIn(line, 0, line.text.length),
    ...mistakeIn(line.text, at),
    fix: {
      title: showCommand(meant),
      safe: true,
      edits: [{ span: placeIn(line, 0, line.text.length), text: writtenIn(line, meant) }],
    },
  });
}

/** What servers say is known for backspaces in a tag, a command and a password. */
function mistakeIn(line: Octets, at: number): Pick<Finding, 'mistake'> {
  const kind = kindOf(line, at);
  return kind ? { mistake: { kind, line, at } } : {};
}

function kindOf(text: Octets, at: number) {
  const isBackspace = text[at] === '\b';
  const before = text.slice(0, at).split(' ', 4);
  if (before.length === 1) return isBackspace ? 'backspace-in-tag' : 'delete-in-tag';
  if (before.length === 2) return 'backspace';
  if (before.length < 4 || before[1]?.toUpperCase() !== 'LOGIN') return undefined;
  return isBackspace ? 'backspace-in-password' : 'delete-in-password';
}
