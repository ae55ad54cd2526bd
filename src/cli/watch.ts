import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { watch } from 'chokidar';

/** Milliseconds that changes are gathered for, and that a file which is gone may take to come back. */
const patience = { changes: 60, removal: 300 };

/** Files that are never of interest: those of editors, of version control, and our own. */
const ignored = /(^|[/\\])(\.[^/\\]+|node_modules|[^/\\]+\.(new|tmp|swp)|[^/\\]*~|4913)$/;

/**
 * Tells which files of some folders (or named files) were changed, made or removed: absolute paths, a batch at a time. What was saved
 * without a change is left out; an editor's way of saving by replacing is one change. Gives a function that ends it.
 */
export async function watchFiles(
  folder: string,
  paths: readonly string[],
  tell: (changed: ReadonlySet<string>) => void,
): Promise<() => Promise<void>> {
  const absolute = paths.map((path) => resolve(folder, path));
  const watcher = watch(absolute, {
    ignored: (path) => !absolute.includes(path) && ignored.test(path),
    ignoreInitial: false,
  });
  const hashes = new Map<string, string>();
  let pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isReady = false;

  const flush = async () => {
    const batch = pending;
    pending = new Set();
    const changed = new Set<string>();
    for (const path of batch) if (await takeHash(hashes, path)) changed.add(path);
    if (changed.size > 0) tell(changed);
  };
  const note = (path: string, wait: number) => {
    pending.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), wait);
  };
  watcher.on('add', (path) => (isReady ? note(path, patience.changes) : void takeHash(hashes, path)));
  watcher.on('change', (path) => note(path, patience.changes));
  watcher.on('unlink', (path) => note(path, patience.removal));
  await new Promise<void>((ready) => watcher.once('ready', ready));
  isReady = true;
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}

/** Whether the content is another one than the last time. */
async function takeHash(hashes: Map<string, string>, path: string): Promise<boolean> {
  const hash = await readFile(path).then(
    (bytes) => createHash('sha256').update(bytes).digest('hex'),
    () => 'gone',
  );
  const isChanged = hashes.get(path) !== hash;
  hashes.set(path, hash);
  return isChanged;
}
