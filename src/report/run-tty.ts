import type { Mismatch } from '../match/mismatch.js';
import { abridge, type Pair, pairSides, type Side } from '../match/sides.js';
import {
  type Failure,
  isFlaky,
  type Outcome,
  type RunResult,
  type ScriptResult,
  type StepResult,
} from '../replay/result.js';
import { describeLine } from '../replay/script-place.js';
import { visibleText } from '../text/octets.js';
import type { Span } from '../text/source.js';
import {
  commandToSee,
  describeCause,
  describePlace,
  describeServer,
  knownAnswers,
  splitMissed,
  wordOf,
} from './describe.js';
import { breakText, count, type Look, type Style, wrap } from './look.js';
import { countRun, describeCommands, describeFailures, type Verdict } from './run-counts.js';

/** For people: a line a script, what differs beneath it, and the sum. `isSeen`: the sessions were shown already. */
export function runToTty(result: RunResult, look: Look, isSeen = false): string {
  const heads = result.scripts.map((script) => [
    visibleText(script.path),
    describeCommands(countRun({ scripts: [script] })),
  ]);
  const widthOf = (column: number, most: number) =>
    Math.min(most, Math.max(0, ...heads.map((head) => head[column]?.length ?? 0)));
  const widths = [widthOf(0, 48), Math.max(14, widthOf(1, 40))];
  const unreached = new Set<string>();
  const scripts = result.scripts.map((script, index) => {
    const [path, commands] = (heads[index] ?? []).map((text, column) => text.padEnd(widths[column] ?? 0));
    const facts = look.paint('dim', `${commands}  ${duration(script.milliseconds)}`);
    const pointer = isSeen ? [] : pointToSession(script, result.options, look);
    const why = whyUnreached(script);
    const isToldAbove = why !== undefined && unreached.has(why);
    if (why !== undefined) unreached.add(why);
    const told = isToldAbove
      ? indent(`${why} (as above)`, 4, look).map((row) => look.paint('dim', row))
      : explainScript(script, look);
    return scriptToTty(script, `${path}  ${facts}`, [...told, ...pointer], look);
  });
  return `${scripts.join('')}\n${summarize(result, look)}\n`;
}

/** Why a server was never heard of: for every script that goes there it is the same. */
function whyUnreached({ outcome, steps }: ScriptResult): string | undefined {
  if (outcome.kind !== 'errored' || outcome.failure.kind === 'script') return undefined;
  return isPlayed(steps) ? undefined : outcome.failure.message;
}

function isPlayed(steps: readonly StepResult[]): boolean {
  return steps.some(({ exchange }) => exchange.length > 0);
}

/** One script's part of it; `told` is what is said of its steps. */
function scriptToTty(script: ScriptResult, facts: string, told: readonly string[], look: Look): string {
  const { outcome } = script;
  const head = `${glyphOf(script, look)} ${facts}${triesOf(script, look)}${emptinessOf(script, look)}`;
  const reason = outcome.kind === 'skipped' ? indent(`skipped: ${outcome.reason}`, 4, look) : [];
  const before = isFlaky(script) ? explainEarlier(script, look) : [];
  return `${[head, ...reason, ...before, ...told].join('\n')}\n`;
}

/** What differs is not all that was said. */
function pointToSession(
  { path, outcome, steps }: ScriptResult,
  options: RunResult['options'],
  look: Look,
): string[] {
  if (!options || !isPlayed(steps) || (outcome.kind !== 'failed' && outcome.kind !== 'errored')) return [];
  const pointer = `to see all that is said: ${commandToSee(path, options)}`;
  return indent(pointer, 4, look).map((row) => look.paint('dim', row));
}

function triesOf(script: ScriptResult, look: Look): string {
  const tries = (script.earlier ?? []).length + 1;
  if (isFlaky(script)) return `   ${look.paint('warning', `flaky: passed at attempt ${tries}`)}`;
  return tries === 1 ? '' : look.paint('dim', `   ${tries} attempts`);
}

/** A script that holds no command passes on every server: that is seldom what was meant. */
function emptinessOf({ outcome, steps }: ScriptResult, look: Look): string {
  const isEmpty =
    outcome.kind === 'passed' &&
    !steps.some(({ exchange }) => exchange.some(({ from }) => from === 'client'));
  return isEmpty ? `   ${look.paint('warning', 'nothing in it is sent')}` : '';
}

function explainEarlier(script: ScriptResult, look: Look): string[] {
  return (script.earlier ?? []).flatMap((attempt, index) => [
    look.paint('dim', `    attempt ${index + 1}:`),
    ...explainScript({ ...script, ...attempt }, look),
  ]);
}

