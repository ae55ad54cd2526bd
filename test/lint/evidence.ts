import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Octets } from '../../src/text/octets.js';

/** What one server was seen to answer to one kind of line: transcripts/dialects/<dialect>/<kind>.transcript. */
export interface EvidenceFile {
  readonly dialect: string;
  readonly kind: string;
  readonly text: Octets;
  readonly sections: readonly Section[];
}

/** Before or after the login, in the order of the file. */
export interface Section {
  readonly phase: 'before' | 'after';
  /** The login and the SELECT that it takes to get there. */
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: 'connection' }
  | { readonly kind: 'client'; readonly text: Octets; readonly isSetup: boolean }
  | { readonly kind: 'server'; readonly text: Octets; readonly isSetup: boolean };

const root = join(import.meta.dirname, '../../transcripts/dialects');

export function readEvidence(): EvidenceFile[] {
  return readdirSync(root).flatMap((dialect) =>
    readdirSync(join(root, dialect)).map((file) => {
      const text = readFileSync(join(root, dialect, file), 'latin1');
      return { dialect, kind: file.replace(/\.transcript$/, ''), text, sections: sectionsOf(text) };
    }),
  );
}

function sectionsOf(text: Octets): Section[] {
  return text
    .split(/^# (?=Before|After)/m)
    .slice(1)
    .map((part) => ({
      phase: part.startsWith('Before') ? 'before' : 'after',
      steps: part.split('\n').slice(1).flatMap(stepOf),
    }));
}

function stepOf(line: Octets): Step[] {
  if (line.startsWith('%on')) return [{ kind: 'connection' }];
  const match = /^([CS])(\\)?:(?: (.*))?$/.exec(line);
  if (!match) return [];
  const [, who, escaped, raw = ''] = match;
  const text = escaped ? unescaped(raw) : raw;
  const isSetup = /^t\d /.test(text);
  return [{ kind: who === 'C' ? 'client' : 'server', text, isSetup }];
}

function unescaped(raw: Octets): Octets {
  const letters: Record<string, string> = { t: '\t', r: '\r', n: '\n' };
  return raw.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex?: string, letter = '') =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (letters[letter] ?? letter),
  );
}

/** Whether a line is what the transcript says, whose `${…}` stand for anything. */
export function isWhat(pattern: Octets, line: Octets): boolean {
  const source = pattern
    .split(/\$\{[^}]*\}/)
    .map(escapeRegex)
    .join('.*');
  return new RegExp(`^${source}$`, 's').test(line);
}

/** Whether two patterns can mean one line: the table's `…` and `<at>` against the transcript's `${…}`. */
export function couldBe(pattern: Octets, answer: Octets): boolean {
  const source = answer
    .split(/\xe2\x80\xa6|<at>|\(\d+\.\d+[^)]*\)/)
    .map(escapeRegex)
    .join('.*');
  return new RegExp(`^${source}$`, 's').test(pattern);
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
