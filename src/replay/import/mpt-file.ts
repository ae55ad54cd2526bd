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

/** What lines begin with, and what they are. `SUB {` … `}` is nothing here: untagged responses have no order. */
const forms: readonly (readonly [RegExp, (match: RegExpExecArray, line: number) => MptLine | undefined])[] = [
  [/^C: ?(.*)$/s, ([, text = ''], line) => ({ kind: 'client', text, line })],
  [/^S: ?(.*?)\s*$/s, ([, regex = ''], line) => ({ kind: 'server', regex, line })],
  [/^(?:SUB \{|\})\s*$/, () => undefined],
  [/^SESSION:\s*(\w+)\s*$/, ([, name = ''], line) => ({ kind: 'session', name, line })],
  [/^REINIT\b/, (_, line) => ({ kind: 'reinit', line })],
  [/^WAIT\s+(\d+)\s*$/, ([, milliseconds = ''], line) => ({ kind: 'wait', milliseconds, line })],
  [/^#+ ?(.*?)#*\s*$/s, ([, text = ''], line) => ({ kind: 'comment', text: text.trimEnd(), line })],
  [
    /^(?:LOG|TIMER|AWAIT)\b.*$/s,
    ([text], line) => ({ kind: 'comment', text: `MPT: ${text.trimEnd()}`, line }),
  ],
  [/^\s*$/, (_, line) => ({ kind: 'blank', line })],
];

export function readMpt(text: Octets): {
  readonly lines: readonly MptLine[];
  readonly problems: readonly ImportProblem[];
} {
  const problems: ImportProblem[] = [];
  const physical = text.split('\n');
  if (physical.at(-1) === '') physical.pop();
  const lines = physical.flatMap((raw, index): readonly MptLine[] => {
    const line = raw.replace(/\r$/, '');
    for (const [pattern, read] of forms) {
      const match = pattern.exec(line);
      const found = match && read(match, index + 1);
      if (match) return found ? [found] : [];
    }
    problems.push({
      line: index + 1,
      message: `Expected C:, S:, SUB, SESSION or another word of MPT, not "${line}".`,
    });
    return [];
  });
  return { lines, problems };
}