function glyphOf(script: ScriptResult, look: Look): string {
  const { outcome } = script;
  if (isFlaky(script)) return look.paint('warning', look.glyphs.flaky);
  switch (outcome.kind) {
    case 'passed':
      return look.paint('good', look.glyphs.good);
    case 'skipped':
      return look.paint('dim', look.glyphs.skipped);
    case 'failed':
    case 'errored':
      return look.paint('error', look.glyphs.bad);
  }
}

function explainScript(script: ScriptResult, look: Look): string[] {
  const steps = script.steps.filter((step) => step.outcome.kind !== 'skipped');
  const rows = steps.flatMap((step) => explainStep(script, step, look));
  const ofTheScript = script.outcome.kind === 'errored' && !steps.some(isErrored);
  const own = ofTheScript ? explainFailure(script.path, script.outcome.failure, look) : [];
  const skipped = script.steps.filter((step) => step.outcome.kind === 'skipped');
  const first = skipped[0];
  if (script.outcome.kind === 'skipped' || !first || first.outcome.kind !== 'skipped')
    return [...rows, ...own];
  const { reason } = first.outcome;
  const isTold = steps.some(({ outcome }) => saysAlready(outcome, reason));
  const why = isTold ? ' for that reason' : `: ${reason}`;
  const left = `${count(skipped.length, 'step')} from ${describeLine(first)} on skipped${why}`;
  return [...rows, ...own, ...indent(left, 4, look).map((row) => look.paint('dim', row))];
}

/** Whether a reason is what was just told of a step. */
function saysAlready(outcome: Outcome, reason: string): boolean {
  if (outcome.kind === 'errored') return outcome.failure.message === reason;
  return outcome.kind === 'failed' && outcome.mismatches.some(({ message }) => message === reason);
}

function isErrored(step: StepResult): boolean {
  return step.outcome.kind === 'errored';
}

function explainStep(script: ScriptResult, step: StepResult, look: Look): string[] {
  switch (step.outcome.kind) {
    case 'failed': {
      const [failing, notes] = split(step.outcome.mismatches);
      if (step.cause) return explainFollower(script, step, failing, look);
      const [told, missed] = splitMissed(failing);
      const [first] = told;
      const word = first && told.length === 1 ? wordOf(first) : count(told.length, 'difference');
      return [
        ...headOf(script, step, word, 'error', look),
        ...explainMismatches([...told, ...notes], look),
        ...explainMissed(missed, look),
        ...explainAnswers(step, look),
      ];
    }
    case 'passed':
      return step.outcome.notes.length === 0
        ? []
        : [
            ...headOf(script, step, 'differs, and may', 'note', look),
            ...explainMismatches(step.outcome.notes, look),
          ];
    case 'errored':
      return [
        ...headOf(script, step, '', 'error', look),
        ...explainFailure(script.path, step.outcome.failure, look),
      ];
    case 'skipped':
      return [];
  }
}

/** What follows from another step is not to be mended here: how it was answered, and should have been, is enough. */
function explainFollower(
  script: ScriptResult,
  step: StepResult,
  failing: readonly Mismatch[],
  look: Look,
): string[] {
  const because = step.cause ? describeCause(step.cause) : '';
  const answered = pairSides(failing.filter(({ class: name }) => name === 'status'));
  const answers = answered.flatMap((pair) => showSides(pair, look));
  const told = answers.length > 0 ? answers : explainMismatches(failing, look);
  return [...headOf(script, step, because, 'warning', look), ...told];
}

/** Where and what the step is, and in a word what is wrong: on a row of its own where there is no room. */
function headOf(
  script: ScriptResult,
  { line, title, path = script.path }: StepResult,
  word: string,
  style: Style,
  look: Look,
): string[] {
  const head = `    ${line === 0 ? visibleText(path) : describePlace({ path, line })} ${title}`;
  if (word === '') return [head];
  const hasRoom = !look.breaksLines || head.length + 3 + word.length <= look.columns;
  return hasRoom
    ? [`${head}   ${look.paint(style, word)}`]
    : [head, ...indent(word, 6, look).map((row) => look.paint(style, row))];
}

/** Prose behind a margin, broken to fit. */
function indent(text: string, margin: number, look: Look): string[] {
  const rows = look.breaksLines ? wrap(text, Math.max(20, look.columns - margin)) : [text];
  return rows.map((row) => ' '.repeat(margin) + row);
}

/** What is known of a refusal that was not expected. */
function explainAnswers(step: StepResult, look: Look): string[] {
  return knownAnswers(step)
    .flatMap((text) => wrap(text, Math.max(40, look.columns - 6)))
    .map((row) => `      ${row}`);
}

function split(mismatches: readonly Mismatch[]): [readonly Mismatch[], readonly Mismatch[]] {
  return [mismatches.filter(({ fails }) => fails), mismatches.filter(({ fails }) => !fails)];
}

