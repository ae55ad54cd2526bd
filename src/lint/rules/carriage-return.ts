import { traits } from '../../imap/octet-traits.js';
import type { Line } from '../../script/ast.js';
import { placeIn } from '../place.js';
import type { Rule, RuleContext } from '../rule.js';

/** A carriage return that is not part of the line end: `CRLF = CR LF` — RFC 9051 §9 */
export const carriageReturn: Rule = {
  code: 'W003',
  name: 'carriage-return',
  category: 'white space',
  severity: 'error',
  fix: 'safe',
  check: (context) => ({
    traits: traits.control,
    command(message) {
      for (const { line } of message.segments) if (line.text.includes('\r')) reportIn(context, line);
    },
  }),
};

function reportIn({ report }: RuleContext, line: Line) {
  const end = line.text.length;
  const atEnd = end - (/\r+$/.exec(line.text)?.[0].length ?? 0);
  const inside = line.text.indexOf('\r');
  if (inside < atEnd) reportInside({ report }, line, inside);
  if (atEnd === end) return;
  const span = placeIn(line, atEnd, end);
  report({
    span,
    message: 'Expected the line end CR LF, found a further CR.',
    details: ['A terminal in raw mode sends CR for Enter, and something added another.'],
    mistake: { kind: 'carriage-return-twice', line: line.text, at: atEnd },
    fix: { title: 'remove it', safe: true, edits: [{ span, text: '' }] },
  });
}

function reportInside({ report }: Pick<RuleContext, 'report'>, line: Line, at: number) {
  const span = placeIn(line, at, at + 1);
  report({
    span,
    message: 'A CR without LF does not end a line: expected CR LF, or nothing.',
    details: ['Servers refuse the line, wait for its end, or take the rest for another command.'],
    mistake: { kind: 'carriage-return-inside', line: line.text, at },
    fix: {
      title: 'end the line here',
      safe: false,
      edits: [{ span, text: line.notation === '' ? '\n' : '' }],
    },
  });
}
