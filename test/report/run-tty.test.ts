import { describe, expect, it } from 'vitest';
import type { Mismatch } from '../../src/match/mismatch.js';
import type { Outcome, RunResult, ScriptResult, StepResult } from '../../src/replay/result.js';
import { createLook } from '../../src/report/look.js';
import { runToTty } from '../../src/report/run-tty.js';

const plain = createLook({ color: false });

const status: Mismatch = {
  class: 'status',
  fails: true,
  message: 'NO, expected OK',
  expected: { text: 'a2 OK [READ-WRITE]', place: { path: 'select.transcript', line: 9 }, start: 3, end: 5 },
  actual: { text: 'a2 NO no replica', place: undefined, start: 3, end: 5 },
};
const text: Mismatch = { ...status, class: 'text', fails: false, message: 'other words' };

function step(line: number, title: string, outcome: Outcome): StepResult {
  const exchange = title === 'greeting' ? [] : ([{ from: 'client', text: title }] as const);
  return { line, title, outcome, milliseconds: 1, exchange };
}

function script(path: string, outcome: Outcome, steps: readonly StepResult[]): ScriptResult {
  return { path, transcript: undefined, outcome, milliseconds: 12, steps };
}

function run(...scripts: ScriptResult[]): RunResult {
  return {
    version: 1,
    server: 'sandbox:',
    options: ['--server', 'sandbox:'],
    startedAt: '2026-01-01T00:00:00Z',
    milliseconds: 61,
    scripts,
  };
}

const passed: Outcome = { kind: 'passed', notes: [] };

