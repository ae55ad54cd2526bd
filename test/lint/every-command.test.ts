import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCapability } from '../../src/imap/capability.js';
import { parseCommand } from '../../src/imap/command.js';
import { neededCapabilities } from '../../src/imap/needed-capabilities.js';
import { commands } from '../../src/imap/registry.js';
import { lintScript } from '../../src/lint/linter.js';
import type { ClientMessage } from '../../src/script/ast.js';
import { parseScript } from '../../src/script/parser.js';
import { placeholderEnd } from '../../src/script/placeholder.js';
import { createSource } from '../../src/text/source.js';

const path = join(import.meta.dirname, '../../transcripts/extensions/every-command.imap');
const script = parseScript(createSource(path, readFileSync(path, 'latin1')));
const used = script.items
  .filter((item): item is ClientMessage => item.kind === 'client' && item.role === 'command')
  .map(({ segments }) => {
    const parts = segments.map(({ line, literal }) =>
      literal ? { text: line.text, literal } : { text: line.text },
    );
    return parseCommand(parts, { placeholderEnd });
  });
const required = script.items.flatMap((item) =>
  item.kind === 'directive' && item.body.name === 'require'
    ? item.body.capabilities.map(({ capability }) => capability.toUpperCase())
    : [],
);

describe('the script with every command', () => {
  it('has no fault, whatever dialect of IMAP is taken', () => {
    for (const revision of ['both', 'rfc3501'] as const)
      expect(lintScript(script, { revision }).filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  it('has every command of the table', () => {
    const names = new Set(used.map(({ name }) => name));
    expect(commands.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  });

  it('requires what its commands need, and nothing that nobody knows', () => {
    const needed = used.flatMap(neededCapabilities).flatMap(({ anyOf }) => {
      const isThere = anyOf.some((word) =>
        word.endsWith('*')
          ? required.some((one) => one.startsWith(word.slice(0, -1)))
          : required.includes(word),
      );
      return isThere ? [] : anyOf;
    });
    expect(needed).toEqual([]);
    expect(required.filter((word) => !findCapability(word))).toEqual([]);
  });
});
