import type { Mismatch, MismatchSide } from '../match/mismatch.js';
import {
  type Failure,
  isFlaky,
  type RunResult,
  type ScriptResult,
  type StepResult,
} from '../replay/result.js';
import { visibleText } from '../text/octets.js';
import { describeCause, describePlace, isSamePair, knownAnswers, wordOf } from './describe.js';
import { breakText, count, type Look, type Style, wrap } from './look.js';
import { countRun, describeCommands, describeFailures, type Verdict } from './run-counts.js';

/** For people: a line a script, what differs beneath it, and the sum. */
export function runToTty(result: RunResult, look: Look): string {
  const heads = result.scripts.map((script) => [
    visibleText(script.path),
    describeCommands(countRun({ scripts: [script] })),
  ]);
  const widthOf = (column: number, most: number) =>
    Math.min(most, Math.max(0, ...heads.map((head) => head[column]?.length ?? 0)));
  const widths = [widthOf(0, 48), Math.max(14, widthOf(1, 40))];
  const scripts = result.scripts.map((script, index) => {
    const [path, commands] = (heads[index] ?? []).map((text, column) => text.padEnd(widths[column] ?? 0));
    const facts = look.paint('dim', `${commands} ${duration(script.milliseconds)}`);
    return scriptToTty(script, `${path}  ${facts}`, look);
  });
  return `${scripts.join('')}\n${summarize(result, look)}\n`;
}

/** One script's part of it. */
function scriptToTty(script: ScriptResult, facts: string, look: Look): string {
  const { outcome } = script;
  const head = `${glyphOf(script, look)} ${facts}${triesOf(script, look)}`;
  const reason = outcome.kind === 'skipped' ? indent(`skipped: ${outcome.reason}`, 4, look) : [];
  const before = isFlaky(script) ? explainEarlier(script, look) : [];
  return `${[head, ...reason, ...before, ...explainScript(script, look)].join('\n')}\n`;
}

function triesOf(script: ScriptResult, look: Look): string {
  const tries = (script.earlier ?? []).length + 1;
  if (isFlaky(script)) return `   ${look.paint('warning', `flaky: passed at attempt ${tries}`)}`;
  return tries === 1 ? '' : look.paint('dim', `   ${tries} attempts`);
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
  const left = `${count(skipped.length, 'step')} from line ${first.line} on skipped: ${first.outcome.reason}`;
  return [...rows, ...own, ...indent(left, 4, look).map((row) => look.paint('dim', row))];
}

function isErrored(step: StepResult): boolean {
  return step.outcome.kind === 'errored';
}

function explainStep(script: ScriptResult, step: StepResult, look: Look): string[] {
  switch (step.outcome.kind) {
    case 'failed': {
      const [failing, notes] = split(step.outcome.mismatches);
      if (step.cause) return explainFollower(script, step, failing, look);
      const classes = [...new Set(failing.map(wordOf))].join(', ');
      return [
        ...headOf(script, step, classes, 'error', look),
        ...explainMismatches([...failing, ...notes], look),
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

/** What follows from another step is not to be mended here: how it was answered is enough. */
function explainFollower(
  script: ScriptResult,
  step: StepResult,
  failing: readonly Mismatch[],
  look: Look,
): string[] {
  const because = step.cause ? describeCause(step.cause) : '';
  const answered = failing.filter(({ class: name }) => name === 'status');
  const answers = answered.flatMap(({ actual }) => (actual ? showSide('+', actual, 'received', look) : []));
  const told = answers.length > 0 ? answers : explainMismatches(failing, look);
  return [...headOf(script, step, because, 'warning', look), ...told];
}

/** Where and what the step is, and in a word what is wrong: on a row of its own where there is no room. */
function headOf(
  script: ScriptResult,
  { line, title }: StepResult,
  word: string,
  style: Style,
  look: Look,
): string[] {
  const path = visibleText(script.path);
  const head = `    ${line === 0 ? path : `${path}:${line}`} ${title}`;
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
  return mismatches.flatMap((mismatch, index) => {
    const weight = mismatch.fails ? '' : `${mismatch.class}, not failing: `;
    const rows = indent(`${weight}${mismatch.message}`, 6, look).map((row, at) =>
      at === 0 && weight !== '' ? row.replace(weight.slice(0, -2), (text) => look.paint('note', text)) : row,
    );
    if (isSamePair(mismatch, mismatches[index + 1])) return rows;
    const { expected, actual } = mismatch;
    const place = expected?.place ? `, ${describePlace(expected.place)}` : '';
    if (expected) rows.push(...showSide('-', expected, `expected${place}`, look));
    if (actual) rows.push(...showSide('+', actual, 'received', look));
    else if (expected) rows.push(look.paint('dim', '        + nothing like it came'));
    return rows;
  });
}

/** Longest text of a side that is shown, in characters: the whole is in the JSON and in `tagline run -v`. */
const longestSide = 300;

/** A side behind its sign, the part that differs marked, and what it is: behind it, or on a row of its own. */
function showSide(sign: '-' | '+', side: MismatchSide, label: string, look: Look): string[] {
  const cut = cutSide(side);
  const style = sign === '-' ? 'expected' : 'actual';
  const room = look.breaksLines ? Math.max(20, look.columns - 10) : Number.POSITIVE_INFINITY;
  const spans = breakText(cut.text, room);
  const rows = spans.map(
    (span, index) => `        ${index === 0 ? sign : ' '} ${look.paint(style, markChanged(cut, span, look))}`,
  );
  const name = `(${label})`;
  const last = spans.at(-1);
  const hasRoom = (last ? last.end - last.start : 0) + 3 + name.length <= room;
  const named = hasRoom
    ? [`${rows.pop()}${look.paint('dim', `   ${name}`)}`]
    : [look.paint('dim', `          ${name}`)];
  return [...rows, ...named];
}

function markChanged(
  { text, start, end }: MismatchSide,
  row: { start: number; end: number },
  look: Look,
): string {
  const isAll = start === 0 && end === text.length;
  const from = Math.min(Math.max(start, row.start), row.end);
  const to = Math.max(from, Math.min(end, row.end));
  if (isAll || from === to) return text.slice(row.start, row.end).trimEnd();
  return text.slice(row.start, from) + look.paint('changed', text.slice(from, to)) + text.slice(to, row.end);
}

function cutSide(side: MismatchSide): MismatchSide {
  const { text, start, end } = side;
  if (text.length <= longestSide) return side;
  const from = Math.max(0, Math.min(start - 100, text.length - longestSide));
  const cut = text.slice(from, from + longestSide);
  const before = from > 0 ? '…' : '';
  const place = (offset: number) => Math.min(Math.max(0, offset - from), cut.length) + before.length;
  return {
    ...side,
    text: `${before}${cut}${from + longestSide < text.length ? '…' : ''}`,
    start: place(start),
    end: place(end),
  };
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
    return number === 0 ? [] : [look.paint(styles[kind], `${number} ${kind}`)];
  });
  const scripts = count(result.scripts.length, 'script');
  const facts = look.paint('dim', `${scripts} on ${result.server} · ${duration(result.milliseconds)}`);
  const failures = describeFailures(counts);
  return [...(failures ? indent(failures, 0, look) : []), `${parts.join(', ')} · ${facts}`].join('\n');
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
