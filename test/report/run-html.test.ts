import { describe, expect, it } from 'vitest';
import type { Mismatch } from '../../src/match/mismatch.js';
import type { RunResult, ScriptResult } from '../../src/replay/result.js';
import { runToHtml } from '../../src/report/run-html.js';

const nasty = `<script src="http://example.com/x.js">alert('&')</script>`;
const mismatch: Mismatch = {
  class: 'value',
  fails: true,
  message: `EXISTS is 5, expected 4 ${nasty}`,
  expected: { text: '* 4 EXISTS', place: { path: `${nasty}.imap`, line: 3 }, start: 2, end: 3 },
  actual: { text: `* 5 EXISTS ${nasty}`, place: undefined, start: 2, end: 3 },
};
const failed: ScriptResult = {
  path: `${nasty}.imap`,
  transcript: `${nasty}.transcript`,
  outcome: { kind: 'failed', mismatches: [mismatch] },
  milliseconds: 5,
  steps: [
    {
      line: 2,
      title: `a2 SELECT ${nasty}`,
      outcome: { kind: 'failed', mismatches: [mismatch] },
      milliseconds: 5,
      exchange: [
        { from: 'client', text: `a2 SELECT ${nasty}` },
        { from: 'server', text: 'a2 NO [OVERQUOTA] \u202etxet' },
      ],
    },
  ],
};
const passed: ScriptResult = {
  ...failed,
  path: 'fine.imap',
  outcome: { kind: 'passed', notes: [] },
  steps: [],
};
const broken: ScriptResult = {
  ...passed,
  path: 'broken.imap',
  outcome: {
    kind: 'errored',
    failure: { kind: 'transport', code: 'refused', message: 'nobody listens', hint: 'Is it running?' },
  },
};
const skipped: ScriptResult = {
  ...passed,
  path: 'skipped.imap',
  outcome: { kind: 'skipped', reason: 'no MOVE' },
};

function page(...scripts: readonly ScriptResult[]): string {
  const run: RunResult = {
    version: 1,
    server: 'sandbox:',
    options: ['--server', 'sandbox:'],
    startedAt: '2026-01-01T10:20:30.000Z',
    milliseconds: 61,
    scripts,
  };
  return runToHtml(run);
}

describe('the HTML page', () => {
  it('shows both sides of a difference, with the part that differs and where it was expected', () => {
    const html = page(failed);
    expect(html).toContain('<pre>* <mark>4</mark> EXISTS</pre>');
    expect(html).toContain('<pre>* <mark>5</mark> EXISTS &lt;script');
    expect(html).toContain('.imap, line 3</p>');
    expect(html).toMatch(/<p class="meaning">\[OVERQUOTA\]/);
  });

  it('does not deny that others of its name came', () => {
    const missing = { ...mismatch, class: 'missing', actual: undefined } as const;
    const of = (told: Mismatch) => {
      const outcome = { kind: 'failed', mismatches: [told] } as const;
      return page({ ...failed, outcome, steps: [{ ...failed.steps[0]!, outcome }] });
    };
    expect(of(missing)).toContain('>nothing like it</span>');
    expect(of({ ...missing, kind: 'others-came' })).toContain('>only what is named above</span>');
  });

  it('shows in one block what a refused command did not bring, and where it is written', () => {
    const line = (text: string, place?: { path: string; line: number }) => ({
      text,
      place,
      start: 0,
      end: text.length,
    });
    const status = { ...mismatch, class: 'status', expected: line('a2 OK'), actual: line('a2 NO') } as const;
    const missing = ['* 1 RECENT', '* 2 EXISTS'].map(
      (text, index) =>
        ({
          ...mismatch,
          class: 'missing',
          expected: line(text, { path: 'a.imap', line: 7 + index }),
          actual: undefined,
        }) as const,
    );
    const outcome = { kind: 'failed', mismatches: [status, ...missing] } as const;
    const html = page({ ...failed, outcome, steps: [{ ...failed.steps[0]!, outcome }] });
    expect(html.match(/So these did not come either/g)).toHaveLength(1);
    expect(html).toMatch(/in a\.imap, line 7.*<pre>\* 1 RECENT<.*in a\.imap, line 8.*<pre>\* 2 EXISTS</s);
    expect(html).not.toContain('nothing like it');
  });

  it('says of every script what became of it', () => {
    const html = page(failed, passed, broken, skipped, { ...passed, path: 'flaky.imap', earlier: [failed] });
    for (const words of ['failed', 'errored', 'flaky', 'passed', 'skipped']) {
      expect(html).toContain(`1 script</b> ${words}:`);
    }
    expect(html).toContain('refused: nobody listens');
    expect(html).toContain('Is it running?');
    expect(html).toContain('Skipped: no MOVE');
    expect(html).toContain('It passed at attempt 2.');
    expect(html).toContain('2 of 5 scripts failed');
  });

  it('opens what needs a look, before the rest', () => {
    const html = page(passed, failed);
    expect(html.indexOf('id="script-2" open')).toBeGreaterThan(0);
    expect(html.indexOf('id="script-2" open')).toBeLessThan(html.indexOf('id="script-1">'));
  });

  it('holds nothing that is loaded or run, whatever a server says', () => {
    const html = page(failed, { ...passed, path: nasty, earlier: [failed] });
    const tags = new Set([...html.matchAll(/<([a-z0-9]+)/g)].map(([, name]) => name));
    for (const name of ['script', 'link', 'img', 'iframe']) expect(tags).not.toContain(name);
    expect(html).not.toMatch(/<[^>]*\s(?:src|on[a-z]+)=/);
    expect(html).not.toMatch(/href="[^#]/);
    expect(html).not.toMatch(/url\(|@import/);
    expect(html).not.toContain('\u202e');
  });

  it('closes every element that it opens', () => {
    const html = page(failed, passed, broken, skipped).replace(/<style>.*<\/style>/s, '');
    const open: string[] = [];
    for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
      if (name === 'meta') continue;
      if (end === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });
});