/** Differences of the same two lines stand together above them. */
function explainMismatches(mismatches: readonly Mismatch[], look: Look): string[] {
  return pairSides(mismatches).flatMap((pair) => {
    const { mismatches: group, expected, actual } = pair;
    const rows = group.flatMap((mismatch) => {
      const weight = mismatch.fails ? '' : `${mismatch.class}, not failing: `;
      return indent(`${weight}${mismatch.message}`, 6, look).map((row, at) =>
        at === 0 && weight !== ''
          ? row.replace(weight.slice(0, -2), (text) => look.paint('note', text))
          : row,
      );
    });
    rows.push(...showSides(pair, look));
    if (expected && !actual && !group.some(({ kind }) => kind === 'others-came'))
      rows.push(look.paint('dim', '        + nothing like it came'));
    return rows;
  });
}

function showSides({ expected, actual }: Pair, look: Look): string[] {
  return [...(expected ? showSide('-', expected, look) : []), ...(actual ? showSide('+', actual, look) : [])];
}

/** How much is shown of what a refused command did not bring. */
const mostMissed = 5;

function explainMissed(missed: readonly Mismatch[], look: Look): string[] {
  if (missed.length === 0) return [];
  const shown = pairSides(missed.slice(0, mostMissed)).flatMap(({ expected }) =>
    expected ? showSide('-', expected, look) : [],
  );
  const left = missed.length - mostMissed;
  const more = left > 0 ? [look.paint('dim', `        … and ${left} more`)] : [];
  return ['      so these did not come either:', ...shown, ...more];
}

/**
 * A side behind its sign, the parts that differ marked, and what it is: behind it, or on a row of its own. The whole of a
 * long one is in the JSON and in `tagline run`.
 */
function showSide(sign: '-' | '+', side: Side, look: Look): string[] {
  const cut = abridge(side);
  const style = sign === '-' ? 'expected' : 'actual';
  const room = look.breaksLines ? Math.max(20, look.columns - 10) : Number.POSITIVE_INFINITY;
  const spans = breakText(cut.text, room);
  const rows = spans.map(
    (span, index) => `        ${index === 0 ? sign : ' '} ${look.paint(style, markChanged(cut, span, look))}`,
  );
  const name = `(${side.role}${side.place ? `, ${describePlace(side.place)}` : ''})`;
  const last = spans.at(-1);
  const hasRoom = (last ? last.end - last.start : 0) + 3 + name.length <= room;
  const named = hasRoom
    ? [`${rows.pop()}${look.paint('dim', `   ${name}`)}`]
    : [look.paint('dim', `          ${name}`)];
  return [...rows, ...named];
}

/** One row of a text. */
function markChanged({ text, marks }: Side, row: Span, look: Look): string {
  let shown = '';
  let at = row.start;
  for (const { start, end } of marks) {
    const from = Math.max(start, at);
    const to = Math.min(end, row.end);
    if (from >= to) continue;
    shown += text.slice(at, from) + look.paint('changed', text.slice(from, to));
    at = to;
  }
  return (shown + text.slice(at, row.end)).trimEnd();
}

function explainFailure(path: string, failure: Failure, look: Look): string[] {
  const name =
    failure.kind === 'script'
      ? `${describePlace({ path, ...failure })}:${failure.column}`
      : `${failure.code}:`;
  const [first = '', ...rows] = indent(`${name} ${failure.message}`, 6, look);
  const hint = failure.kind === 'script' || failure.hint === '' ? [] : indent(failure.hint, 6, look);
  return [first.replace(name, (text) => look.paint('error', text)), ...rows, ...hint];
}

function summarize(result: RunResult, look: Look): string {
  const counts = countRun(result);
  const parts = (['failed', 'errored', 'flaky', 'passed', 'skipped'] as const).flatMap((kind) => {
    const number = counts.scripts[kind];
    return number === 0 ? [] : [{ style: styles[kind], words: `${number} ${kind}` }];
  });
  const where = result.server === '' ? '' : ` on ${describeServer(result.server)}`;
  const facts = `${count(result.scripts.length, 'script')}${where} · ${duration(result.milliseconds)} in all`;
  const length = [...parts.map(({ words }) => words), facts].join(' · ').length;
  const verdicts = parts.map(({ style, words }) => look.paint(style, words)).join(', ');
  const sum =
    look.breaksLines && length > look.columns
      ? [verdicts, facts]
      : [`${verdicts} · ${look.paint('dim', facts)}`];
  const failures = describeFailures(counts);
  return [...(failures ? indent(failures, 0, look) : []), ...sum].join('\n');
}

const styles = {
  failed: 'error',
  errored: 'error',
  flaky: 'warning',
  passed: 'good',
  skipped: 'dim',
} as const satisfies Record<Verdict, Style>;

function duration(milliseconds: number): string {
  return milliseconds < 9_999.5 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
