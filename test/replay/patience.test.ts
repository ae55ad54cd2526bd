import { describe, expect, it } from 'vitest';
import { play } from './play.js';

const preauth = '* PREAUTH\n';

/** [what is shown, the script, the replies, how long is waited for the line behind the answer, in milliseconds] */
const cases: readonly [string, string, string[], number][] = [
  ['a server tells little by itself', 'a1 NOOP\na1 OK\n* 1 EXISTS\n', [preauth, 'a1 OK\n'], 2000],
  ['no answer is written', 'a1 NOOP\n* 1 EXISTS\n', [preauth, 'a1 OK\n'], 2000],
  [
    'and then a command follows',
    'a1 NOOP\na1 OK\n* 1 EXISTS\na2 NOOP\n',
    [preauth, 'a1 OK\n', 'a2 OK\n'],
    2000,
  ],
  ['the command was refused', 'a1 SELECT x\na1 OK\n* 1 EXISTS\n', [preauth, 'a1 NO\n'], 500],
  ['it was not understood', 'a1 NOTIFY SET (x\na1 OK\n* LIST () "/" a\n', [preauth, 'a1 BAD\n'], 500],
  ['so it was, and nothing is written', 'a1 NOTIFY SET (x\n* LIST () "/" a\n', [preauth, 'a1 BAD\n'], 500],
  ['its refusal is written', 'a1 NOOP\na1 NO\n* 1 EXISTS\n', [preauth, 'a1 NO\n'], 2000],
  ['the server is about to close', 'a1 LOGIN b c\na1 NO\n* BYE\n', ['* OK\n', 'a1 NO\n'], 30_000],
  ['NOTIFY asks for more', 'a1 NOTIFY SET (x)\na1 OK\n* 1 EXISTS\n', [preauth, 'a1 OK\n'], 30_000],
  [
    'NOTIFY asked for more before',
    'a1 NOTIFY SET (x)\na1 OK\na2 NOOP\na2 OK\n* 1 EXISTS\n',
    [preauth, 'a1 OK\n', 'a2 OK\n'],
    30_000,
  ],
  [
    'NOTIFY asks for no more',
    'a1 NOTIFY SET (x)\na1 OK\na2 NOTIFY NONE\na2 OK\n* 1 EXISTS\n',
    [preauth, 'a1 OK\n', 'a2 OK\n'],
    2000,
  ],
  [
    'a search is kept up to date',
    'a1 UID SEARCH RETURN (COUNT UPDATE) ALL\na1 OK\n* ESEARCH (TAG "a1") UID ADDTO (0 7)\n',
    [preauth, 'a1 OK\n'],
    30_000,
  ],
  ['the server is idle', 'a1 IDLE\n+\n* 1 EXISTS\nDONE\n', [preauth, '+ idling\n', 'a1 OK\n'], 30_000],
  [
    'another command is under way',
    'a1 NOOP\na2 NOOP\na1 OK\n* 1 EXISTS\na3 NOOP\na2 OK\n',
    [preauth, '', 'a1 OK\n', 'a2 OK\n'],
    30_000,
  ],
  [
    '%timeout says so',
    'a1 NOOP\na1 OK\n* 1 EXISTS\n%timeout 7s\na2 NOOP\n',
    [preauth, 'a1 OK\n', 'a2 OK\n'],
    7000,
  ],
  ['%timeout is shorter', '%timeout 1s\na1 NOOP\na1 OK\n* 1 EXISTS\n', [preauth, 'a1 OK\n'], 1000],
];

it('a server that has sent much is waited for no longer than others once it is silent', () => {
  const { waits } = play('a1 NOOP\na1 OK\n', [preauth, `* OK ${'x'.repeat(500_000)}\n`]);
  expect(waits[0]).toBe(30_000);
});

describe('how long a line behind an answer is waited for', () => {
  it.each(cases)('%s', (_, script, replies, milliseconds) => {
    const { waits } = play(script, replies);
    // Behind it stands the wait for the answer to our own LOGOUT.
    expect(Math.round((waits[0] ?? 0) / 100) * 100).toBe(milliseconds);
  });
});

it.each([
  ['a response that never came', 'a1 NOOP\na1 OK\n* 1 EXISTS\n', 'EXISTS is missing; waited 2 s for it'],
  [
    'what came instead is told too',
    '%timeout 7s\na1 NOOP\n* 3 EXPUNGE\na1 OK\n* 2 EXPUNGE\n',
    'EXPUNGE 3 is missing; what came is EXPUNGE 1; waited 2 s for it',
  ],
  [
    'a part of what came was not waited for',
    'a1 NOOP\na1 OK\n* 1 FETCH (UID 3)\n',
    'FETCH 1: item UID is missing',
  ],
])('how long was waited for it is said: %s', (_, script, message) => {
  const { result } = play(script, [preauth, '* 1 EXPUNGE\n* 1 FETCH (FLAGS ())\na1 OK\n']);
  const [step] = result.steps.filter(({ outcome }) => outcome.kind === 'failed');
  const mismatches = step?.outcome.kind === 'failed' ? step.outcome.mismatches : [];
  expect(mismatches.map((mismatch) => mismatch.message)).toContain(message);
});
