import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyDecoder } from '../../src/tui/key-decoder.js';
import { commandOf, commands, commandsOf, showKey, type View } from '../../src/tui/keys.js';

const views: readonly View[] = ['diff', 'run', 'review'];

describe('the table of keys', () => {
  it.each(views)('gives every key of the %s view one command', (view) => {
    const keys = commandsOf(view).flatMap((command) => command.keys);
    expect(keys.length).toBe(new Set(keys).size);
  });

  it('leads from every key to its command', () => {
    for (const { name, keys, views: own } of commands) {
      for (const view of own) for (const key of keys) expect(commandOf(view, key)).toBe(name);
    }
  });

  it.each([
    ['space', 'Space'],
    ['ctrl+d', 'Ctrl-D'],
    ['shift+tab', 'Shift-Tab'],
    ['G', 'G'],
  ])('writes %s as %s', (key, shown) => {
    expect(showKey(key)).toBe(shown);
  });
});

const typed: readonly (readonly [string, string, readonly string[]])[] = [
  ['keys typed fast', 'jjG', ['j', 'j', 'G']],
  ['a word and Enter', '/ab c\r', ['/', 'a', 'b', 'space', 'c', 'enter']],
  ['arrows as most terminals send them', '\x1b[A\x1b[B\x1b[C\x1b[D', ['up', 'down', 'right', 'left']],
  ['arrows in application mode', '\x1bOA\x1bOB', ['up', 'down']],
  ['pages and ends', '\x1b[5~\x1b[6~\x1b[H\x1b[4~', ['pageup', 'pagedown', 'home', 'end']],
  ['control keys', '\x04\x15\x1a\x03', ['ctrl+d', 'ctrl+u', 'ctrl+z', 'ctrl+c']],
  ['Tab and Shift-Tab', '\t\x1b[Z', ['tab', 'shift+tab']],
  ['Backspace, both ways', '\x7f\b', ['backspace', 'backspace']],
  ['Alt and a key, which is nothing', '\x1bx]', [']']],
  ['a sequence that no key of ours sends', '\x1b[1;5A\x1b[200~\x1b[<64;1;1Mj', ['j']],
  ['letters beyond ASCII and beyond one UTF-16 unit', 'é漢😀', ['é', '漢', '😀']],
];

describe('the key decoder', () => {
  it.each(typed)('understands %s', (_, chunk, keys) => {
    expect(new KeyDecoder().decode(chunk)).toEqual(keys);
  });

  it.each(typed)('understands %s that come one at a time', (_, chunk, keys) => {
    const decoder = new KeyDecoder();
    expect([...chunk].flatMap((character) => decoder.decode(character))).toEqual(keys);
    expect(decoder.isWaiting).toBe(false);
  });

  it('waits to see whether an escape is the Esc key', () => {
    const decoder = new KeyDecoder();
    expect(decoder.decode('j\x1b')).toEqual(['j']);
    expect(decoder.isWaiting).toBe(true);
    expect(decoder.flush()).toEqual(['escape']);
    expect(decoder.isWaiting).toBe(false);
  });

  it('takes anything, and forgets nothing it may still need', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary-ascii' }), { maxLength: 8 }), (chunks) => {
        const decoder = new KeyDecoder();
        expect(chunks.flatMap((chunk) => decoder.decode(chunk))).not.toContain('');
        decoder.flush();
        expect(decoder.isWaiting).toBe(false);
      }),
    );
  });

  it('does not keep an unfinished sequence for ever', () => {
    const decoder = new KeyDecoder();
    decoder.decode('\x1b[');
    for (let count = 0; count < 100; count++) decoder.decode('1;');
    expect(decoder.decode('j')).toEqual(['j']);
  });
});
