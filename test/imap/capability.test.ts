import { describe, expect, it } from 'vitest';
import { capabilities, findCapability } from '../../src/imap/capability.js';
import { commands } from '../../src/imap/registry.js';

describe('a capability', () => {
  it.each(capabilities.map((one) => [one.name, one] as const))(
    '%s says what it is for in a sentence',
    (name, one) => {
      expect(one.meaning).toMatch(/^[A-Z].*\.$/);
      expect(one.source).toMatch(/^(RFC \d+( §[\d.]+)?|private( to [A-Z]\w+)?|draft)$/);
      expect(findCapability(name.toLowerCase())).toBe(one);
    },
  );

  it('is there once', () => {
    expect(new Set(capabilities.map(({ name }) => name)).size).toBe(capabilities.length);
  });

  it.each([
    ['auth=scram-sha-256', 'AUTH='],
    ['QUOTA=RES-STORAGE', 'QUOTA=RES-'],
    ['THREAD=REFERENCES', 'THREAD='],
    ['LITERAL-', 'LITERAL-'],
    ['APPENDLIMIT', 'APPENDLIMIT'],
    ['APPENDLIMIT=5', 'APPENDLIMIT='],
  ])('%s is one of %s', (word, name) => {
    expect(findCapability(word)?.name).toBe(name);
  });

  it('is not found when nobody knows it', () => {
    for (const word of ['X-OURS', 'LITERAL-X', 'constructor', ''])
      expect(findCapability(word)).toBeUndefined();
  });

  it('is known when a command needs it', () => {
    const needed = commands.flatMap(({ capability }) => capability?.split(/ or |, /) ?? []);
    const isKnown = (word: string) =>
      word.endsWith('*')
        ? capabilities.some(({ name }) => name.startsWith(word.slice(0, -1)))
        : findCapability(word) !== undefined;
    expect(needed.filter((word) => !isKnown(word))).toEqual([]);
  });
});
