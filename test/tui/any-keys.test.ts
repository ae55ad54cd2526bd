import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiffRow, TranscriptDiff } from '../../src/match/diff.js';
import type { Mismatch } from '../../src/match/mismatch.js';
import type { Outcome, ScriptResult, StepResult } from '../../src/replay/result.js';
import type { MismatchClass } from '../../src/script/ast.js';
import { openDiff, pressInDiff, reopenDiff, resizeDiff } from '../../src/tui/diff-commands.js';
import { diffFrame } from '../../src/tui/diff-frame.js';
import { diffOfResult } from '../../src/tui/diff-of-result.js';
import type { DiffState, DiffSubject } from '../../src/tui/diff-state.js';
import type { Frame } from '../../src/tui/frame.js';
import { commandsOf, type View } from '../../src/tui/keys.js';
import type { Size } from '../../src/tui/layout.js';
import { lineWidth } from '../../src/tui/line.js';
import { linesOf } from '../../src/tui/page.js';
import { paintLine } from '../../src/tui/paint.js';
import type { Decision } from '../../src/tui/review-decisions.js';
import { reviewFrame } from '../../src/tui/review-frame.js';
import {
  countDecided,
  decisionsOf,
  openReview,
  pressInReview,
  resizeReview,
} from '../../src/tui/review-state.js';
import { runFrame } from '../../src/tui/run-frame.js';
import { runLayoutOf } from '../../src/tui/run-layout.js';
import type { Progress, RunModel, ScriptRow } from '../../src/tui/run-model.js';
import {
  cursorOf,
  openRun,
  pressInRun,
  resizeRun,
  shownScripts,
  updateRun,
} from '../../src/tui/run-state.js';
import { speakDiff, speakReview, speakRun } from '../../src/tui/spoken.js';
import { chooseTheme } from '../../src/tui/theme.js';
import { diffOfLines } from './support/diff-of-lines.js';

/** As many as a run of all tests can afford; the properties were tried with 50,000. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 100);

/** At 50,000 runs it takes minutes. */
const timeout = 60_000 + numRuns * 100;

const themes = [chooseTheme({}), chooseTheme({ LC_ALL: 'C' })];

/** Anything that a keyboard sends, the keys of the view before others. */
const keysOf = (view: View) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...commandsOf(view).flatMap(({ keys }) => keys)) },
    { weight: 1, arbitrary: fc.constantFrom('y', 'x', '4', '漢', 'backspace', 'ctrl+w', 'enter', 'escape') },
  );

const size = fc.record({
  columns: fc.integer({ min: 1, max: 200 }),
  rows: fc.integer({ min: 1, max: 60 }),
});

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '漢字'.repeat(40),
    'e\u0301x '.repeat(30),
    'x'.repeat(300),
    'שלום abc',
    '👩‍👩‍👧',
    '\ud800',
    '\t\x07',
    '',
  ),
);

const classes: readonly MismatchClass[] = ['status', 'missing', 'unexpected', 'value', 'order', 'text'];

const diff = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(
          ' ',
          '~',
          '-',
          '+',
          '!',
          'm',
          ...classes.flatMap((name) => [`${name}-`, `${name}+`, `${name}!`]),
        ),
        fc.constantFrom('C', 'S'),
        text,
        text,
      )
      .map(([mark, who, left, right]) => `${mark} ${who} ${left} => ${right}`),
    { maxLength: 40 },
  )
  .map(diffOfLines)
  .chain(withLiterals);

/** Some of the lines are those of literals, which may be longer on one side. */
function withLiterals(of: TranscriptDiff): fc.Arbitrary<TranscriptDiff> {
  return fc.array(fc.tuple(fc.nat(40), fc.nat(20), fc.nat(20)), { maxLength: 2 }).map((all) => {
    const rows = [...of.rows];
    for (const [from, left, right] of all) {
      const [expected, actual] = [{ octets: left }, { octets: right }];
      for (const [at, row] of of.rows.entries()) {
        const isLeft = row.kind !== 'actual' && at >= from && at < from + left;
        const isRight = row.kind !== 'expected' && at >= from && at < from + right;
        rows[at] = {
          ...rows[at]!,
          ...(isLeft ? { expected: { ...row.expected, literal: expected } } : {}),
          ...(isRight ? { actual: { ...row.actual, literal: actual } } : {}),
        } as DiffRow;
      }
    }
    return { ...of, rows };
  });
}

const subject: fc.Arbitrary<DiffSubject> = fc.record({
  title: text,
  diff,
  expectedName: text,
  actualName: text,
  failing: fc.subarray([...classes]).map((some) => new Set(some)),
  notesOf: fc.array(text, { maxLength: 2 }).map((notes) => () => notes),
});

