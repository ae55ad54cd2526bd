import { describe, expect, it } from 'vitest';
import { expandIncludes, type ReadInclude } from '../../src/script/include.js';
import { parseScript } from '../../src/script/parser.js';
import { createSource } from '../../src/text/source.js';

describe('%include', () => {
  it('puts the lines of the file in its place', async () => {
    expect(await expanded({ main: 'a1 NOOP\n%include setup\na2 NOOP\n', setup: 's1 NOOP\n' })).toEqual({
      lines: ['main a1', 'setup s1', 'main a2'],
      problems: [],
    });
  });

  it('may name one file twice', async () => {
    const files = { main: '%include setup\n%include setup\n', setup: 's1 NOOP\n' };
    expect((await expanded(files)).lines).toEqual(['setup s1', 'setup s1']);
  });

  it.each([
    [
      'a file that is not there',
      { main: 'a1 NOOP\n%include nowhere\n' },
      ['main: Cannot include "nowhere": No such file.'],
    ],
    ['a file that includes itself', { main: '%include main\n' }, ['main: "main" includes itself.']],
    ['a circle', { main: '%include b\n', b: '%include main\n' }, ['b: "main" includes itself.']],
    ['a problem in the file', { main: '%include b\n', b: '%wait\n' }, ['b: Expected %wait 500ms.']],
  ] as const)('reports %s', async (_, files, problems) => {
    expect((await expanded(files)).problems).toEqual(problems);
  });

  it('goes sixteen files deep and no further', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `f${index}`);
    const files = Object.fromEntries(names.map((name, index) => [name, `%include f${index + 1}\n`]));
    expect(await expanded({ ...files, main: '%include f0\n' })).toEqual({
      lines: [],
      problems: ['f15: Included more than 16 files deep.'],
    });
  });

  it('stops when few files would make many lines', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `f${index}`);
    const files = Object.fromEntries(
      names.map((name, index) => [name, `%include f${index + 1}\n`.repeat(8)]),
    );
    const { lines, problems } = await expanded({ ...files, main: '%include f0\n', f12: 'a NOOP\n' });
    expect(lines.length).toBeLessThan(1000);
    expect(problems[0]).toContain('Included more than 1000 files in all.');
  });
});

async function expanded(files: Readonly<Record<string, string>>) {
  const open = (path: string): ReadInclude => {
    const text = files[path];
    if (text === undefined) return { kind: 'failed', message: 'No such file.' };
    return { kind: 'script', script: parseScript(createSource(path, text)) };
  };
  const main = open('main');
  if (main.kind === 'failed') throw new Error('no main file');
  const { items, problems } = await expandIncludes(main.script, async (path) => open(path));
  return {
    lines: items.flatMap(({ item, source }) =>
      item.kind === 'client' ? [`${source.path} ${item.tag}`] : [],
    ),
    problems: problems.map(({ problem, source }) => `${source.path}: ${problem.message}`),
  };
}
