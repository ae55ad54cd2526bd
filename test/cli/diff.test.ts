import { describe, expect, it } from 'vitest';
import { inFolder, tagline } from '../support/tagline.js';

describe('tagline diff in a pipe', () => {
  it('shows what changed, and fails', async () => {
    const files = { a: 'C: a1 NOOP\nS: * 3 EXISTS\nS: a1 OK\n', b: 'C: a1 NOOP\nS: * 4 EXISTS\nS: a1 OK\n' };
    const run = await inFolder(files, (cwd) => tagline(['diff', 'a', 'b'], { cwd }));
    expect(run.stdout).toContain('- S: * [-3-] EXISTS   (value)\n+ S: * {+4+} EXISTS\n');
    expect(run).toMatchObject({ status: 1, stderr: '' });
  });

  it('is content with the same in other words', async () => {
    const files = {
      a: 'a1 NOOP\n* LIST (\\A \\B) "/" "x"\na1 OK\n',
      b: 'a1 NOOP\n* list (\\b \\a) "/" x\na1 OK\n',
    };
    const run = await inFolder(files, (cwd) => tagline(['diff', 'a', 'b'], { cwd }));
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['an argument', 'C: a LOGIN bob hunter2\nS: a OK\n'],
    ['a literal', 'a LOGIN bob {7}\n+ go\nhunter2\na OK\n'],
    ['a SASL answer', 'a AUTHENTICATE PLAIN\n+\nAGJvYgBodW50ZXIy\na OK\n'],
  ])('shows no password that is %s', async (_what, text) => {
    const files = { a: text, b: text.replace('OK', 'NO') };
    const run = await inFolder(files, (cwd) => tagline(['diff', 'a', 'b'], { cwd }));
    expect(run.stdout).not.toMatch(/hunter2|AGJvYgBodW50ZXIy/);
    expect(run.stdout).toContain('(status)');
  });
});
