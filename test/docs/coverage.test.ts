import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capabilities, findCapability } from '../../src/imap/capability.js';
import { extendingWords } from '../../src/imap/needed-capabilities.js';
import { commands } from '../../src/imap/registry.js';
import { responseCodes } from '../../src/imap/response-code.js';
import { responses } from '../../src/imap/response-registry.js';

const file = join(import.meta.dirname, '../../docs/coverage.md');

const introduction = `# What is known of IMAP

Made of the tables that the linter reads (src/imap/registry.ts, response-registry.ts, response-code.ts, capability.ts, needed-capabilities.ts) by test/docs/coverage.test.ts: \`npx vitest run test/docs/coverage --update\`.
Of each command and response all of the grammar is checked, and the state in which a command may be given. The last column has what an RFC brings to the commands of others.

`;

const rest = `
## What is not checked

- What a URL says (RFC 5092), behind \`URL\` of CATENATE and in the commands of URLAUTH: any string is taken for one.
- What SASL mechanisms say, but for PLAIN, LOGIN and their like: an answer has to be base64.
- The names of charsets, languages, collations and media types, and the parameters of CONVERT: any word is taken.
- What extensions bring of which nothing is known: where RFC 4466 lets them add words, one that nobody has registered is a warning (A005).
- Values of annotations, and the sieve scripts of IMAPSIEVE (RFC 6785), which have no commands of their own.
- The arguments of Cyrus' own commands between its servers (DUMP, UNDUMP, LOCAL…, …USERGROUP).
- Limits that a server chooses: lengths of lines, numbers of messages (RFC 9738), sizes (RFC 7889).
`;

describe('docs/coverage.md', () => {
  it('says what the tables know of each RFC', async () => {
    await expect(`${introduction}${writeTable()}${rest}`).toMatchFileSnapshot(file);
  });
});

interface Row {
  readonly capabilities: Set<string>;
  readonly commands: Set<string>;
  readonly responses: Set<string>;
  readonly codes: Set<string>;
  readonly words: Set<string>;
}

function writeTable(): string {
  const rows = new Map<string, Row>();
  const add = (source: string, column: keyof Row, word: string) => {
    for (const name of sourcesIn(source)) {
      const row = rows.get(name) ?? createRow();
      rows.set(name, row);
      row[column].add(word);
    }
  };
  for (const { name, source } of capabilities)
    add(source, 'capabilities', /[=-]$/.test(name) && name !== 'LITERAL-' ? `${name}…` : name);
  for (const { name, section, capability } of commands) {
    add(section, 'commands', name);
    if (capability) add(sourceOf(capability), 'commands', name);
  }
  for (const { name, section } of responses) add(section, 'responses', name);
  for (const { name, source } of responseCodes) add(source, 'codes', name);
  for (const { word, anyOf } of extendingWords()) add(sourceOf(anyOf[0] ?? ''), 'words', word);
  const lines = [...rows].toSorted(([a], [b]) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1)).map(writeRow);
  return [
    '| where | capabilities | commands | responses | response codes | in other commands |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

function createRow(): Row {
  return {
    capabilities: new Set(),
    commands: new Set(),
    responses: new Set(),
    codes: new Set(),
    words: new Set(),
  };
}

function sourceOf(capability: string): string {
  return (
    findCapability(capability.replace('*', ''))?.source ??
    findCapability(capability.replace('*', '='))?.source ??
    ''
  );
}

/** `RFC 5530 §3, RFC 9208 §4.3.1` are two; what no RFC has is named as it stands. */
function sourcesIn(source: string): string[] {
  const found = source.match(/RFC \d+/g);
  if (found) return [...new Set(found)];
  return [
    source
      .replace(/^private to /, '')
      .replace(/^draft(?=.).*/, 'drafts')
      .replace(/^draft$/, 'drafts'),
  ];
}

function orderOf(source: string): number {
  const [, number] = /^RFC (\d+)$/.exec(source) ?? [];
  return number === undefined ? 100_000 : Number(number);
}

function writeRow([source, row]: [string, Row]): string {
  const cells = [row.capabilities, row.commands, row.responses, row.codes, row.words];
  const name = source.replace(/^RFC (\d+)$/, '[RFC $1](https://www.rfc-editor.org/rfc/rfc$1)');
  return `| ${[name, ...cells.map((words) => [...words].join(', '))].join(' | ')} |`;
}
