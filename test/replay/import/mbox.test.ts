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
});
