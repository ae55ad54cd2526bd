import type { Mismatch } from '../match/mismatch.js';
import { type Pair, pairSides, type Side } from '../match/sides.js';
import {
  type Attempt,
  type Cause,
  type ExchangeLine,
  type Failure,
  isFlaky,
  type RunResult,
  type ScriptResult,
  type StepResult,
} from '../replay/result.js';
import { describeLine } from '../replay/script-place.js';
import {
  commandToSee,
  describeCause,
  describeServer,
  knownAnswers,
  messageOf,
  splitMissed,
  wordOf,
} from './describe.js';
import { htmlPage, tag, text } from './html-page.js';
import { count } from './look.js';
import { countRun, describeCommands, describeFailures, type Verdict } from './run-counts.js';

/** A page for somebody who did not write the scripts: what was tried, what was wrong, and what the server said. */
export function runToHtml(result: RunResult): string {
  const scripts = result.scripts.map((script, index) => ({ script, id: `script-${index + 1}` }));
  const trouble = scripts.filter(({ script }) => needsReading(script));
  const rest = scripts.filter(({ script }) => !needsReading(script));
  return htmlPage(`tagline: ${verdictOf(result)}`, [
    ...headOf(result),
    ...(trouble.length > 0 ? [tag('h2', '', 'What needs a look')] : []),
    ...trouble.map((entry) =>
      scriptSection(entry.script, entry.id, { isOpen: true, options: result.options }),
    ),
    ...(rest.length > 0 ? [tag('h2', '', trouble.length > 0 ? 'The rest' : 'Scripts')] : []),
    ...rest.map((entry) => scriptSection(entry.script, entry.id, { isOpen: false })),
    ...howToRead,
  ]);
}

/** [sign, class of the style, what it means] */
const verdicts: Readonly<Record<Verdict, readonly [sign: string, style: string, meaning: string]>> = {
  failed: ['✖', 'bad', 'the server answered, but not what the script states'],
  errored: ['✖', 'bad', 'it could not be played to its end'],
  flaky: ['≈', 'odd', 'it passed, but not at the first attempt'],
  passed: ['✔', 'good', 'every stated answer came'],
  skipped: ['○', 'soft', 'it was not played'],
};

function verdictOfScript(script: ScriptResult): Verdict {
  return isFlaky(script) ? 'flaky' : script.outcome.kind;
}

function needsReading(script: ScriptResult): boolean {
  return ['failed', 'errored', 'flaky'].includes(verdictOfScript(script));
}

function verdictOf({ scripts }: RunResult): string {
  const wrong = scripts.filter(({ outcome }) => outcome.kind === 'failed' || outcome.kind === 'errored');
  return wrong.length === 0
    ? 'nothing failed'
    : `${wrong.length} of ${count(scripts.length, 'script')} failed`;
}

function headOf(result: RunResult): string[] {
  const { scripts, server, startedAt, milliseconds } = result;
  const numbers = countRun(result);
  const failures = describeFailures(numbers);
  const counts = (Object.keys(verdicts) as Verdict[]).flatMap((verdict) => {
    const number = numbers.scripts[verdict];
    const [sign, style, meaning] = verdicts[verdict];
    if (number === 0) return [];
    const words = [
      tag('b', style, `${sign} ${count(number, 'script')}`),
      ` ${verdict}: `,
      tag('span', 'soft', text(meaning)),
    ];
    return [tag('li', '', ...words)];
  });
  return [
    tag('h1', '', text(`IMAP scripts: ${verdictOf(result)}`)),
    tag(
      'p',
      'soft',
      count(scripts.length, 'script'),
      ...(server === '' ? [] : [' on ', tag('code', '', text(describeServer(server)))]),
      ` · started ${text(startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'))} · took ${duration(milliseconds)}`,
    ),
    tag('ul', 'counts', ...counts),
    ...(failures ? [tag('p', '', text(`${failures}.`))] : []),
  ];
}

interface SectionOptions {
  readonly isOpen: boolean;
  /** With which it is seen again; undefined where it need not, or cannot. */
  readonly options?: RunResult['options'];
}

