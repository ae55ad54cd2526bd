import { describe, expect, it } from 'vitest';
import { maskChanged, namesIn } from '../../src/match/mask-changed.js';

describe('a value that changed, as a pattern', () => {
  it.each([
    ['S: * 3 EXISTS', 'S: * 4 EXISTS', 'S: * ${exists} EXISTS'],
    ['S: * OK [UIDNEXT 7] x', 'S: * OK [UIDNEXT 8] x', 'S: * OK [UIDNEXT ${uidnext}] x'],
    ['S: a1 OK done in 3 secs', 'S: a1 OK done in 5 secs', 'S: a1 OK done in ${in} secs'],
    ['S: * LIST () "/" Foo', 'S: * LIST () "/" Bar', 'S: * LIST () "/" ${value}'],
    [
      'S: * 5 FETCH (UID ${uid} RFC822.SIZE 70)',
      'S: * 5 FETCH (UID 4 RFC822.SIZE 77)',
      'S: * 5 FETCH (UID ${uid} RFC822.SIZE ${size})',
    ],
  ])('%s takes %s', (expected, actual, masked) => {
    expect(maskChanged(expected, actual, namesIn(expected))).toBe(masked);
  });

  it.each([
    ['S: a1 OK', 'S: a1 NO'],
    ['S: a1 OK', 'S: a1 OK'],
    ['C: a1 NOOP', 'C: a1 CHECK'],
    ['S: * 3 EXISTS', 'S: * LIST () "/" x'],
  ])('%s never takes %s', (expected, actual) => {
    expect(maskChanged(expected, actual, new Set())).toBeUndefined();
  });

  it('gives each value a name of its own', () => {
    const names = namesIn('S: * ${exists} EXISTS');
    expect(maskChanged('S: * 3 EXISTS', 'S: * 4 EXISTS', names)).toBe('S: * ${exists2} EXISTS');
    expect(maskChanged('S: * 5 EXISTS', 'S: * 6 EXISTS', names)).toBe('S: * ${exists3} EXISTS');
  });
});
