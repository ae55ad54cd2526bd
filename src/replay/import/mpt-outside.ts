import type { Octets } from '../../text/octets.js';
import { templateOfRegex } from './java-regex.js';
import type { MptLine } from './mpt-file.js';

/** The mailboxes that LIST answers name and the script does not make: somebody made them before. */
export function mailboxesFromOutside(lines: readonly MptLine[]): readonly Octets[] {
  const made = lines.flatMap(madeBy);
  const isMade = (name: Octets): boolean =>
    made.some((other) => other === name || name.startsWith(`${other}.`) || other.startsWith(`${name}.`));
  const listed = lines.flatMap((line) => (line.kind === 'server' ? listedBy(line.regex) : []));
  return [...new Set(listed)].filter((name) => !isMade(name) && !/^(?:|INBOX|#.*)$/i.test(name));
}

function madeBy(line: MptLine): readonly Octets[] {
  if (line.kind !== 'client') return [];
  const [, created] = /^\S+ CREATE (.+?)\.?$/i.exec(line.text) ?? [];
  const [, renamed] = /^\S+ RENAME (?:"[^"]*"|\S+) (.+)$/i.exec(line.text) ?? [];
  const name = created ?? renamed;
  return name === undefined ? [] : [name.replace(/^"(.*)"$/, '$1')];
}

function listedBy(regex: Octets): readonly Octets[] {
  const [part, ...more] = templateOfRegex(regex);
  if (part?.kind !== 'text' || more.length > 0) return [];
  const [, name] = /^\* LIST \([^)]*\) (?:"[^"]*"|NIL) "([^"\\]*)"$/.exec(part.text) ?? [];
  return name === undefined ? [] : [name];
}
