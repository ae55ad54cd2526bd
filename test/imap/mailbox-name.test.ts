import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMailboxName, encodeMailboxName, isInbox } from '../../src/imap/mailbox-name.js';
import { encodeUtf8, type Octets } from '../../src/text/octets.js';

describe('a mailbox name', () => {
  it.each<[string, Octets]>([
    ['', ''],
    ['INBOX', 'INBOX'],
    ['R&D', 'R&-D'],
    ['&&', '&-&-'],
    ['Entwürfe', 'Entw&APw-rfe'],
    ['é&', '&AOk-&-'],
    ['&é', '&-&AOk-'],
    ['~peter/mail/台北/日本語', '~peter/mail/&U,BTFw-/&ZeVnLIqe-'],
    ['a\tb', 'a&AAk-b'],
    ['😀', '&2D3eAA-'],
    ['Отправленные', '&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-'],
  ])('%j is %s in modified UTF-7, and back', (text, octets) => {
    expect(encodeMailboxName(text)).toBe(octets);
    expect(decodeMailboxName(octets)).toEqual({ kind: 'name', text });
  });

  it.each<[string, Octets, number, string, Octets | undefined]>([
    ['UTF-8', encodeUtf8('Entwürfe'), 4, 'modified UTF-7', 'Entw&APw-rfe'],
    ['octets that are not UTF-8', 'Entw\xfcrfe', 4, 'modified UTF-7', undefined],
    ['a control character', 'a\x07', 1, 'modified UTF-7', 'a&AAc-'],
    ['a bare ampersand', 'R&D', 1, 'written "&-"', 'R&-D'],
    ['a bare ampersand at the end', 'R&', 1, 'written "&-"', 'R&-'],
    ['an ampersand between blanks', 'Sales & Support', 6, 'written "&-"', 'Sales &- Support'],
    ['a shift without end', 'Entw&APw', 4, 'written "&-"', 'Entw&-APw'],
    ['a slash for a comma', '&BD8/BD8-', 4, 'Expected ","', undefined],
    ['a slash for a comma', '&U/BTFw-', 2, 'Expected ","', '&U,BTFw-'],
    ['padding', '&2D3eAA==-', 7, 'no "="', '&2D3eAA-'],
    ['two shifts in a row', '&AOk-&AOk-', 5, 'two in a row', '&AOkA6Q-'],
    ['ASCII in base64', '&AGE-', 0, 'stand for themselves', 'a'],
    ['ASCII among others in base64', '&AOkAYQ-', 0, 'stand for themselves', '&AOk-a'],
    ['half a character', '&2D0-', 0, 'half of a character', undefined],
    ['octets too few', '&AO-', 0, 'cut off', undefined],
    ['bits too many', '&APx-', 0, 'cut off', undefined],
  ])('is refused with %s: %j', (_, octets, at, message, replacement) => {
    const refusal = decodeMailboxName(octets);
    expect(refusal).toMatchObject({ kind: 'refused', at, message: expect.stringContaining(message) });
    if (replacement !== undefined) expect(refusal).toMatchObject({ replacement });
  });

  it('is decoded to what was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const octets = encodeMailboxName(text);
        expect(octets).toMatch(/^[ -~]*$/);
        expect(decodeMailboxName(octets)).toEqual({ kind: 'name', text });
      }),
    );
  });

  it('has only one form: what decodes is what its text is encoded as', () => {
    const octets = fc.stringMatching(/^(&|-|,|[A-Za-f0-9]|&AOk-|\/|=|\xc3\xa9){0,12}$/);
    fc.assert(
      fc.property(octets, (name) => {
        const decoded = decodeMailboxName(name);
        if (decoded.kind === 'name') expect(encodeMailboxName(decoded.text)).toBe(name);
        else if (decoded.replacement !== undefined)
          expect(decodeMailboxName(decoded.replacement).kind).toBe('name');
      }),
    );
  });

  it('is INBOX in any case of letters', () => {
    expect(isInbox('inBox')).toBe(true);
    expect(isInbox('INBOX/a')).toBe(false);
  });
});
