import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/lint/rules/index.js';
import { readPages } from './page.js';

const file = join(import.meta.dirname, '../../docs/rules.md');
const pages = new Map(readPages().map((page) => [page.name, page.text]));

const introduction = `# The rules of the linter

Made of the pages in src/lint/rules/ by test/lint/rules-doc.test.ts (\`npx vitest run test/lint/rules-doc --update\`). The problems of the language itself, S001 and on, are in [language.md](language.md#problems).

`;

describe('docs/rules.md', () => {
  it('holds the pages of all rules', async () => {
    await expect(writeRules()).toMatchFileSnapshot(file);
  });
});

function writeRules(): string {
  const sorted = rules.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const rows = sorted.map(
    ({ code, name, severity, category }) =>
      `| [${code}](#${code.toLowerCase()}-${name}) | ${name} | ${category} | ${severity} |`,
  );
  const table = ['| code | name | category | severity |', '|---|---|---|---|', ...rows].join('\n');
  const texts = sorted.map(({ name }) => (pages.get(name) ?? '').replace(/^# /, '## ').trim());
  return `${introduction}${table}\n\n${texts.join('\n\n')}\n`;
}
