import type { ClientMessage, Line } from '../script/ast.js';
import { applyFixes, type Edit, type Fix } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';

/**
 * Drops a fix that changes nothing. One that would make something else of a line than it is, or that would part a
 * command from its answer, is not safe.
 */
export function guardFix(
  fix: Fix,
  message: ClientMessage | undefined,
  isAnswered: boolean,
  source: Octets,
): Fix | undefined {
  if (fix.edits.every(({ span, text }) => source.slice(span.start, span.end) === text)) return undefined;
  if (!fix.safe || !message) return fix;
  const tag = isAnswered ? message.tag : undefined;
  return staysMessage(fix.edits, message, tag) ? fix : { ...fix, safe: false };
}

/** Of fixes that are harmless one by one and together make something else of a line, only the first stays. */
export function guardTogether(fixes: readonly Fix[], message: ClientMessage): readonly Fix[] {
  const together = fixes.filter((fix) => fix.safe);
  if (together.length < 2) return fixes;
  const edits = together.flatMap((fix) => fix.edits);
  return staysMessage(edits, message, undefined)
    ? fixes
    : fixes.filter((fix) => !fix.safe || fix === together[0]);
}

function staysMessage(edits: readonly Edit[], message: ClientMessage, tag: Octets | undefined): boolean {
  return message.segments.every(({ line }, index) => staysWhatItIs(line, index === 0, edits, tag));
}

function staysWhatItIs(line: Line, isHead: boolean, all: readonly Edit[], tag: Octets | undefined): boolean {
  const { notation, textStart, raw } = line;
  const edits = all
    .map(({ span, text }) => ({
      span: { start: span.start - textStart, end: span.end - textStart },
      text,
    }))
    .filter(({ span }) => span.start >= 0 && span.end <= raw.length);
  if (edits.length === 0) return true;
  if (raw.length > longestTyped) return false;
  const { text } = applyFixes(
    raw,
    edits.map((edit) => ({ title: '', safe: true, edits: [edit] })),
  );
  if (announcement.test(text) !== announcement.test(raw)) return false;
  if (!isHead) return true;
  if (edits.some((edit) => edit.text === '# ')) return true;
  return (tag === undefined || text.split(' ', 1)[0] === tag) && (notation !== '' || isCommand(text));
}

/** Nobody types longer lines: they are data. */
const longestTyped = 10_000;

const announcement = /\{[^{}]*\}$/;

/** Not an answer, a comment, a directive, an empty line or a line with a notation (docs/language.md, "Lines"). */
function isCommand(line: Octets): boolean {
  return line !== '' && !/^(?:\* |\+|#|%|[CS]\\?:|S[?!]: |\S+ (?:OK|NO|BAD)(?: |$))/i.test(line);
}
