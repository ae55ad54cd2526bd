import { type CommandPart, type CommandProblem, parseCommand } from '../../../src/imap/command.js';
import type { Octets } from '../../../src/text/octets.js';

const announcement = /(~?)\{\d+\+?\}(?=$|[ )\]])/;

/** A line in which `{n}` stands for a literal, wherever it is, as the parts of a command. */
export function partsFrom(line: Octets): CommandPart[] {
  const found = announcement.exec(line);
  if (!found) return [{ text: line }];
  const literal = { binary: found[1] === '~', octets: 'text' };
  return [
    { text: line.slice(0, found.index), literal },
    ...partsFrom(line.slice(found.index + found[0].length)),
  ];
}

/** Where an offset in the command's text is in the line. */
export function columnOf(line: Octets, offset: number): number {
  let column = 0;
  let rest = offset;
  for (const { text, literal } of partsFrom(line)) {
    if (rest <= text.length) return column + rest;
    column += text.length;
    rest -= text.length;
    if (!literal) break;
    column += announcement.exec(line.slice(column))?.[0].length ?? 0;
    rest--;
  }
  return column + rest;
}

/** The line with its safe replacements made, as often as there are any; undefined when there are none. */
export function repaired(line: Octets): Octets | undefined {
  let text = line;
  for (let round = 0; round < 20; round++) {
    const problem = parseCommand(partsFrom(text)).problems.find((one) => one.isSafe);
    if (!problem) break;
    text = replaceIn(text, problem);
  }
  return text === line ? undefined : text;
}

function replaceIn(line: Octets, { span, replaced = span, replacement = '' }: CommandProblem): Octets {
  const start = columnOf(line, replaced.start);
  return line.slice(0, start) + replacement + line.slice(columnOf(line, replaced.end));
}