function scriptSection(script: ScriptResult, id: string, { isOpen, options }: SectionOptions): string {
  const verdict = verdictOfScript(script);
  const [sign, style] = verdicts[verdict];
  const facts = `${describeCommands(countRun({ scripts: [script] }))}, ${duration(script.milliseconds)}`;
  const summary = [
    tag('span', style, `${sign} ${verdict}`),
    tag('code', '', text(script.path)),
    tag('span', 'soft', facts),
  ];
  const body = [
    ...(script.transcript === undefined
      ? []
      : [
          tag(
            'p',
            'soft',
            'Compared with the recorded transcript ',
            tag('code', '', text(script.transcript)),
          ),
        ]),
    ...(script.outcome.kind === 'skipped' ? [tag('p', '', text(`Skipped: ${script.outcome.reason}`))] : []),
    ...attemptsOf(script),
    ...attemptBody(script, id),
    options ? howToSee(script.path, options) : '',
  ];
  return `<details class="script" id="${id}"${isOpen ? ' open' : ''}>${tag('summary', '', ...summary)}${tag('div', '', ...body)}</details>`;
}

function howToSee(path: string, options: readonly string[]): string {
  return tag('p', 'soft', 'To see it happen: ', tag('code', '', text(commandToSee(path, options))));
}

function attemptsOf(script: ScriptResult): string[] {
  const earlier = script.earlier ?? [];
  if (earlier.length === 0) return [];
  const last = isFlaky(script)
    ? `It passed at attempt ${earlier.length + 1}. What was wrong before:`
    : `It was tried ${earlier.length + 1} times. What was wrong at the last:`;
  if (!isFlaky(script)) return [tag('p', '', last)];
  const told = earlier.map((attempt, index) => [
    tag('p', 'soft', `Attempt ${index + 1}`),
    ...attemptBody(attempt),
  ]);
  return [
    tag('p', '', last),
    ...told.flat(),
    tag('p', 'soft', `Attempt ${earlier.length + 1}, which passed`),
  ];
}

/** `id`: what the parts of it can be pointed to by. */
function attemptBody(attempt: Attempt, id?: string): string[] {
  const { outcome, steps } = attempt;
  const told = steps.filter(isTold);
  const ownFailure =
    outcome.kind === 'errored' && !steps.some((step) => step.outcome.kind === 'errored')
      ? [failureBlock(outcome.failure)]
      : [];
  const session = steps.flatMap(({ exchange }) => exchange);
  const list = steps.length === 0 ? [] : [stepTable(steps, id), wireOf(session, 'The whole session')];
  return [...told.map((step) => stepSection(step, id)), ...ownFailure, ...list];
}

function isTold({ outcome }: StepResult): boolean {
  if (outcome.kind === 'passed') return outcome.notes.length > 0;
  return outcome.kind !== 'skipped';
}

function stepSection(step: StepResult, id: string | undefined): string {
  const place = step.line === 0 ? 'When the server greeted' : capitalize(describeLine(step));
  const head = tag('h3', '', tag('span', 'soft', `${place}: `), tag('code', '', text(step.title)));
  const because = step.cause ? [tag('p', 'meaning', text(explainCause(step.cause)))] : [];
  const section = tag('section', 'step', head, ...because, ...verdictOfStep(step), wireOf(step.exchange));
  return id === undefined ? section : section.replace('<section', `<section id="${id}-line-${step.line}"`);
}

function explainCause(cause: Cause): string {
  return `${capitalize(describeCause(cause))}. Look at that line first: whether this one is right shows when that one is.`;
}

function verdictOfStep(step: StepResult): string[] {
  const { outcome } = step;
  switch (outcome.kind) {
    case 'failed': {
      const [failing, missed] = splitMissed(outcome.mismatches.filter(({ fails }) => fails));
      const others = outcome.mismatches.filter(({ fails }) => !fails);
      const meanings = knownAnswers(step).map((known) => tag('p', 'meaning', text(known)));
      const isRoot = step.cause === undefined;
      return [
        ...differenceBlocks(failing, isRoot),
        ...missedBlock(missed),
        ...meanings,
        ...differenceBlocks(others),
      ];
    }
    case 'passed':
      return differenceBlocks(outcome.notes);
    case 'errored':
      return [failureBlock(outcome.failure)];
    case 'skipped':
      return [];
  }
}

/** What a refused command should have brought. */
function missedBlock(missed: readonly Mismatch[]): string[] {
  const lines = pairSides(missed).flatMap(({ expected }) =>
    expected ? [tag('div', 'sides', sideBlock('expected', 'Expected', expected))] : [],
  );
  if (lines.length === 0) return [];
  const head = tag('p', '', 'So these did not come either.');
  return [tag('div', 'difference note', head, ...lines)];
}

/** Those of the same two lines stand together. `isRoot`: they do not follow from something else. */
function differenceBlocks(mismatches: readonly Mismatch[], isRoot = true): string[] {
  return pairSides(mismatches).map((pair) => differenceBlock(pair, isRoot));
}