describe("a run's report for people", () => {
  it('says so of a script that sends nothing', () => {
    const [empty, other] = runToTty(
      run(
        script('empty.imap', passed, [step(0, 'greeting', passed)]),
        script('other.imap', passed, [step(1, 'a1 NOOP', passed)]),
      ),
      plain,
    ).split('\n');
    expect(empty).toMatch(/ms {3}nothing in it is sent$/);
    expect(other).toMatch(/ms$/);
  });

  it.each([
    ['EXPUNGE 2 is missing; what came is EXPUNGE 1', 'others-came', false],
    ['EXPUNGE 2 is missing', undefined, true],
  ] as const)('says that nothing like it came where that is so: %s', (message, kind, isSaid) => {
    const expected = { text: '* 2 EXPUNGE', place: undefined, start: 0, end: 11 };
    const missing = { class: 'missing', fails: true, message, expected, actual: undefined } as const;
    const failed: Outcome = { kind: 'failed', mismatches: [kind ? { ...missing, kind } : missing] };
    const shown = runToTty(run(script('a.imap', failed, [step(1, 'a1 EXPUNGE', failed)])), plain);
    expect(shown.includes('+ nothing like it came')).toBe(isSaid);
  });

  it('shows what differs above its two lines, under its script, and the rest in a line', () => {
    const failed: Outcome = { kind: 'failed', mismatches: [status, text] };
    const result = run(
      script('login.imap', passed, [step(0, 'greeting', passed), step(1, 'a1 LOGIN', passed)]),
      script('select.imap', failed, [step(5, 'a2 SELECT INBOX', failed)]),
    );
    expect(runToTty(result, plain)).toBe(`✔ login.imap   1 command            12 ms
✖ select.imap  1 command, 1 failed  12 ms
    select.imap:5 a2 SELECT INBOX   status differs
      NO, expected OK
      text, not failing: other words
        - a2 OK [READ-WRITE]   (expected, select.transcript:9)
        + a2 NO no replica   (received)
    to see all that is said: tagline run select.imap --server sandbox:

1 of 2 commands failed: 1 difference
1 failed, 1 passed · 2 scripts on sandbox: (built in) · 61 ms in all
`);
  });

  it('says once why a refused command brought nothing', () => {
    const missing = (number: number): Mismatch => {
      const line = `* ${number} FETCH (FLAGS ())`;
      const expected = { text: line, place: { path: 'x.imap', line: number }, start: 0, end: line.length };
      return {
        class: 'missing',
        fails: true,
        message: `FETCH ${number} is missing`,
        expected,
        actual: undefined,
      };
    };
    const failed: Outcome = { kind: 'failed', mismatches: [status, missing(1), missing(2)] };
    const shown = runToTty(run(script('x.imap', failed, [step(5, 'a2 FETCH 1:2 FLAGS', failed)])), plain);
    expect(shown).toContain(`    x.imap:5 a2 FETCH 1:2 FLAGS   status differs
      NO, expected OK
        - a2 OK [READ-WRITE]   (expected, select.transcript:9)
        + a2 NO no replica   (received)
      so these did not come either:
        - * 1 FETCH (FLAGS ())   (expected, x.imap:1)
        - * 2 FETCH (FLAGS ())   (expected, x.imap:2)
`);
    const many: Outcome = { kind: 'failed', mismatches: [status, ...[1, 2, 3, 4, 5, 6, 7].map(missing)] };
    expect(runToTty(run(script('x.imap', many, [step(5, 'a2 FETCH 1:7 FLAGS', many)])), plain)).toContain(
      '        … and 2 more\n',
    );
  });

  it('explains a refusal that is known', () => {
    const failed: Outcome = { kind: 'failed', mismatches: [status] };
    const answered = {
      ...step(5, 'a2 SELECT INBOX', failed),
      exchange: [
        { from: 'server', text: 'a2 NO There is no replica for that mailbox on this server.' },
      ] as const,
    };
    expect(runToTty(run(script('x.imap', failed, [answered])), plain)).toContain(
      '      Exchange 2003 says this when the mailbox was moved to another server',
    );
  });

  it('says why it could not be done, what to do, and what was left out', () => {
    const failure = {
      kind: 'transport',
      code: 'closed',
      message: 'The server closed.',
      hint: 'Try again.',
    } as const;
    const outcome: Outcome = { kind: 'errored', failure };
    const skipped: Outcome = { kind: 'skipped', reason: 'the connection is closed' };
    const result = run(script('x.imap', outcome, [step(3, 'a1 NOOP', outcome), step(4, 'a2 NOOP', skipped)]));
    expect(runToTty(result, plain)).toContain(`    x.imap:3 a1 NOOP
      closed: The server closed.
      Try again.
    1 step from line 4 on skipped: the connection is closed
`);
    const same: Outcome = { kind: 'skipped', reason: failure.message };
    const again = run(script('x.imap', outcome, [step(3, 'a1 NOOP', outcome), step(4, 'a2 NOOP', same)]));
    expect(runToTty(again, plain)).toContain('    1 step from line 4 on skipped for that reason\n');
    const failed: Outcome = { kind: 'failed', mismatches: [{ ...status, message: failure.message }] };
    const third = run(script('x.imap', failed, [step(3, 'a1 NOOP', failed), step(4, 'a2 NOOP', same)]));
    expect(runToTty(third, plain)).toContain('    1 step from line 4 on skipped for that reason\n');
  });

  it('says once what to do where several scripts could not reach the server', () => {
    const refused = { kind: 'transport', code: 'refused', hint: 'Is it running?' } as const;
    const errored = (message: string): Outcome => ({ kind: 'errored', failure: { ...refused, message } });
    const scripts = ['nothing listens', 'nothing listens', 'no such host'].map((message, index) =>
      script(`${index}.imap`, errored(message), [step(0, 'greeting', errored(message))]),
    );
    const told = runToTty(run(...scripts), plain);
    expect(told.match(/refused: nothing listens\n {6}Is it running\?/g)).toHaveLength(1);
    expect(told).toContain('✖ 1.imap  0 commands      12 ms\n    nothing listens (as above)\n');
    expect(told).toContain('refused: no such host\n      Is it running?');
  });

  it('says why a script was skipped', () => {
    const result = run(script('x.imap', { kind: 'skipped', reason: 'no MOVE' }, []));
    expect(runToTty(result, plain)).toContain('○ x.imap  0 commands      12 ms\n    skipped: no MOVE\n');
  });

  it('says what must not come, and counts where more than one thing differs', () => {
    const forbidden: Mismatch = {
      class: 'unexpected',
      fails: true,
      message: 'FETCH 1 must not come',
      expected: {
        text: '* 1 FETCH ${*}',
        place: { path: 'x.imap', line: 2 },
        start: 0,
        end: 14,
        isForbidden: true,
      },
      actual: { text: '* 1 FETCH (FLAGS ())', place: undefined, start: 0, end: 20 },
    };
    const failed: Outcome = { kind: 'failed', mismatches: [status, forbidden] };
    const shown = runToTty(run(script('x.imap', failed, [step(1, 'a1 STORE 1 FLAGS ()', failed)])), plain);
    expect(shown).toContain(`    x.imap:1 a1 STORE 1 FLAGS ()   2 differences
`);
    expect(shown).toContain(`      FETCH 1 must not come
        - * 1 FETCH \${*}   (must not come, x.imap:2)
        + * 1 FETCH (FLAGS ())   (received)
`);
  });

  it('shows of a long line only what is near the difference', () => {
    const long = `* ${'x'.repeat(5000)} OLD ${'y'.repeat(5000)}`;
    const side = { text: long, place: undefined, start: 5003, end: 5006 };
    const mismatch: Mismatch = {
      class: 'value',
      fails: true,
      message: 'm',
      expected: side,
      actual: undefined,
    };
    const failed: Outcome = { kind: 'failed', mismatches: [mismatch] };
    const shown = runToTty(run(script('x.imap', failed, [step(1, 'a', failed)])), plain);
    expect(shown).toContain('OLD');
    expect(shown.length).toBeLessThan(800);
  });

  it('cuts a long line between two words', () => {
    const text = `* ${'alpha '.repeat(40)}OLD ${'omega '.repeat(40)}`;
    const side = { text, place: undefined, start: text.indexOf('OLD'), end: text.indexOf('OLD') + 3 };
    const mismatch = {
      class: 'value',
      fails: true,
      message: 'm',
      expected: side,
      actual: undefined,
    } as const;
    const failed: Outcome = { kind: 'failed', mismatches: [mismatch] };
    const shown = runToTty(run(script('x.imap', failed, [step(1, 'a', failed)])), plain);
    expect(shown).toContain(`- * ${'alpha '.repeat(9)}… ${'alpha '.repeat(9)}OLD ${'omega '.repeat(9)}…`);
  });
});
