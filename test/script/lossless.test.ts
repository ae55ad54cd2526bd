import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item, Segment } from '../../src/script/ast.js';
import { parseScript, streamScript } from '../../src/script/parser.js';
import { printScript } from '../../src/script/printer.js';
import { createSource } from '../../src/text/source.js';
import { outline } from './outline.js';

/** Lines and pieces of lines that meet each other in ways nobody thought of. */
const pieces = [
  'a1 LOGIN bob secret',
  'a2 APPEND INBOX {5}',
  'a2 APPEND INBOX ~{5+}',
  'a2 OK',
  'a2 NO [TOOBIG] no',
  'a2 BAD',
  '* BYE',
  '+ go',
  '+',
  '* 1 EXISTS',
  '* 1 FETCH (BODY[] {3}',
  '* OK text {3}',
  ')',
  ' FLAGS ())',
  'hello',
  'a3 AUTHENTICATE PLAIN',
  'a3 OK',
  'AGJvYgBz',
  '*',
  'a4 IDLE',
  'DONE',
  'done',
  '{<<EOM}',
  '{<<EOM+}',
  'EOM',
  'EOM)',
  'EOMX',
  'a5 APPEND x {@f.eml}',
  '{@f} {@g+} x',
  '"quoted {@f}" {@g}',
  '%pipeline',
  '%end',
  '%on b user=c',
  '%on a',
  '%set x = ${y',
  '%bogus',
  '%wait 3s',
  '# note',
  '# tagline: ignore T001 — why',
  'C: ',
  'C:',
  'S: ',
  'S:',
  'C\\: ',
  'S\\: ',
  'S?: ',
  'S!: ',
  '\\c',
  '\\x24{a}',
  '\\x0',
  '\\r\\n',
  '{3}\\r\\nab\\x20c',
  '${a}',
  '${x:/a{3}/}',
  '${',
  '}',
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r\n',
  '\r',
  '\0',
  '\xef\xbb\xbf',
  '\xff',
  ' ',
  '\t',
  '{0}',
  '{1}',
  '{2}',
  '{99999999999}',
];
const mixtures = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((some) => some.join(''));
const noise = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

describe('a script', () => {
  it.each([
    ['random octets', noise],
    ['mixtures of typical lines', mixtures],
  ])('of %s prints as the same octets', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => printScript(parse(text)) === text),
      { numRuns: 3000 },
    );
  });

  it('has items that cover it without gap or overlap', () => {
    fc.assert(
      fc.property(mixtures, (text) => {
        let at = 0;
        for (const item of parse(text).items) {
          expect(item.span.start).toBe(at);
          at = item.span.end;
          checkSpans(text, item);
        }
        expect(at).toBe(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('means the same with LF and with CRLF at the ends of its lines', () => {
    fc.assert(
      fc.property(mixtures, (text) => {
        const lines = text.replace(/\r/g, '');
        expect(outline(parse(lines.replaceAll('\n', '\r\n')))).toEqual(outline(parse(lines)));
      }),
      { numRuns: 1000 },
    );
  });

  it('has problems that lie inside of it', () => {
    fc.assert(
      fc.property(mixtures, (text) => {
        for (const { span } of parse(text).problems) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('parses to the same items when it is printed and parsed again', () => {
    fc.assert(
      fc.property(mixtures, (text) => {
        const first = parse(text);
        expect(parse(printScript(first)).items).toEqual(first.items);
      }),
      { numRuns: 500 },
    );
  });

  it('has the same items and problems when they are read one by one, and again', () => {
    fc.assert(
      fc.property(mixtures, fc.boolean(), (text, isAskedFirst) => {
        const whole = parse(text);
        const stream = streamScript(createSource('x.imap', text));
        const problems = isAskedFirst ? stream.problems : undefined;
        expect([...stream.items]).toEqual(whole.items);
        expect([...stream.items]).toEqual(whole.items);
        expect(problems ?? stream.problems).toEqual(whole.problems);
      }),
      { numRuns: 500 },
    );
  });
});

function parse(text: string) {
  return parseScript(createSource('x.imap', text));
}

function checkSpans(text: string, item: Item): void {
  if (item.kind !== 'client' && item.kind !== 'server') return;
  for (const { line, literal } of item.segments as readonly Segment[]) {
    expect(text.startsWith(line.notation, line.span.start)).toBe(true);
    expect(text.startsWith(line.raw, line.textStart)).toBe(true);
    if (!literal) continue;
    const { start, end } = literal.announcementSpan;
    expect(text.slice(start, end)).toBe(literal.announcement);
    if (literal.form === 'counted' || literal.form === 'heredoc') {
      expect(text.slice(literal.bodySpan.start, literal.bodySpan.end)).toBe(literal.raw);
    }
    if (literal.form === 'counted') expect(literal.octets.length).toBeLessThanOrEqual(literal.count);
  }
}
