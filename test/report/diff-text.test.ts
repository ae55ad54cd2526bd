import { describe, expect, it } from 'vitest';
import { diffTranscripts } from '../../src/match/diff.js';
import { diffToText } from '../../src/report/diff-text.js';
import { createLook } from '../../src/report/look.js';
import { parseScript } from '../../src/script/parser.js';
import { createSource } from '../../src/text/source.js';

function diff(expected: string, actual: string): string {
  const read = (path: string, text: string) => parseScript(createSource(path, text));
  const names = { expected: 'a', actual: 'b' };
  return diffToText(
    diffTranscripts(read('a', expected), read('b', actual)),
    names,
    createLook({ color: false }),
  );
}

const select = 'C: a1 SELECT INBOX\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY ${v}] ok\nS: a1 OK done\n';

describe('a diff as text', () => {
  it('marks what changed inside a line, and what a pattern allows', () => {
    const actual = select.replace('3', '4').replace('${v}', '77');
    expect(diff(select, actual)).toBe(`--- a
+++ b
@@ -1 +1 @@
  C: a1 SELECT INBOX
- S: * [-3-] EXISTS   (value)
+ S: * {+4+} EXISTS
~ S: * OK [UIDVALIDITY 77] ok
  S: a1 OK done
1 difference
`);
  });

  it('shows only what is near a difference', () => {
    const many = Array.from({ length: 50 }, (_, index) => `C: b${index} NOOP\nS: b${index} OK\n`).join('');
    const text = diff(many + select, many + select.replace('3', '4'));
    expect(text.split('\n').length).toBeLessThan(16);
    expect(text).toContain('@@ -99 +99 @@');
  });

  it('takes comments and blank lines for no difference', () => {
    expect(diff(`# why\n\n${select}`, select)).toContain('no differences');
  });

  it('has what moved in one line, where it came', () => {
    const expected = 'a1 X\n* 1 FETCH (FLAGS (\\Seen))\n* 2 FETCH (UID 2)\n* 3 FETCH (UID 3)\na1 OK\n';
    const actual = 'a1 X\n* 3 FETCH (UID 3)\n* 2 FETCH (UID 2)\n* 1 FETCH (FLAGS (\\Draft a))\na1 OK\n';
    expect(diff(expected, actual)).toBe(`--- a
+++ b
@@ -1 +1 @@
  C: a1 X
  S: * 3 FETCH (UID 3)
m S: * 2 FETCH (UID 2)   (order: expected in line 3)
m S: * 1 FETCH (FLAGS ([-\\Seen-]{+\\Draft a+}))   (missing, order: expected in line 2)
  S: a1 OK
2 differences
`);
  });

  it('says so when there is no difference', () => {
    expect(diff(select, select)).toBe('--- a\n+++ b\nno differences\n');
  });
});
