import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { RowDecision } from '../match/decide.js';
import { bytesOf } from '../text/octets.js';
import type { Source } from '../text/source.js';
import type { Host } from './host.js';

/** A pending transcript that is being reviewed. */
interface Reviewed {
  readonly path: string;
  readonly expected: { readonly source: Source };
  readonly actual: { readonly source: Source };
}

/**
 * Keeps what was decided about a pending transcript until that is written: in a file beside it, so that neither a crash
 * nor a lost connection takes it away. At once: what the screen shows as decided is on the disk.
 */
export function keepDecisions(host: Host, review: Reviewed, decisions: readonly RowDecision[]): void {
  if (decisions.length === 0) {
    forgetDecisions(host, review.path);
    return;
  }
  const target = keptPath(host, review.path);
  const temporary = `${target}.tagline-${host.randomHex(8)}.tmp`;
  const rows = decisions.map(({ from, to, decision }) => ({ from, to, decision }));
  try {
    writeFileSync(temporary, `${JSON.stringify({ of: hashOf(review), decisions: rows })}\n`);
    renameSync(temporary, target);
  } catch {
    // Where nothing can be written, writing what was decided will tell so; until then a review goes on.
    rmSync(temporary, { force: true });
  }
}

/** What was decided in a review that came to no end, as long as both transcripts are as they were then. */
export function keptDecisions(host: Host, review: Reviewed): readonly RowDecision[] {
  const kept = readKept(host, review.path);
  if (!isRecord(kept) || kept.of !== hashOf(review) || !Array.isArray(kept.decisions)) return [];
  return kept.decisions.filter(isDecision);
}

export function forgetDecisions(host: Host, path: string): void {
  rmSync(keptPath(host, path), { force: true });
}

/** `.login.transcript.decided`: neither a script nor a transcript, and hidden from patterns. */
function keptPath({ cwd }: Host, path: string): string {
  const absolute = resolve(cwd, path);
  return join(dirname(absolute), `.${basename(absolute)}.decided`);
}

function readKept(host: Host, path: string): unknown {
  try {
    return JSON.parse(readFileSync(keptPath(host, path), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Rows are only known by their numbers, which are those of two texts. */
function hashOf(review: Reviewed): string {
  const known = hashes.get(review);
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const { source } of [review.expected, review.actual]) {
    hash.update(`${source.text.length}:`).update(bytesOf(source.text));
  }
  const made = hash.digest('hex');
  hashes.set(review, made);
  return made;
}

/** Made once: a key is answered at once, however long the transcripts are. */
const hashes = new WeakMap<Reviewed, string>();

const kinds: ReadonlySet<unknown> = new Set<RowDecision['decision']>([
  'accept',
  'reject',
  'skip',
  'mask',
  'ignore',
]);

function isDecision(value: unknown): value is RowDecision {
  return (
    isRecord(value) && Number.isInteger(value.from) && Number.isInteger(value.to) && kinds.has(value.decision)
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
