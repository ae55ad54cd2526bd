import { describe, expect, it } from 'vitest';
import { escapedOffset, unescapeText } from '../../src/script/escape.js';

describe('an escaped line', () => {
  it.each([
    ['a\\x41b', 'aAb', [0, 1, 5, 6]],
    ['\\\\\\t.', '\\\t.', [0, 2, 4, 5]],
    ['\\:.', '\\:.', [0, 1, 2, 3]],
    ['\\xg1', '\\xg1', [0, 1, 2, 3, 4]],
    ['${x:/\\d/}\\n', '${x:/\\d/}\n', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11]],
    ['$\\n', '$\n', [0, 1, 3]],
  ])('%s has each octet of its text at its place', (raw, text, offsets) => {
    expect(unescapeText(raw).text).toBe(text);
    expect(Array.from({ length: text.length + 1 }, (_, offset) => escapedOffset(raw, offset))).toEqual(
      offsets,
    );
  });
});
