import { describe, expect, it } from 'vitest';
import type { Mismatch } from '../../src/match/mismatch.js';
import type { ExchangeLine } from '../../src/replay/result.js';
import {
  describeAttempt,
  describeCause,
  describeFailing,
  knownAnswers,
  messageOf,
} from '../../src/report/describe.js';

const expected = {
  text: '* 1 FETCH (UID 1 FLAGS ())',
  place: { path: 'x.imap', line: 3 },
  start: 15,
  end: 16,
};
const actual = { text: '* 1 FETCH (UID 2 FLAGS (a))', place: undefined, start: 15, end: 16 };
const uid: Mismatch = { class: 'value', fails: true, message: 'UID is 2', expected, actual };
const flag: Mismatch = { class: 'unexpected', fails: true, message: 'flag a', expected, actual };
const order: Mismatch = { class: 'order', fails: false, message: 'late', expected, actual: undefined };

describe('what failed, as lines of text', () => {
  it('shows two lines once, whatever number of differences they have', () => {
    expect(describeFailing([uid, flag, order, { ...uid, expected: undefined, message: 'more' }])).toEqual([
      `value: UID is 2\nunexpected: flag a\n- ${expected.text} (x.imap:3)\n+ ${actual.text}`,
      `value: more\n+ ${actual.text}`,
    ]);
  });

  it.each([
    [
      'the server closed the connection',
      'Try again.',
      'closed: the server closed the connection. Try again.',
    ],
    ['It closed.', 'Try again.', 'closed: It closed. Try again.'],
    ['it closed', '', 'closed: it closed'],
  ])('ends a sentence before the hint: %s', (message, hint, text) => {
    expect(messageOf({ kind: 'transport', code: 'closed', message, hint })).toBe(text);
  });
});

const said = (text: string): ExchangeLine => ({ from: 'client', text });
const heard = (text: string): ExchangeLine => ({ from: 'server', text });

describe('what is known of a refusal', () => {
  it.each<[title: string, exchange: ExchangeLine[], ...known: string[]]>([
    [
      'a command that is none',
      [said('a1 FETHC 1 FLAGS'), heard('a1 BAD What?')],
      'tagline lint says: Unknown command "FETHC"; did you mean FETCH?',
    ],
    [
      'of two the one that was not understood',
      [said('a1 NOOP'), said('a2 FETCH 1 FLAG'), heard('a1 OK'), heard('a2 BAD What?')],
      'tagline lint says: There is no item FLAG; expected FLAGS.',
    ],
    ['nothing of one without a fault', [said('a1 CHECK'), heard('a1 BAD What?')]],
    ['nothing of one that was refused', [said('a1 FETHC 1 FLAGS'), heard('a1 NO What?')]],
    [
      'nothing of one that is not shown as it was',
      [said('a1 LOGIN bob ‹redacted› x'), heard('a1 BAD What?')],
    ],
    ['nothing of one that goes on', [said('a1 APPEND x {3}'), said('abc'), heard('a1 BAD What?')]],
    [
      'the words of a server',
      [said('a1 NOOP'), heard('a1 BAD Error in IMAP command received by server.')],
      expect.stringMatching(/^Dovecot or Courier says/),
    ],
  ])('%s', (_, exchange, ...known) => {
    expect(knownAnswers({ exchange })).toEqual(known);
  });

  it('stands below the differences', () => {
    const outcome = { kind: 'failed', mismatches: [uid] } as const;
    const exchange = [said('a1 FETHC 1 FLAGS'), heard('a1 BAD What?')];
    const step = { line: 1, title: 'a1 FETHC 1 FLAGS', outcome, milliseconds: 1, exchange };
    expect(describeAttempt({ outcome, milliseconds: 1, steps: [step] })).toMatch(
      /^\+ .*\ntagline lint says: Unknown command "FETHC"; did you mean FETCH\?$/m,
    );
  });
});

it.each([
  [{ line: 3, name: 'SELECT', status: 'NO' } as const, 'follows from line 3: SELECT was answered NO'],
  [
    { line: 3, path: 'b.imap', name: 'SELECT', status: 'OK', exists: { stated: 3, came: 1 } } as const,
    'follows from line 3 of b.imap: EXISTS was 1, expected 3',
  ],
])('says what a failure follows from', (cause, text) => {
  expect(describeCause(cause)).toBe(text);
});