function checkFrame(frame: Frame, { columns, rows }: Size): void {
  const lines = linesOf(frame);
  // Smaller than that there is no room for a head, a line and a foot.
  if (rows >= 3) expect(lines.length).toBeLessThanOrEqual(rows);
  expect(frame.pane.length).toBeLessThanOrEqual(frame.paneRows);
  for (const line of lines) {
    expect(lineWidth(line)).toBeLessThanOrEqual(columns);
    const painted = paintLine(line, themes[0]!, true);
    expect(painted.replace(/\x1b\[[\d;]*[mG]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  }
}

function checkDiff(state: DiffState): void {
  expect(state.cursor).toBeGreaterThanOrEqual(0);
  expect(state.cursor).toBeLessThan(Math.max(1, state.entries.length));
  expect(state.top.entry).toBeGreaterThanOrEqual(0);
  expect(state.top.entry).toBeLessThanOrEqual(state.cursor);
}

const eventsOf = <T>(view: View, others: fc.Arbitrary<T>) =>
  fc.array(
    fc.oneof(
      { weight: 8, arbitrary: keysOf(view).map((key) => ({ kind: 'key' as const, key })) },
      { weight: 1, arbitrary: size.map((to) => ({ kind: 'size' as const, to })) },
      { weight: 1, arbitrary: others.map((other) => ({ kind: 'other' as const, other })) },
    ),
    { maxLength: 60 },
  );

const mismatch: fc.Arbitrary<Mismatch> = fc.record({
  class: fc.constantFrom(...classes),
  fails: fc.boolean(),
  message: text,
  expected: fc.option(side(), { nil: undefined }),
  actual: fc.option(side(), { nil: undefined }),
});

function side(): fc.Arbitrary<NonNullable<Mismatch['expected']>> {
  return fc
    .tuple(text, fc.nat(30), fc.nat(30), fc.option(fc.nat(9), { nil: undefined }))
    .map(([of, a, b, line]) => ({
      text: of,
      start: Math.min(a, b, of.length),
      end: Math.min(Math.max(a, b), of.length),
      place: line === undefined ? undefined : { path: 't.transcript', line: line + 1 },
    }));
}

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.array(mismatch, { maxLength: 3 }).map((notes) => ({ kind: 'passed' as const, notes })),
  fc.array(mismatch, { maxLength: 12 }).map((mismatches) => ({ kind: 'failed' as const, mismatches })),
  text.map((reason) => ({ kind: 'skipped' as const, reason })),
  text.map((message) => ({
    kind: 'errored' as const,
    failure: { kind: 'transport' as const, code: 'closed' as const, message, hint: message },
  })),
);

const step: fc.Arbitrary<StepResult> = fc.record({
  line: fc.nat(9),
  title: text,
  outcome,
  milliseconds: fc.nat(),
  exchange: fc.array(fc.record({ from: fc.constantFrom('client' as const, 'server' as const), text }), {
    maxLength: 4,
  }),
});

const result: fc.Arbitrary<ScriptResult> = fc.record({
  path: text,
  transcript: fc.constant(undefined),
  outcome,
  milliseconds: fc.nat(),
  steps: fc.array(step, { maxLength: 4 }),
});

const progress: fc.Arbitrary<Progress> = fc.oneof(
  fc.constant({ kind: 'waiting' as const }),
  fc.record({
    kind: fc.constant('running' as const),
    done: fc.nat(40),
    steps: fc.nat(20),
    title: text,
    milliseconds: fc.nat(),
  }),
  fc.record({ kind: fc.constant('held' as const), reason: text, server: fc.constantFrom('', 'imap://far') }),
  result.map((of) => ({ kind: 'done' as const, result: of })),
);

const model: fc.Arbitrary<RunModel> = fc.record({
  title: text,
  folder: fc.constantFrom('', 'file:///home/bob/'),
  server: text,
  milliseconds: fc.nat(),
  notice: text,
  scripts: fc.uniqueArray(
    fc.record({
      path: fc.oneof(
        fc.nat(40).map((number) => `folder/${number}.imap`),
        text,
      ),
      progress,
      errors: fc.nat(2),
      warnings: fc.nat(2),
      problems: fc.array(text, { maxLength: 3 }),
      commands: fc.string({ maxLength: 12 }),
      pending: fc.boolean(),
    }),
    { selector: ({ path }) => path, maxLength: 40 },
  ),
});

const diffOf = ({ path, progress: of }: ScriptRow): DiffSubject | undefined =>
  of.kind !== 'done' || of.result.steps.length === 0
    ? undefined
    : {
        title: path,
        diff: diffOfResult(of.result).diff,
        expectedName: path,
        actualName: 'what came',
        failing: new Set(classes),
        editable: path,
      };

describe('whatever is typed and whatever happens, on any data', () => {
  it('the diff view never throws, and its cursor stays among the rows', { timeout }, () => {
    fc.assert(
      fc.property(subject, size, eventsOf('diff', subject), (first, start, events) => {
        let state = openDiff(first, start);
        for (const [at, event] of events.entries()) {
          if (event.kind === 'key') state = pressInDiff(state, event.key);
          else if (event.kind === 'size') state = resizeDiff(state, event.to);
          else state = reopenDiff(state, event.other);
          checkDiff(state);
          const { glyphs } = themes[at % 2]!;
          const frame = diffFrame(state, glyphs);
          checkFrame(frame, state.size);
          const cursors = frame.pane.filter((line) => line[0]?.text.startsWith(glyphs.cursor));
          if (state.help === undefined) expect(cursors.length).toBeLessThanOrEqual(1);
          expect(typeof speakDiff(state)).toBe('string');
        }
      }),
      { numRuns },
    );
  });

  it('the review never throws, its cursor stays among the rows, and each decision is about a difference', {
    timeout,
  }, () => {
    const kinds: readonly Decision[] = ['accept', 'reject', 'skip', 'mask', 'ignore'];
    const file = fc.tuple(subject, fc.nat(6)).map(([of, every]) => ({
      ...of,
      rewrite: (row: number) => (every > 0 && row % every === 0 ? ['S: ${value}'] : undefined),
    }));
    const files = fc
      .array(file, { maxLength: 4 })
      .map((all) => all.map((of, at) => ({ ...of, path: `${at}` })));
    const before = fc.array(
      fc.record({
        path: fc.nat(4).map(String),
        from: fc.nat(40),
        to: fc.nat(40),
        decision: fc.constantFrom(...kinds),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(files, before, size, eventsOf('review', fc.nat(4)), (all, decided, start, events) => {
        let state = openReview(all, start, { decided });
        for (const [at, event] of events.entries()) {
          if (event.kind === 'key') state = pressInReview(state, event.key);
          else if (event.kind === 'size') state = resizeReview(state, event.to);
          else state = openReview(all, state.size, { decided: decisionsOf(state), path: `${event.other}` });
          expect(state.current).toBeGreaterThanOrEqual(0);
          expect(state.current).toBeLessThan(Math.max(1, all.length));
          for (const review of state.files) checkDiff(review.diff);
          for (const { path, from, to } of decisionsOf(state)) {
            const rows =
              state.files.find((each) => each.path === path)?.diff.index.rows.slice(from, to) ?? [];
            // Between the first and the last there may be lines of a literal that are the same.
            for (const row of [rows[0], rows.at(-1)]) {
              expect(['expected', 'actual', 'changed', 'moved']).toContain(row?.kind);
            }
          }
          const { decided: count, all: total } = countDecided(state);
          expect(count).toBe(decisionsOf(state).length);
          expect(count).toBeLessThanOrEqual(total);
          checkFrame(reviewFrame(state, themes[at % 2]!.glyphs), state.size);
          expect(typeof speakReview(state)).toBe('string');
        }
      }),
      { numRuns },
    );
  });

  it('the run view never throws, and its cursor stays among the scripts that are shown', { timeout }, () => {
    fc.assert(
      fc.property(model, size, eventsOf('run', model), (first, start, events) => {
        let state = openRun(first, start, diffOf);
        const known = new Set(first.scripts.map(({ path }) => path));
        for (const [at, event] of events.entries()) {
          if (event.kind === 'key') state = pressInRun(state, event.key);
          else if (event.kind === 'size') state = resizeRun(state, event.to);
          else state = updateRun(state, event.other);
          const shown = shownScripts(state);
          const cursor = cursorOf(state, shown);
          expect(cursor).toBeGreaterThanOrEqual(0);
          expect(cursor).toBeLessThan(Math.max(1, shown.length));
          expect(cursor).toBeGreaterThanOrEqual(state.top);
          expect(cursor).toBeLessThan(state.top + runLayoutOf(state.size).pane);
          if (state.opened) checkDiff(state.opened);
          for (const { path } of state.model.scripts) known.add(path);
          for (const order of event.kind === 'key' ? state.orders : []) {
            const paths = order.kind === 'rerun' ? order.paths : 'path' in order ? [order.path] : [];
            for (const path of paths) expect(known).toContain(path);
          }
          checkFrame(runFrame(state, themes[at % 2]!.glyphs), state.size);
          expect(typeof speakRun(state)).toBe('string');
        }
      }),
      { numRuns },
    );
  });
});
