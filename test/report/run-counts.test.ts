import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { Mismatch } from '../../src/match/mismatch.js';
import type { Cause, Outcome, RunResult, StepResult } from '../../src/replay/result.js';
import { runReporters } from '../../src/report/index.js';
import { createLook } from '../../src/report/look.js';
import { countRun, describeCommands, describeFailures } from '../../src/report/run-counts.js';

const passed: Outcome = { kind: 'passed', notes: [] };
const skipped: Outcome = { kind: 'skipped', reason: 'the server closed' };
const cause: Cause = { line: 2, name: 'SELECT', status: 'NO' };

function failed(...messages: string[]): Outcome {
  const mismatches = messages.map((message): Mismatch => {
    const actual = { text: `said ${message}`, place: undefined, start: 0, end: 4 };
    return { class: 'status', fails: !message.startsWith('note'), message, expected: undefined, actual };
  });
  return { kind: 'failed', mismatches };
}

function step(line: number, outcome: Outcome, more: Partial<StepResult> = {}): StepResult {
  const exchange = line > 0 && outcome.kind !== 'skipped' ? [{ from: 'client', text: 'x' } as const] : [];
  return { line, title: `a${line} NOOP`, outcome, milliseconds: 1, exchange, ...more };
}

function runOf(...steps: StepResult[]): RunResult {
  const outcome = steps.map((each) => each.outcome).find(({ kind }) => kind === 'failed') ?? passed;
  return {
    version: 1,
    server: 'sandbox:',
    startedAt: '2026-01-01T00:00:00Z',
    milliseconds: 1,
    scripts: [{ path: 'x.imap', transcript: undefined, outcome, milliseconds: 1, steps }],
  };
}

const run = runOf(
  step(0, passed, { title: 'greeting' }),
  step(1, passed),
  step(2, failed('one', 'two', 'note three')),
  step(3, failed('four'), { cause }),
  step(4, skipped),
  step(5, skipped, { title: '%wait 1s' }),
);

describe('the numbers of a run', () => {
  it('counts commands apart from greetings and directives, and what follows from another', () => {
    expect(countRun(run)).toEqual({
      scripts: { failed: 1, errored: 0, flaky: 0, passed: 0, skipped: 0 },
      steps: { failed: 2, errored: 0, passed: 2, skipped: 2 },
      commands: { failed: 2, errored: 0, passed: 1, skipped: 1 },
      following: 1,
      differences: 2,
    });
  });

  it.each([
    [
      run,
      '4 commands, 2 failed',
      '2 of 4 commands failed: 1 with 2 differences, 1 because of an earlier one',
    ],
    [runOf(step(1, passed)), '1 command', undefined],
    [
      runOf(step(0, failed('x')), step(1, passed)),
      '1 command, 1 step failed',
      '1 of 2 steps failed: 1 difference',
    ],
  ])('says them in words: %#', (result, commands, failures) => {
    expect([describeCommands(countRun(result)), describeFailures(countRun(result))]).toEqual([
      commands,
      failures,
    ]);
  });

  it('is the same in every report', () => {
    const [tty, html, json, junit] = ['tty', 'html', 'json', 'junit'].map(
      (format) => runReporters[format]?.(run, createLook({ color: false })) ?? '',
    );
    for (const report of [tty, html]) {
      expect(report).toContain('4 commands, 2 failed');
      expect(report).toContain('2 of 4 commands failed: 1 with 2 differences, 1 because of an earlier one');
    }
    const parsed: unknown = JSON.parse(json ?? '');
    expect(parsed).toMatchObject({ counts: countRun(run) });
    const validate = new Ajv().compile(JSON.parse(readFileSync('schema/run.schema.json', 'utf8')));
    validate(parsed);
    expect(validate.errors).toBeNull();
    const xml: unknown = new XMLParser({ ignoreAttributes: false }).parse(junit ?? '');
    expect(xml).toMatchObject({
      testsuites: { '@_tests': '6', '@_failures': '2', testsuite: { '@_skipped': '2' } },
    });
  });

  it('says in every report what a step follows from', () => {
    for (const format of ['tty', 'html', 'junit', 'github', 'tap'])
      expect(runReporters[format]?.(run, createLook({ color: false })) ?? '').toMatch(
        /follows from line 2: SELECT was answered NO/i,
      );
  });

  it('shows of a step that follows from another only how it was answered', () => {
    expect(runReporters.tty?.(run, createLook({ color: false }))).toContain(
      '    x.imap:3 a3 NOOP   follows from line 2: SELECT was answered NO\n        + said four   (received)\n',
    );
  });

  it('breaks what does not fit on a terminal behind its margin, and nothing elsewhere', () => {
    const long = runOf(step(1, failed(`EXISTS is ${'many '.repeat(20)}`)));
    const rows = (columns?: number) =>
      (runReporters.tty?.(long, createLook({ color: false, ...(columns ? { columns } : {}) })) ?? '').split(
        '\n',
      );
    expect(Math.max(...rows(50).map((row) => row.length))).toBeLessThanOrEqual(50);
    expect(rows().filter((row) => row.includes('many many'))).toHaveLength(2);
  });
});
