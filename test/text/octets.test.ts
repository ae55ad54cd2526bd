import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, encodeUtf8, octetsOf, utf8Length, visible, visibleText } from '../../src/text/octets.js';

describe('visible', () => {
  it.each([
    ['plain', 'plain'],
    ['tab\tCR\rLF\nNUL\0', 'tab\\x09CR\\x0dLF\\x0aNUL\\x00'],
    ['\x1b[2Jgone', '\\x1b[2Jgone'],
    ['back\\slash', 'back\\slash'],
    ['é中🙂', 'é中🙂'],
    ['C1\u009b', 'C1\\u{9b}'],
    ['no-break\u00a0space', 'no-break\\u{a0}space'],
    ['zero\u200bwidth', 'zero\\u{200b}width'],
    ['right\u202eto left', 'right\\u{202e}to left'],
    ['byte order\ufeff', 'byte order\\u{feff}'],
  ])('shows %j as %s', (text, shown) => expect(visible(encodeUtf8(text))).toBe(shown));

  it.each([
    ['\xff\xfe', '\\xff\\xfe'],
    ['\xc3', '\\xc3'],
    ['\xc0\xaf', '\\xc0\\xaf'],
    ['\xed\xa0\x80', '\\xed\\xa0\\x80'],
    ['\xf4\x90\x80\x80', '\\xf4\\x90\\x80\\x80'],
  ])('shows octets that are not UTF-8: %j as %s', (octets, shown) => expect(visible(octets)).toBe(shown));

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(visible(octetsOf(bytes))).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it('does the same for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe('octets', () => {
  it('keep every byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...bytesOf(octetsOf(bytes))]).toEqual([...bytes]);
      }),
    );
  });

  it('know how long each UTF-8 character is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
        expect(utf8Length(encodeUtf8(text), 0)).toBe(Buffer.byteLength(first));
      }),
    );
  });
});
