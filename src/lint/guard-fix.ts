import type { ClientMessage, Line, Literal } from '../script/ast.js';
import { isByteOrderMark, parseScript } from '../script/parser.js';
import { applyFixes, type Edit, type Fix } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import { createSource } from '../text/source.js';

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

/**
 * Of the fixes of one item those that leave what is around it as it was: no line becomes a comment or stops being one,
 * and no literal has other octets. `text` begins with the item and ends behind what is read differently after it.
 */
export function guardTogether(fixes: readonly Fix[], text: Octets, start: number): readonly Fix[] {
  const safe = fixes.filter((fix) => fix.safe);
  if (safe.length === 0 || safe.some(meansAnotherLine)) return fixes;
  const before = outlineOf(text);
  for (const kept of [safe, safe.slice(0, 1)]) {
    if (
      outlineOf(
        applyFixes(
          text,
          kept.map((fix) => moved(fix, -start)),
        ).text,
      ) === before
    ) {
      return fixes.filter((fix) => !fix.safe || kept.includes(fix));
    }
  }
  return fixes.filter((fix) => !fix.safe);
}

/** It makes a comment of a line, or brings a line of its own. */
function meansAnotherLine({ edits }: Fix): boolean {
  return edits.some(({ text }) => text === '# ' || text.includes('\n'));
}

function moved(fix: Fix, by: number): Fix {
  const edits = fix.edits.map(({ span, text }) => ({
    span: { start: span.start + by, end: span.end + by },
    text,
  }));
  return { ...fix, edits };
}

/** What each item is, with the octets of its literals and the text of comments. */
function outlineOf(text: Octets): string {
  const parts = parseScript(createSource('', text)).items.flatMap((item): unknown[] => {
    if (item.kind === 'comment') return isByteOrderMark(item) ? [] : [item.text];
    if (item.kind !== 'client' && item.kind !== 'server') return [item.kind];
    return [[item.kind, ...item.segments.flatMap(({ literal }) => (literal ? [bodyOf(literal)] : []))]];
  });
  return JSON.stringify(parts);
}

function bodyOf(literal: Literal): Octets {
  return literal.form + ('octets' in literal ? literal.octets : literal.announcement);
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
