import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/script/ast.js';
import { parseScript } from '../../src/script/parser.js';
import { printScript } from '../../src/script/printer.js';
import { encodeUtf8 } from '../../src/text/octets.js';
import { createSource } from '../../src/text/source.js';
import { annotate } from '../lint/annotate.js';
import { isCarets } from '../lint/page.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/language.md'), 'utf8');

const examples = [...page.matchAll(/^```imap ?(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
  kind: match[1] || 'right',
  line: page.slice(0, match.index).split('\n').length,
  fence: match[2] ?? '',
}));

describe('docs/language.md', () => {
  it.each(examples)('is right about the $kind example on line $line', ({ kind, fence }) => {
    const lines = fence.split('\n').filter((line) => kind === 'right' || !isCarets(line));
    const source = createSource('language.md', encodeUtf8(lines.join('\n')));
    const script = parseScript(source);
    expect(annotate(source, script.problems, '', 'error')).toBe(fence);
    expect(printScript(script)).toBe(source.text);
  });

  const rows = [...section('Whose line it is').matchAll(/^\| `(.*)` \| (.*) \|$/gm)];
  it.each(rows.map(([, line, meaning]) => [line, meaning]))('reads %j as %s', (line, meaning) => {
    const [item] = parseScript(createSource('language.md', line ?? '')).items;
    expect(item && meaningOf(item)).toBe(meaning);
  });

  it('has a row for every line of its table of problems', () => {
    const problems = readFileSync(join(import.meta.dirname, '../../src/script/problem.ts'), 'utf8');
    const declared = [...problems.matchAll(/\['(S\d+)', '(.*?)', '/g)].map(
      ([, code, name]) => `${code} ${name}`,
    );
    const listed = [...section('Problems').matchAll(/^\| (S\d+) \| `(.*?)` \|/gm)];
    expect(listed.map(([, code, name]) => `${code} ${name}`)).toEqual(declared);
  });

  it('links only to its own sections', () => {
    const titles = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    for (const [, target] of page.matchAll(/\]\(#(.*?)\)/g)) expect(titles).toContain(target);
  });
});

function section(title: string): string {
  return page.split(/^##+ /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
}

const forms = {
  tagged: 'a tagged answer',
  untagged: 'an untagged response',
  continuation: 'a continuation request',
} as const;
const presences = { must: '', may: ', which may come', never: ', which must not come' } as const;

function meaningOf(item: Item): string {
  switch (item.kind) {
    case 'blank':
      return 'nothing';
    case 'comment':
    case 'directive':
      return `a ${item.kind}`;
    case 'client':
      return `client: a ${item.role}`;
    case 'server':
      return `server: ${forms[item.form]}${presences[item.presence]}`;
  }
}
