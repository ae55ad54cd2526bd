import type { Octets } from '../../text/octets.js';
import type { ImaptestFile } from './imaptest-file.js';

/** The names of all variables that a script uses. */
export function variablesOf({ items }: ImaptestFile): ReadonlySet<Octets> {
  return new Set(items.flatMap(variablesIn));
}

function variablesIn(item: ImaptestFile['items'][number]): Octets[] {
  if (item.kind !== 'group') return [];
  const contents = [
    ...item.commands.map(({ content }) => content),
    ...item.lines.flatMap((line) => (line.kind === 'expectation' ? [line.content] : [])),
  ];
  return contents.flat().flatMap((part) => {
    const octets = part.kind === 'text' ? part.text : part.octets;
    return [...octets.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);
  });
}

/** Names that mean something else here, or cannot be names here. */
const names: Readonly<Record<Octets, Octets>> = {
  mailbox_url: 'mailbox',
  host: 'host_',
  port: 'port_',
  file: 'file_',
  run: 'run_',
  _: 'underscore',
};

/** What a variable of imaptest is called here. */
export function nameOfVariable(name: Octets): Octets {
  const known = Object.hasOwn(names, name) ? names[name] : undefined;
  return known ?? (/^\d/.test(name) ? `n${name}` : name);
}

/**
 * `$modseq2`: the same as before, or, where it is new, as much more than the one before it as their numbers differ, or
 * still more. Tests in which the numbers do not grow are from before imaptest knew such names: there they are variables
 * like any other.
 */
export class ModSequences {
  readonly #growing: boolean;
  readonly #known = new Set<Octets>();
  #highest = 0;

  constructor(variables: ReadonlySet<Octets>) {
    const numbers = [...variables].filter(isModSequence).map(numberOf);
    this.#growing = numbers.every((number, index) => number >= (numbers[index - 1] ?? 0));
  }

  /** `learns`: the value is kept. */
  write(name: Octets, learns: boolean): Octets {
    if (this.#known.has(name)) return `\${${name}}`;
    if (!learns) return '${_:number}';
    const before = this.#highest;
    const number = numberOf(name);
    this.#known.add(name);
    this.#highest = number;
    if (!this.#growing || number <= Math.max(before, 1)) return `\${${name}:number}`;
    return before === 0 ? `\${${name}:>=${number}}` : `\${${name}:>=modseq${before}+${number - before}}`;
  }
}

/** Whether it is `modseq2` or the like. */
export function isModSequence(name: Octets): boolean {
  return /^modseq\d{1,9}$/.test(name);
}

function numberOf(name: Octets): number {
  return Number(name.slice('modseq'.length));
}
