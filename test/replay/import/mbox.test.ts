import { describe, expect, it } from 'vitest';
import { readMbox } from '../../../src/replay/import/mbox.js';

const from = 'From ann@example.org  Mon Jan  1 12:00:00 2024\n';

describe('an mbox file', () => {
  it.each([
    ['two messages', `${from}a\n\nb\n\n${from}c\n`, ['a\r\n\r\nb\r\n\r\n', 'c\r\n']],
    ['no empty line between them', `${from}a\n${from}b\n`, ['a\r\n', 'b\r\n']],
    ['a line of a message that begins like one', `${from}a\n\nFrom here on\n`, ['a\r\n\r\nFrom here on\r\n']],
    ['a first line without a date', 'From nobody\na\n', ['a\r\n']],
    ['nothing', '', []],
  ])('with %s', (_, file, messages) => {
    expect(readMbox(file).map(({ octets }) => octets)).toEqual(messages);
  });

  it.each([
    ['Mon Jan  1 12:00:00 2024', ' 1-Jan-2024 12:00:00 +0000'],
    ['Tue Feb 22 12:00 2024', '22-Feb-2024 12:00:00 +0000'],
    ['Tue Feb 22 12:00:01 2024 +0200', '22-Feb-2024 12:00:01 +0200'],
    ['Tue Feb 22 12:00:01 -0330 2024', '22-Feb-2024 12:00:01 -0330'],
    ['Tue Feb 22 12:00:01 EST 2024', '22-Feb-2024 12:00:01 -0500'],
    ['Tue Feb 22 12:00:01 2024 UTC', '22-Feb-2024 12:00:01 +0000'],
    ['2024-02-22 12:00:01', undefined],
    ['Tue Feb 32 12:00:01 2024', undefined],
    ['Tue Foo 22 12:00:01 2024', undefined],
  ])('dated %s', (date, internal) => {
    expect(readMbox(`From ann@example.org ${date}\na\n`)[0]?.date).toBe(internal);
  });
});
