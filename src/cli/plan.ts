import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ImportProblem } from '../replay/import/imported.js';
import type { Script } from '../script/ast.js';
import type { Octets } from '../text/octets.js';
import type { Host } from './host.js';
import { readScript } from './read-script.js';

/** A script to be replayed, with what was recorded of it. */
export interface Plan {
  readonly path: string;
  readonly script: Script;
  /** The transcript it is compared with. */
  readonly transcript: Script | undefined;
  /** Where a new transcript belongs: the profile's own file where a profile is named. */
  readonly transcriptPath: string;
  /** Of a test of another program. */
  readonly imported?: PlannedImport;
}

export interface PlannedImport {
  /** What could not be understood: then it is not played. */
  readonly problems: readonly ImportProblem[];
  /** Users that have to be known: else it is skipped. */
  readonly users: readonly Octets[];
}

/** Which transcripts stand beside a script. */
export interface Kinds {
  /** The kind of server that somebody says it is; undefined where nobody does. */
  profileOf(script: Script): string | undefined;
  /** The kind that a server has which is started for the run: its own transcript counts where there is one. */
  kindOf(script: Script): string | undefined;
}

/**
 * Reads a script and the transcript beside it: `login.dovecot.transcript` for the profile `dovecot` where that is
 * there, else `login.transcript`. A transcript that is named itself is both; standard input (`-`) has none.
 */
export async function readPlan(host: Host, path: string, kinds: Kinds): Promise<Plan> {
  const script = await readScript(host, path);
  if (path === '-') return { path: script.source.path, script, transcript: undefined, transcriptPath: '' };
  if (path.endsWith('.transcript')) return { path, script, transcript: script, transcriptPath: path };
  const isThere = (file: string) => existsSync(resolve(host.cwd, file));
  const general = transcriptPathOf(path, undefined);
  const profile = kinds.profileOf(script);
  const ofKind = transcriptPathOf(path, kinds.kindOf(script));
  const own = profile !== undefined ? transcriptPathOf(path, profile) : isThere(ofKind) ? ofKind : general;
  const found = [own, general].find(isThere);
  return {
    path,
    script,
    transcript: found === undefined ? undefined : await readScript(host, found),
    transcriptPath: own,
  };
}

/** The transcript for servers of any kind, of the path of one for a kind of them; the path itself where it is none. */
export function generalTranscript(path: string): string {
  return path.replace(/\.[^./]+\.transcript$/, '.transcript');
}

function transcriptPathOf(path: string, profile: string | undefined): string {
  const stem = path.replace(/\.imap$/, '');
  return profile === undefined ? `${stem}.transcript` : `${stem}.${profile}.transcript`;
}
