import type { Command } from '../imap/command.js';
import type { Argument, ArgumentKind } from '../imap/grammar/argument.js';
import type { Octets } from '../text/octets.js';

/** The arguments of some kinds, wherever they stand in the tree, in the order of the line. */
export function findArguments(command: Command, kinds: readonly ArgumentKind[]): Argument[] {
  const found: Argument[] = [];
  const visit = (argument: Argument) => {
    if (kinds.includes(argument.kind)) found.push(argument);
    else for (const child of argument.children) visit(child);
  };
  for (const argument of command.arguments) visit(argument);
  return found;
}

/** What an argument says: without its quotes. Undefined for a literal, and where a variable is filled in. */
export function contentOf({ text }: Command, { start, end }: Argument): Octets | undefined {
  const written = text.slice(start, end);
  if (/[\u0100-\uffff]|\$\{/.test(written)) return undefined;
  return written[0] === '"' ? written.slice(1, -1).replace(/\\([\s\S])/g, '$1') : written;
}

/** An argument as an atom where it can be one, and as a quoted string otherwise. */
export function writeArgument(content: Octets): Octets {
  return /^[^\x00-\x20(){%*"\\\x7f-\xff]+$/.test(content)
    ? content
    : `"${content.replace(/["\\]/g, '\\$&')}"`;
}
