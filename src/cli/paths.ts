import { Stats, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { describeFileError, type Host } from './host.js';
import { UsageError } from './usage-error.js';

/** Which files of a folder are meant. */
export interface FileKind {
  readonly extension: string;
  /** Leave out what `.gitignore` names. */
  readonly gitignore: boolean;
}

export const scriptFiles: FileKind = { extension: '.imap', gitignore: true };

/** Transcripts that wait for a review: `.gitignore` names them, rightly. */
export const pendingFiles: FileKind = { extension: '.transcript.new', gitignore: false };

/**
 * The files that were meant: a file is itself, a folder all files of a kind in it, a pattern what it matches. In order, each
 * once, relative to the working folder. A folder without any is a UsageError.
 */
export async function findFiles(
  host: Host,
  paths: readonly string[],
  kind: FileKind,
): Promise<readonly string[]> {
  const found = await findNamedFiles(host, paths, kind);
  for (const path of found) {
    const seen = look(resolve(host.cwd, path));
    if (!(seen instanceof Stats)) throw new UsageError(describeFileError(path, seen));
  }
  return found;
}

/** As `findFiles`, with files that are named and not there: who reads them says so of each, and goes on with the others. */
export async function findNamedFiles(
  host: Host,
  paths: readonly string[],
  kind: FileKind,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) found.push(...(await expandPath(host, path, kind)));
  // The first spelling counts.
  const files = new Map(found.toReversed().map((path) => [resolve(host.cwd, path), path] as const));
  return [...new Set(found.map((path) => files.get(resolve(host.cwd, path)) ?? path))];
}

async function expandPath(host: Host, path: string, kind: FileKind): Promise<readonly string[]> {
  const found = look(resolve(host.cwd, path));
  if (found instanceof Stats) return found.isDirectory() ? filesIn(host, path, kind) : [path];
  const { globby, isDynamicPattern } = await import('globby');
  if (!isDynamicPattern(path)) return [path];
  const matched = await globby(path, { cwd: host.cwd, gitignore: kind.gitignore });
  if (matched.length === 0) throw new UsageError(`Nothing matches the pattern ${path}.`);
  return matched.toSorted();
}

async function filesIn(host: Host, folder: string, kind: FileKind): Promise<readonly string[]> {
  const { globby } = await import('globby');
  const root = resolve(host.cwd, folder);
  const pattern = `**/*${kind.extension}`;
  const files = await globby(pattern, { cwd: root, gitignore: kind.gitignore, absolute: true });
  if (files.length === 0) {
    throw new UsageError(`${folder}: no ${kind.extension} file is in this folder.`, [
      'tagline reads a file with another name when it is named itself.',
    ]);
  }
  return files.map((file) => relative(host.cwd, file)).toSorted();
}

/** What is there, or why nothing is. */
function look(path: string): unknown {
  try {
    return statSync(path);
  } catch (error) {
    return error;
  }
}
