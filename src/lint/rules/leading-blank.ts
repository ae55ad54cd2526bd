import { traits } from '../../imap/octet-traits.js';
import { findCommand } from '../../imap/registry.js';
import type { ClientMessage, Line } from '../../script/ast.js';
import { headOf, placeIn } from '../place.js';
import type { Rule, RuleContext } from '../rule.js';
import { showCommand } from '../show-command.js';

/** A line that begins with blanks or tabs: the server finds no tag. `command = tag SP …` — RFC 9051 §9 */
export const leadingBlank: Rule = {
  code: 'T002',
  name: 'leading-blank',
  category: 'tag',
  severity: 'error',
  fix: 'safe',
  check: (context) => ({
    traits: traits.blanks | traits.control,
    command(message) {
      const line = headOf(message);
      const width = /^[ \t]+/.exec(line.text)?.[0].length ?? 0;
      if (width === 0) return;
      const rest = line.text.slice(width);
      if (rest === '') reportEmpty(context, line, width);
      else if (findCommand(firstWord(rest))) reportBlankForTag(context, message, line, width);
      else reportBlankBeforeTag(context, line, width);
    },
  }),
};

function reportBlankForTag(
  { report, freeTag }: RuleContext,
  message: ClientMessage,
  line: Line,
  width: number,
) {
  const rest = line.text.slice(width);
  const tag = freeTag(message);
  report({
    span: placeIn(line, 0, width),
    message: `Expected a tag before ${firstWord(rest)}, found a blank.`,
    explains: placeIn(line, 0, line.text.length),
    details: ['A line has to begin with its tag: most servers answer without one, some not at all.'],
    mistake: { kind: 'blank-for-tag', line: line.text, at: 0 },
    fix: {
      title: `${tag} ${showCommand(rest)}`,
      safe: true,
      edits: [{ span: placeIn(line, 0, width), text: `${tag} ` }],
    },
  });
}

function reportBlankBeforeTag({ report }: RuleContext, line: Line, width: number) {
  const rest = line.text.slice(width);
  report({
    span: placeIn(line, 0, width),
    message: `Expected the tag at the beginning of the line, found ${width === 1 ? 'a blank' : 'blanks'}.`,
    mistake: { kind: 'leading-blank', line: line.text, at: 0 },
    fix: { title: showCommand(rest), safe: true, edits: [{ span: placeIn(line, 0, width), text: '' }] },
  });
}

function reportEmpty({ report }: RuleContext, line: Line, width: number) {
  report({
    span: placeIn(line, 0, width),
    message: 'Expected a command, found only blanks: they are sent as they are.',
    fix: { title: 'remove the blanks', safe: true, edits: [{ span: placeIn(line, 0, width), text: '' }] },
  });
}

function firstWord(text: string): string {
  return text.split(' ', 1)[0] ?? '';
}
