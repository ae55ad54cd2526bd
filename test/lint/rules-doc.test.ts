import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/imap/dialects/index.js';
import { lintScript } from '../../src/lint/linter.js';
import type { Rule } from '../../src/lint/rule.js';
import { rules } from '../../src/lint/rules/index.js';
import { parseScript } from '../../src/script/parser.js';
import type { ServerAnswer } from '../../src/text/diagnostic.js';
import { encodeUtf8, visible } from '../../src/text/octets.js';
import { createSource } from '../../src/text/source.js';
import { type Page, readPages } from './page.js';

const file = join(import.meta.dirname, '../../docs/rules.md');
const pages = new Map(readPages().map((page) => [page.name, page]));

const introduction = `# The rules of the linter

Made of the pages in src/lint/rules/ and of what servers were seen to answer (transcripts/dialects/) by test/lint/rules-doc.test.ts: \`npx vitest run test/lint/rules-doc --update\`.
A safe fix is applied by \`tagline lint --fix\`, the others by \`--fix --unsafe\`; the column says how safe one is at best.
The problems of the language itself, S001 and on, are in [language.md](language.md).

`;

describe('docs/rules.md', () => {
  it('holds the pages of all rules', async () => {
    await expect(writeRules()).toMatchFileSnapshot(file);
  });
});

function writeRules(): string {
  const sorted = rules.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const rows = sorted.map(
    ({ code, name, severity, category, fix }) =>
      `| [${code}](#${code.toLowerCase()}-${name}) | ${name} | ${category} | ${severity} | ${fix === 'none' ? '' : fix} |`,
  );
  const table = ['| code | name | category | severity | fix |', '|---|---|---|---|---|', ...rows].join('\n');
  return `${introduction}${table}\n\n${sorted.map(writeRule).join('\n\n')}\n`;
}

function writeRule(rule: Rule): string {
  const page = pages.get(rule.name);
  const text = (page?.text ?? '').replace(/^# /, '## ').trim();
  const answers = page ? answersTo(page, rule) : [];
  if (answers.length === 0) return text;
  const rows = answers.map(({ server, answer, effect }) => `| ${server} | ${cell(answer, effect)} |`);
  return [
    text,
    '',
    'What servers answer to the first of these:',
    '',
    '| server | answer |',
    '|---|---|',
    ...rows,
  ].join('\n');
}

/** What all servers say to the first wrong example. */
function answersTo({ examples }: Page, { code }: Rule): readonly ServerAnswer[] {
  const example = examples.find(({ kind }) => kind === 'wrong');
  const script = parseScript(createSource(example?.path ?? '', encodeUtf8(example?.script ?? '')));
  const found = lintScript(script, { for: dialects.map(({ id }) => id) });
  return found.find((diagnostic) => diagnostic.code === code)?.answers ?? [];
}

function cell(answer: string, effect: string): string {
  const shown = answer === '' ? 'nothing' : `\`${visible(answer)}\``;
  return `${shown} ${effect}`.trim().replaceAll('|', '\\|');
}
