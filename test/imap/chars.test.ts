import { describe, expect, it } from 'vitest';
import {
  astringChar,
  atomChar,
  base64Char,
  type CharClass,
  digit,
  isAll,
  isIn,
  keywordChar,
  listChar,
  quotedChar,
  skip,
  tagChar,
} from '../../src/imap/chars.js';

/** Printable ASCII without some octets: how the grammar defines most of its classes. */
const printableBut = (excluded: string) =>
  Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index))
    .filter((octet) => !excluded.includes(octet))
    .join('');

const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** RFC 9051 §9, spelled out. */
const classes: readonly (readonly [name: string, charClass: CharClass, members: string])[] = [
  ['ATOM-CHAR', atomChar, printableBut('(){%*"\\]')],
  ['ASTRING-CHAR', astringChar, printableBut('(){%*"\\')],
  ['a character of a tag', tagChar, printableBut('(){%*"\\+')],
  ['list-char', listChar, printableBut('(){"\\')],
  ['DIGIT', digit, '0123456789'],
  [
    'a character that needs no backslash',
    quotedChar,
    Array.from({ length: 127 }, (_, index) => String.fromCharCode(index + 1))
      .filter((octet) => !'\r\n"\\'.includes(octet))
      .join(''),
  ],
  ['a character of keywords', keywordChar, Array.from(`+-./;=_${alphanumeric}`).toSorted().join('')],
  ['base64-char', base64Char, `+/${alphanumeric}`],
];

describe('a character class', () => {
  it.each(classes)('%s has the octets of the grammar, and no other', (_, charClass, members) => {
    const found = Array.from({ length: 256 }, (_, code) => code).filter((code) => isIn(code, charClass));
    expect(String.fromCharCode(...found)).toBe(members);
  });

  it('has nothing behind the end of a text', () => {
    expect(isIn(''.charCodeAt(0), atomChar)).toBe(false);
    expect(isIn(300, atomChar)).toBe(false);
  });

  it('says how far it goes in a text', () => {
    expect(skip('12a4', 0, digit)).toBe(2);
    expect(skip('1234', 1, digit, 3)).toBe(3);
    expect(isAll('123', digit)).toBe(true);
    expect(isAll('', digit)).toBe(false);
    expect(isAll('1a', digit)).toBe(false);
  });
});
