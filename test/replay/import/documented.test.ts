import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findImporter, guessImporter, importers } from '../../../src/replay/import/index.js';
import { parseScript } from '../../../src/script/parser.js';
import { octetsOf } from '../../../src/text/octets.js';
import { createSource } from '../../../src/text/source.js';

const page = octetsOf(readFileSync(join(import.meta.dirname, '../../../docs/importing.md')));
const fences = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, kind = '', text = '']) => ({
  kind,
  text,
}));
const examples = fences.flatMap(({ kind, text }, index) =>
  findImporter(kind) ? [{ kind, text, script: fences[index + 1]?.text ?? '' }] : [],
);
const mailbox = 'From ann@example.org  Mon Jan  1 12:00:00 2024\nSubject: one\n\nbody\n';

describe('the page about importing', () => {
  it('has an example of every kind of file', () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(importers.map(({ name }) => name)));
  });

  it.each(examples)('shows what $kind becomes', ({ kind, text, script }) => {
    const { scripts, problems } = findImporter(kind)?.read({ name: 'example', text, mailbox }) ?? {};
    expect(problems).toEqual([]);
    expect(scripts?.map((one) => one.text).join('\n')).toBe(script);
    expect(parseScript(createSource('example.imap', script)).problems).toEqual([]);
  });

  it.each(examples)('shows $kind as it is recognised', ({ kind, text }) => {
    expect(guessImporter(text)?.name).toBe(kind);
  });

  it.each(examples)('shows what $kind becomes with line ends of Windows too', ({ kind, text, script }) => {
    const octets = text.replaceAll('\n', '\r\n');
    expect(guessImporter(octets)?.name).toBe(kind);
    const { scripts, problems } =
      findImporter(kind)?.read({
        name: 'example',
        text: octets,
        mailbox: mailbox.replaceAll('\n', '\r\n'),
      }) ?? {};
    expect(problems).toEqual([]);
    expect(scripts?.map((one) => one.text).join('\n')).toBe(script);
  });
});