function differenceBlock({ mismatches, expected, actual }: Pair, isRoot: boolean): string {
  const messages = mismatches.flatMap((mismatch) => [
    tag('p', 'message', text(mismatch.message)),
    ...(mismatch.fails ? [] : [tag('p', 'soft', `${capitalize(wordOf(mismatch))}, which is allowed here.`)]),
  ]);
  const isNamed = mismatches.some(({ kind }) => kind === 'others-came');
  const sides = [
    sideBlock('expected', capitalize(expected?.role ?? 'expected'), expected),
    sideBlock('actual', 'The server said', actual, isNamed ? 'only what is named above' : undefined),
  ];
  return tag(
    'div',
    isRoot && mismatches.some(({ fails }) => fails) ? 'difference' : 'difference note',
    ...messages,
    expected || actual ? tag('div', 'sides', ...sides) : '',
  );
}

function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function sideBlock(
  style: 'expected' | 'actual',
  name: string,
  side: Side | undefined,
  nothing = 'nothing like it',
): string {
  const place = side?.place ? ` in ${text(side.place.path)}, line ${side.place.line}` : '';
  const content = side ? markDifferences(side) : tag('span', 'soft', nothing);
  return tag('div', `side ${style}`, tag('p', '', tag('b', '', name), place), tag('pre', '', content));
}

function markDifferences({ text: whole, marks }: Side): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of marks) {
    shown += text(whole.slice(at, start)) + tag('mark', '', text(whole.slice(start, end)));
    at = end;
  }
  return shown + text(whole.slice(at));
}

function failureBlock(failure: Failure): string {
  if (failure.kind === 'script') {
    return tag('div', 'difference', tag('p', '', text(capitalize(messageOf(failure)))));
  }
  const hint = failure.hint === '' ? '' : tag('p', '', text(failure.hint));
  return tag('div', 'difference', tag('p', '', text(`${failure.code}: ${failure.message}`)), hint);
}

/** Of a longer exchange the beginning is shown: the whole is in the JSON report. */
const mostLines = 200;

function wireOf(exchange: readonly ExchangeLine[], name = 'What was said'): string {
  if (exchange.length === 0) return '';
  const rows = exchange.slice(0, mostLines).flatMap(({ from, text: said }) => {
    const who = tag('span', 'who', from === 'client' ? 'C: ' : 'S: ');
    return cut(said)
      .split('\n')
      .map((row) => who + text(row));
  });
  const left = Math.max(0, exchange.length - mostLines);
  const more = left > 0 ? [tag('span', 'who', `… and ${count(left, 'more line', 'more lines')}`)] : [];
  return `<details class="more"><summary>${name}: C is the client, S the server</summary>${tag('pre', 'wire', [...rows, ...more].join('\n'))}</details>`;
}

function cut(said: string): string {
  return said.length > 4000 ? `${said.slice(0, 4000)}… (${count(said.length, 'character')})` : said;
}

function stepTable(steps: readonly StepResult[], id: string | undefined): string {
  const rows = steps.map((step) => {
    const { line, path, title, outcome, milliseconds, cause } = step;
    const [sign, style] = verdicts[outcome.kind];
    const reason =
      outcome.kind === 'skipped' ? `: ${outcome.reason}` : cause ? `: ${describeCause(cause)}` : '';
    const name = tag('code', '', text(title));
    const cells = [
      tag('td', 'number', text(line === 0 ? '' : path === undefined ? String(line) : `${path}:${line}`)),
      tag('td', style, text(`${sign} ${outcome.kind}${reason}`)),
      tag('td', '', id !== undefined && isTold(step) ? `<a href="#${id}-line-${line}">${name}</a>` : name),
      tag('td', 'number', duration(milliseconds)),
    ];
    return tag('tr', '', ...cells);
  });
  const heads = ['Line', 'Outcome', 'Step', 'Time'].map((name) => tag('th', '', name));
  const table = tag('table', '', tag('thead', '', tag('tr', '', ...heads)), tag('tbody', '', ...rows));
  return `<details class="more"><summary>All ${count(steps.length, 'step')} in order</summary>${table}</details>`;
}

const howToRead: readonly string[] = [
  tag('h2', '', 'How to read this'),
  tag(
    'p',
    '',
    'A script is an IMAP session: what a client sends, and the answers that have to come. Each was played against the server, ',
    'and what came was compared as IMAP data, so that an order or a spelling without meaning makes no difference; ',
    'the flag \\Recent, which no client can set, makes none either. ',
    'In what was expected ${…} stands for what may be another in each run: ${*} for anything, ${_} for any one value, ',
    'a name for a value that was given or came before. Passwords are shown as ‹redacted›.',
  ),
];

function duration(milliseconds: number): string {
  return milliseconds < 9_999.5 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
