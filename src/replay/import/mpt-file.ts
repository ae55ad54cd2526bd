import type { Octets } from '../../text/octets.js';
import type { ImportProblem } from './imported.js';

/** A line of a script of MPT, by what it is for. */
export type MptLine =
  | { readonly kind: 'client'; readonly text: Octets; readonly line: number }
  | { readonly kind: 'server'; readonly regex: Octets; readonly line: number }
  | { readonly kind: 'session'; readonly name: Octets; readonly line: number }
  | { readonly kind: 'reinit'; readonly line: number }
  | { readonly kind: 'wait'; readonly milliseconds: Octets; readonly line: number }
  | { readonly kind: 'comment'; readonly text: Octets; readonly line: number }
  | { readonly kind: 'blank'; readonly line: number };

/** What lines begin with, and what they are. */
const forms: readonly (readonly [RegExp, (match: RegExpExecArray, line: number) => MptLine])[] = [
  [/^C: ?(.*)$/s, ([, text = ''], line) => ({ kind: 'client', text, line })],
  [/^S: ?(.*?)\s*$/s, ([, regex = ''], line) => ({ kind: 'server', regex, line })],
  [/^SESSION:\s*(\d+)\s*$/, ([, name = ''], line) => ({ kind: 'session', name, line })],
  [/^REINIT\b/, (_, line) => ({ kind: 'reinit', line })],
  [/^WAIT\s+(\d+)\s*$/, ([, milliseconds = ''], line) => ({ kind: 'wait', milliseconds, line })],
  [/^#+ ?(.*?)#*\s*$/s, ([, text = ''], line) => ({ kind: 'comment', text: text.trimEnd(), line })],
  [
    /^(?:LOG (?:DEBUG|INFO|WARN|ERR)|TIMER (?:start|print|reset) |AWAIT\b).*$/is,
    ([text], line) => ({ kind: 'comment', text: `MPT: ${text.trimEnd()}`, line }),
  ],
  [/^\s*$/, (_, line) => ({ kind: 'blank', line })],
];

export function readMpt(text: Octets): {
  readonly lines: readonly MptLine[];
  readonly problems: readonly ImportProblem[];
} {
  const problems: ImportProblem[] = [];
  const lines: MptLine[] = [];
  const physical = text.split('\n');
  if (physical.at(-1) === '') physical.pop();
  /** The line of `SUB {`, whose lines come in any order: here untagged responses do so anyway. */
  let block: number | undefined;
  for (const [index, raw] of physical.entries()) {
    const line = index + 1;
    const content = raw.replace(/\r$/, '');
    if (content.startsWith('SUB {') && block === undefined) block = line;
    else if (content.startsWith('}') && block !== undefined) block = undefined;
    else {
      const found = readLine(content, line);
      if (found && (block === undefined || found.kind === 'server')) lines.push(found);
      else problems.push({ line, message: describeProblem(content, block !== undefined) });
    }
  }
  if (block !== undefined)
    problems.push({ line: block, message: 'Expected a line "}" at the end of this block.' });
  return { lines, problems };
}

function readLine(content: Octets, line: number): MptLine | undefined {
  for (const [pattern, read] of forms) {
    const match = pattern.exec(content);
    if (match) return read(match, line);
  }
  return undefined;
}

function describeProblem(content: Octets, isInBlock: boolean): string {
  if (isInBlock) return `Expected S: or } in a block of SUB, not "${content}".`;
  const [word = ''] = /^[A-Z]+/.exec(content) ?? [];
  const form = Object.hasOwn(wordForms, word) ? wordForms[word] : undefined;
  return `Expected ${form ?? 'C:, S:, SUB {, SESSION: or another word of MPT'}, not "${content}".`;
}

const wordForms: Readonly<Record<Octets, string>> = {
  SESSION: 'SESSION: and a number',
  WAIT: 'WAIT and a number of milliseconds',
  LOG: 'LOG and DEBUG, INFO, WARN or ERR',
  TIMER: 'TIMER, start, print or reset, and a name',
  SUB: 'SUB {',
};
