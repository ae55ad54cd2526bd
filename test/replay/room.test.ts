import { describe, expect, it } from 'vitest';
import { limits } from '../../src/imap/limits.js';
import type { ScriptResult } from '../../src/replay/result.js';
import { play } from './play.js';

const greeting = '* OK ready\n';
/** What is shown of each of its lines is cut at 16 KiB. */
const much = `* OK ${'x'.repeat(20_000)}\n`.repeat(300);

describe('what is shown', () => {
  const script = 'a1 NOOP\na2 NOOP\n';
  const replies = [greeting, `${much}a1 OK first\n`, 'a2 OK second\n'];

  it('of a script is cut off, and what the client sent is not', () => {
    const texts = textsOf(play(script, replies).result);
    expect(texts.join('').length).toBeLessThan(limits.shownPerScript);
    expect(texts).toContain('a2 NOOP');
    expect(texts.at(-1)).toBe('… (the server said more than is kept of a session)');
  });

  it('of all scripts of a run is bounded; each of them shows something', () => {
    const room = { left: limits.shownPerRun };
    const runs = Array.from({ length: 5 }, () => textsOf(play(script, replies, { room }).result));
    expect(runs.flat().join('').length).toBeLessThan(limits.shownPerRun + 5 * limits.shownInAnyCase);
    for (const texts of runs) expect(texts[0]).toBe('* OK ready');
  });
});

describe('differences', () => {
  it('that are very many are counted', () => {
    const transcript = 'S: * OK ready\nC: a1 NOOP\nS: a1 OK\n';
    const numbers = Array.from({ length: limits.differences + 500 }, (_, at) => `* ${at} EXPUNGE\n`);
    const { result } = play('a1 NOOP\n', [greeting, `${numbers.join('')}a1 OK\n`], { transcript });
    const { outcome } = result;
    const mismatches = outcome.kind === 'failed' ? outcome.mismatches : [];
    expect(mismatches).toHaveLength(limits.differences + 1);
    expect(mismatches.at(-1)).toMatchObject({ message: '500 more differences are not told', fails: true });
  });
});

function textsOf({ steps }: ScriptResult): string[] {
  return steps.flatMap(({ exchange }) => exchange.map(({ text }) => text));
}
