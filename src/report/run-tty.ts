import type { Mismatch, MismatchSide } from '../match/mismatch.js';
import {
  type Failure,
  isFlaky,
  type Outcome,
  type RunResult,
  type ScriptResult,
  type StepResult,
} from '../replay/result.js';
import { isSamePair, knownAnswers, wordOf } from './describe.js';
import { count, type Look, type Style, wrap } from './look.js';

/** For people: a line a script, what differs beneath it, and the sum. */
export function runToTty(result: RunResult, look: Look): string {
  const widest = Math.min(48, Math.max(0, ...result.scripts.map(({ path }) => path.length)));
  const scripts = result.scripts.map((script) => scriptToTty(script, look, widest));
  return `${scripts.join('')}\n${summarize(result, look)}\n`;
}

/** One script's part of it; `width` is how wide the column of paths is. */
export function scriptToTty(script: ScriptResult, look: Look, width = 0): string {
  const { outcome } = script;
  const commands = script.steps.filter(({ exchange }) =>
    exchange.some(({ from }) => from === 'client'),
  ).length;
  const facts = look.paint(
    'dim',
    `${count(commands, 'command').padEnd(14)} ${duration(script.milliseconds)}`,
  );
  const head = `${glyphOf(script, look)} ${script.path.padEnd(width)}  ${facts}${triesOf(script, look)}`;
  const reason = outcome.kind === 'skipped' ? [`    skipped: ${outcome.reason}`] : [];
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
  const left = `    ${count(skipped.length, 'step')} from line ${first.line} on skipped: ${first.outcome.reason}`;
  return [...rows, ...own, look.paint('dim', left)];
}

function isErrored(step: StepResult): boolean {
  return step.outcome.kind === 'errored';
}

function explainStep(script: ScriptResult, step: StepResult, look: Look): string[] {
  const place = step.line === 0 ? script.path : `${script.path}:${step.line}`;
  const head = `    ${place} ${step.title}`;
  switch (step.outcome.kind) {
    case 'failed': {
      const [failing, notes] = split(step.outcome.mismatches);
      const classes = [...new Set(failing.map(wordOf))].join(', ');
      return [
        `${head}   ${look.paint('error', classes)}`,
        ...explainMismatches([...failing, ...notes], look),
        ...explainAnswers(step, look),
      ];
    }
    case 'passed':
      return step.outcome.notes.length === 0
        ? []
        : [
            `${head}   ${look.paint('note', 'differs, and may')}`,
            ...explainMismatches(step.outcome.notes, look),
          ];
    case 'errored':
      return [head, ...explainFailure(script.path, step.outcome.failure, look)];
    case 'skipped':
      return [];
  }
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
    const weight = mismatch.fails ? '' : `${look.paint('note', `${mismatch.class}, not failing`)}: `;
    const rows = [`      ${weight}${mismatch.message}`];
    if (isSamePair(mismatch, mismatches[index + 1])) return rows;
    const { expected, actual } = mismatch;
    const place = expected?.place ? `, ${expected.place.path}:${expected.place.line}` : '';
    if (expected)
      rows.push(
        `        - ${showSide(expected, 'expected', look)}${look.paint('dim', `   (expected${place})`)}`,
      );
    if (actual)
      rows.push(`        + ${showSide(actual, 'actual', look)}${look.paint('dim', '   (received)')}`);
    else if (expected) rows.push(look.paint('dim', '        + nothing like it came'));
    return rows;
  });
}

/** Longest text of a side that is shown, in characters: the whole is in the JSON and in `tagline run -v`. */
const longestSide = 300;

function showSide(side: MismatchSide, style: 'expected' | 'actual', look: Look): string {
  const { text, start, end } = cutSide(side);
  const changed = look.paint('changed', text.slice(start, end));
  const shown = start === 0 && end === text.length ? text : text.slice(0, start) + changed + text.slice(end);
  return look.paint(style, shown.replaceAll('\n', '\n          '));
}

function cutSide(side: MismatchSide): { text: string; start: number; end: number } {
  const { text, start, end } = side;
  if (text.length <= longestSide) return side;
  const from = Math.max(0, Math.min(start - 100, text.length - longestSide));
  const cut = text.slice(from, from + longestSide);
  const before = from > 0 ? '…' : '';
  const place = (offset: number) => Math.min(Math.max(0, offset - from), cut.length) + before.length;
  return {
    text: `${before}${cut}${from + longestSide < text.length ? '…' : ''}`,
    start: place(start),
    end: place(end),
  };
}

function explainFailure(path: string, failure: Failure, look: Look): string[] {
  if (failure.kind === 'script') {
    return [`      ${look.paint('error', `${path}:${failure.line}:${failure.column}`)} ${failure.message}`];
  }
  const hint = failure.hint === '' ? [] : [`      ${failure.hint}`];
  return [`      ${look.paint('error', failure.code)}: ${failure.message}`, ...hint];
}

function summarize(result: RunResult, look: Look): string {
  const kinds = result.scripts.map((script) => (isFlaky(script) ? 'flaky' : script.outcome.kind));
  const parts = (['failed', 'errored', 'flaky', 'passed', 'skipped'] as const).flatMap((kind) => {
    const number = kinds.filter((other) => other === kind).length;
    if (number === 0) return [];
    return [look.paint(styles[kind], `${number} ${kind}`)];
  });
  const scripts = count(result.scripts.length, 'script');
  const facts = look.paint('dim', `${scripts} on ${result.server} · ${duration(result.milliseconds)}`);
  return `${parts.join(', ')} · ${facts}`;
}

const styles = {
  failed: 'error',
  errored: 'error',
  flaky: 'warning',
  passed: 'good',
  skipped: 'dim',
} as const satisfies Record<Outcome['kind'] | 'flaky', Style>;

function duration(milliseconds: number): string {
  return milliseconds < 9_999.5 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
