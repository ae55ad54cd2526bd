import { describe, expect, it } from 'vitest';
import type { Mismatch } from '../../src/match/mismatch.js';
import { describeFailing, messageOf } from '../../src/report/describe.js';

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
