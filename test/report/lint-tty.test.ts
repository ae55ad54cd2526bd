import { describe, expect, it } from 'vitest';
import { lintToTty } from '../../src/report/lint-tty.js';
import { createLook } from '../../src/report/look.js';
import type { Diagnostic } from '../../src/text/diagnostic.js';
import { createSource } from '../../src/text/source.js';

const plain = createLook({ color: false });
const source = createSource('dir/x.imap', 'a LOGIN bob secret\na NOOP\n');
const secrets = [{ start: 12, end: 18 }];

const reused: Diagnostic = {
  code: 'T003',
  name: 'reused-tag',
  severity: 'warning',
  span: { start: 19, end: 20 },
  message: 'The tag is used again.',
  details: ['It is not clear what an answer belongs to.'],
  related: [{ span: { start: 0, end: 1 }, message: 'first used here' }],
  answers: [
    { server: 'Dovecot 2.3', answer: 'a OK', effect: '' },
    { server: 'Other', answer: '', effect: 'and closes the connection' },
  ],
  fix: { title: 'use a2', safe: false, edits: [{ span: { start: 19, end: 20 }, text: 'a2' }] },
};

describe('a lint report for people', () => {
  it('shows the place, the cause, what servers answer, and the fix', () => {
    expect(lintToTty({ files: [{ source, diagnostics: [reused], secrets }] }, plain)).toBe(
      `dir/x.imap:2:1 warning T003 reused-tag
    1 │ a LOGIN bob ‹redacted›
  ▸ 2 │ a NOOP
      │ ^ The tag is used again.
      │ It is not clear what an answer belongs to.
      │ first used here (dir/x.imap:1:1)
      │ Dovecot 2.3 answers   a OK
      │ Other answers         nothing at all and closes the connection
      │ Fix: a2 NOOP    (tagline lint --fix --unsafe)

✔ 1 warning in 1 file
`,
    );
  });

  it('previews no fix that touches a secret, and names it instead', () => {
    const quoting: Diagnostic = {
      ...reused,
      span: { start: 12, end: 18 },
      fix: {
        title: 'write the password in quotes',
        safe: true,
        edits: [{ span: { start: 12, end: 18 }, text: '"secret"' }],
      },
    };
    const text = lintToTty({ files: [{ source, diagnostics: [quoting], secrets }] }, plain);
    expect(text).toContain('Fix: write the password in quotes    (tagline lint --fix)');
    expect(text).not.toContain('secret');
  });

  it('breaks a long message into rows', () => {
    const long = { ...reused, message: 'word '.repeat(60).trim() };
    const text = lintToTty({ files: [{ source, diagnostics: [long], secrets }] }, plain);
    for (const row of text.split('\n')) expect(row.length).toBeLessThanOrEqual(100);
  });

  it('uses no character that is not ASCII where the locale has none', () => {
    const look = createLook({ color: false, unicode: false });
    const text = lintToTty({ files: [{ source, diagnostics: [reused], secrets: [] }] }, look);
    expect(text).toMatch(/^[\x00-\x7f]*$/);
  });

  it('colours only when told', () => {
    const files = [{ source, diagnostics: [reused], secrets }];
    expect(lintToTty({ files }, plain)).not.toContain('\x1b');
    expect(lintToTty({ files }, createLook({ color: true }))).toContain('\x1b[33mwarning\x1b[39m');
  });
});
