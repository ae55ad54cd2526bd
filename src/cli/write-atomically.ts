import { readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describeFileError, type FileContent, type Host } from './host.js';

/**
 * Writes a file whole or not at all: a crash leaves the old content. A link stays one, and what is no file (`/dev/stdout`,
 * a pipe) is written to as it is.
 */
export async function writeAtomically(host: Host, path: string, bytes: Uint8Array): Promise<FileContent> {
  const given = resolve(host.cwd, path);
  const target = await realpath(given).catch(() => given);
  const temporary = `${target}.tagline-${host.randomHex(8)}.tmp`;
  try {
    const found = await stat(target).catch(() => undefined);
    if (found && !found.isFile()) {
      await writeFile(target, bytes);
    } else {
      await writeFile(temporary, bytes, { mode: found?.mode ?? 0o666 });
      await rename(temporary, target);
      await removeLeftovers(host, dirname(target));
    }
    return { kind: 'content', bytes };
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    return { kind: 'failed', message: describeFileError(path, error), missing: false };
  }
}

/**
 * Takes away, once in each folder, what was being written when a run was killed. What is younger may be another run's,
 * which is writing now.
 */
async function removeLeftovers(host: Host, folder: string): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  for (const name of await readdir(folder)) {
    if (!/\.tagline-[0-9a-f]{8}\.tmp$/.test(name)) continue;
    const leftover = join(folder, name);
    const found = await stat(leftover).catch(() => undefined);
    if (found && host.now() - found.mtimeMs > leftoverAge) await rm(leftover, { force: true });
  }
}

/** Folders of which the leftovers are gone: reading one again after each of its files would take the square of the time. */
const swept = new Set<string>();

/** Milliseconds in which a file is surely written. */
const leftoverAge = 60_000;
