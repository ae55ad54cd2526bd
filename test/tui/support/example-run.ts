import type { ExchangeLine, Outcome, StepResult } from '../../../src/replay/result.js';
import type { Progress, RunModel, ScriptRow } from '../../../src/tui/run-model.js';

const passed: Outcome = { kind: 'passed', notes: [] };

const failed: Outcome = {
  kind: 'failed',
  mismatches: [
    {
      class: 'value',
      fails: true,
      message: 'FETCH 12: UID is 4712',
      expected: {
        text: '* 12 FETCH (UID 4711 FLAGS (\\Seen))',
        place: { path: 'fetch.transcript', line: 4 },
        start: 16,
        end: 20,
      },
      actual: { text: '* 12 FETCH (UID 4712 FLAGS (\\Seen))', place: undefined, start: 16, end: 20 },
    },
  ],
};

const problems: Readonly<Record<string, readonly string[]>> = {
  'fetch-envelope': ['2:4 error T003 Unknown command "FETHC".'],
  'list-special-use': ['3:1 warning T009 This mailbox name is the reference.'],
};

const steps: readonly StepResult[] = [
  step(0, 'greeting', passed, [{ from: 'server', text: '* OK ready' }]),
  step(1, 'a1 LOGIN', passed, [
    { from: 'client', text: 'a1 LOGIN bob ‹redacted›' },
    { from: 'server', text: 'a1 OK' },
  ]),
];

const failingSteps: readonly StepResult[] = [
  ...steps,
  step(3, 'a2 FETCH', failed, [
    { from: 'client', text: 'a2 FETCH 12 (UID FLAGS)' },
    { from: 'server', text: '* 12 FETCH (UID 4712 FLAGS (\\Seen))' },
    { from: 'server', text: 'a2 OK done' },
  ]),
];

const kinds: readonly (readonly [string, (path: string) => Progress])[] = [
  ['capability', (path) => done(path, passed)],
  ['login-plain', (path) => done(path, passed)],
  [
    'condstore',
    (path) => done(path, { kind: 'skipped', reason: 'needs CONDSTORE, which the server does not offer' }, []),
  ],
  ['fetch-envelope', (path) => done(path, failed, failingSteps)],
  [
    'idle-timeout',
    (path) =>
      done(path, {
        kind: 'errored',
        failure: {
          kind: 'transport',
          code: 'answer-timeout',
          message: 'no answer within 5 s to a4 IDLE',
          hint: 'Give it more time with %timeout.',
        },
      }),
  ],
  ['list-special-use', (path) => done(path, passed)],
  ['append-literal+', () => running(8, 40, 'a12 APPEND INBOX {1048576+}')],
  ['search-charset', () => running(3, 18, 'a3 UID SEARCH CHARSET UTF-8')],
  ['sort-thread', () => ({ kind: 'waiting' })],
  ['uidplus', () => ({ kind: 'waiting' })],
  ['unselect', () => ({ kind: 'waiting' })],
];

/** A run in the middle: so many scripts in every state there is. */
export function exampleRun(count: number): RunModel {
  return {
    title: 'tests/imap',
    folder: 'file:///home/bob/',
    server: 'imap://127.0.0.1:11143',
    milliseconds: 4100,
    notice: '',
    scripts: Array.from({ length: count }, (_, at) => row(at)),
  };
}

function row(at: number): ScriptRow {
  const round = Math.floor(at / kinds.length);
  const [name, progress] = kinds[at % kinds.length] ?? ['none', () => ({ kind: 'waiting' })];
  const path = `${name}${round === 0 ? '' : round + 1}.imap`;
  return {
    path,
    progress: progress(path),
    errors: name === 'fetch-envelope' ? 1 : 0,
    warnings: name === 'list-special-use' ? 1 : 0,
    problems: problems[name] ?? [],
    commands: `a1 ${name.split('-').join(' ')}`,
    pending: name === 'fetch-envelope',
  };
}

function done(path: string, outcome: Outcome, all = steps): Progress {
  return { kind: 'done', result: { path, transcript: undefined, outcome, milliseconds: 41, steps: all } };
}

function running(doneSteps: number, all: number, title: string): Progress {
  return { kind: 'running', done: doneSteps, steps: all, title, milliseconds: 1200 };
}

function step(line: number, title: string, outcome: Outcome, exchange: readonly ExchangeLine[]): StepResult {
  return { line, title, outcome, milliseconds: 3, exchange };
}
