import { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { describeFileError, type Host } from './host.js';
import { UsageError } from './usage-error.js';

/**
 * The files that were meant: a file is itself, a folder all files in it with one of the extensions (what `.gitignore`
 * names is left out), a pattern what it matches. In order, each once, relative to the working folder.
 */
export async function findFiles(
  host: Host,
  paths: readonly string[],
  extensions: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) found.push(...(await expandPath(host, path, extensions)));
  return [...new Set(found)];
}

async function expandPath(
  host: Host,
  path: string,
  extensions: readonly string[],
): Promise<readonly string[]> {
  const found = await stat(resolve(host.cwd, path)).catch((error: unknown) => error);
  if (found instanceof Stats) return found.isDirectory() ? filesIn(host, path, extensions) : [path];
  const { globby, isDynamicPattern } = await import('globby');
  if (!isDynamicPattern(path)) throw new UsageError(describeFileError(path, found));
  const matched = await globby(path, { cwd: host.cwd, gitignore: true });
  if (matched.length === 0) throw new UsageError(`Nothing matches the pattern ${path}.`);
  return matched.toSorted();
}

async function filesIn(
  host: Host,
  folder: string,
  extensions: readonly string[],
): Promise<readonly string[]> {
  const { globby } = await import('globby');
  const root = resolve(host.cwd, folder);
  const wanted = extensions.map((extension) => `**/*${extension}`);
  const files = await globby(wanted, { cwd: root, gitignore: true, absolute: true });
  if (files.length === 0) {
    throw new UsageError(`${folder}: no ${extensions.join(' or ')} file is in this folder.`, [
      'Scripts end in .imap; tagline reads a file with another name when it is named itself.',
    ]);
  }
  return files.map((file) => relative(host.cwd, file)).toSorted();
}
