import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandProblem, parseCommand } from '../../../src/imap/command.js';
import { columnOf, partsFrom, repaired } from './line.js';

/**
 * The files in cases/: `+` is a line that IMAP has, `-` one that it has not, with a line of carets for each problem
 * under it: where it is, and the name of the mistake, or its kind and the near word. `=` is what the safe replacements
 * make of it. `{n}` stands for a literal. The files are Latin-1: an octet a column.
 */
const folder = join(import.meta.dirname, 'cases');

interface Case {
  readonly line: string;
  readonly carets: readonly string[];
  readonly repaired: string | undefined;
}

describe.each(readdirSync(folder))('the grammar of %s', (file) => {
  const { right, wrong } = readCases(readFileSync(join(folder, file), 'latin1'));

  it.each(right)('takes: %s', (line) => {
    expect(parseCommand(partsFrom(line)).problems).toEqual([]);
  });

  it.each(right)('has a tree whose nodes lie in their parents: %s', (line) => {
    const { text, arguments: nodes } = parseCommand(partsFrom(line));
    expectNested(nodes, 0, text.length);
  });

  it.each(wrong)('refuses at the octet: $line', ({ line, carets }) => {
    expect(parseCommand(partsFrom(line)).problems.map((problem) => caretLine(line, problem))).toEqual(carets);
  });

  it.each(wrong)('offers what was meant beyond doubt: $line', (example) => {
    expect(repaired(example.line)).toBe(example.repaired);
  });
});

function readCases(text: string): { right: string[]; wrong: Case[] } {
  const right: string[] = [];
  const wrong: Case[] = [];
  for (const block of text.split(/\n(?=[-+] )/).slice(1)) {
    const lines = block.replace(/\n$/, '').split('\n');
    const line = lines[0]!.slice(2);
    if (block.startsWith('+')) right.push(line);
    else
      wrong.push({
        line,
        carets: lines.filter((row) => row.startsWith('  ')),
        repaired: lines.find((row) => row.startsWith('= '))?.slice(2),
      });
  }
  return { right, wrong };
}

function caretLine(line: string, { span, kind, mistake, near }: CommandProblem): string {
  const start = columnOf(line, span.start);
  const carets = '^'.repeat(Math.max(1, columnOf(line, span.end) - start));
  return `  ${' '.repeat(start)}${carets} ${mistake || [kind, near].filter(Boolean).join(' ')}`;
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly children: readonly Placed[];
}

function expectNested(nodes: readonly Placed[], start: number, end: number): void {
  let at = start;
  for (const node of nodes) {
    expect(node.start).toBeGreaterThanOrEqual(at);
    expect(node.end).toBeLessThanOrEqual(end);
    expectNested(node.children, node.start, node.end);
    at = node.end;
  }
}
