import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';

/** Milliseconds that changes are gathered for, and that a file which is gone may take to come back. */
const patience = { changes: 60, removal: 300 };

/** Files that are never of interest unless they are named: those of editors, of version control, and our own. */
const ignored = /(^|[/\\])(\.[^/\\]+|node_modules|[^/\\]+\.(new|tmp|swp)|[^/\\]*~|4913)$/;

/** What is watched. */
export interface FileWatch {
  /** Watches the folders of these files (absolute) for them; those that are watched already stay so. */
  follow(files: ReadonlySet<string>): void;
  close(): Promise<void>;
}

/**
 * Tells which files of some folders (or which of the files that it follows) were changed, made or removed: absolute paths, a
 * batch at a time. What was saved without a change is left out; an editor's way of saving by replacing is one change.
 */
export async function watchFiles(
  folder: string,
  folders: readonly string[],
  tell: (changed: ReadonlySet<string>) => void,
): Promise<FileWatch> {
  const roots = folders.map((path) => resolve(folder, path));
  const batch = new Batch(tell);
  const tree = watch(roots, { ignored: (path) => isIgnored(roots, path), ignoreInitial: false });
  listen(tree, batch, () => true);
  await new Promise<void>((ready) => tree.once('ready', ready));
  await batch.open();

  // A file is watched by its folder: it may be replaced, and need not be there yet.
  const wanted = new Set<string>();
  const folderOfWanted = new Set<string>();
  const isNoise = (path: string) => !wanted.has(path) && !folderOfWanted.has(path);
  const near = watch([], { depth: 0, ignoreInitial: true, ignored: isNoise });
  listen(near, batch, (path) => wanted.has(path));
  return {
    follow(files) {
      const outside = [...files].filter((file) => !isInside(roots, file) && !wanted.has(file));
      for (const file of outside) {
        wanted.add(file);
        void batch.know(file);
      }
      const added = [...new Set(outside.map((file) => dirname(file)))].filter(
        (path) => !folderOfWanted.has(path),
      );
      for (const path of added) folderOfWanted.add(path);
      if (added.length > 0) near.add(added);
    },
    async close() {
      batch.close();
      await Promise.all([tree.close(), near.close()]);
    },
  };
}

/** Those of the files that were written at that time or later, in milliseconds since 1970. */
export async function writtenSince(files: ReadonlySet<string>, time: number): Promise<ReadonlySet<string>> {
  const times = await Promise.all(
    [...files].map(async (path) => {
      const found = await stat(path).catch(() => undefined);
      return [path, found?.mtimeMs ?? 0] as const;
    }),
  );
  return new Set(times.flatMap(([path, written]) => (written >= time - clockTick ? [path] : [])));
}

/** So many milliseconds a file system's clock may be behind. */
const clockTick = 10;

function isIgnored(roots: readonly string[], path: string): boolean {
  return !roots.includes(path) && ignored.test(path);
}

/** Whether the watched folders bring it anyway. */
function isInside(roots: readonly string[], file: string): boolean {
  return roots.some((root) => {
    const path = relative(root, file);
    return path !== '' && !path.startsWith('..') && !path.split('/').some((name) => ignored.test(name));
  });
}

function listen(watcher: FSWatcher, batch: Batch, isWanted: (path: string) => boolean): void {
  const note = (path: string, wait: number) => {
    if (isWanted(path)) batch.note(path, wait);
  };
  watcher.on('add', (path) => note(path, patience.changes));
  watcher.on('change', (path) => note(path, patience.changes));
  watcher.on('unlink', (path) => note(path, patience.removal));
}

/** Changes of a short while, without those that changed nothing. */
class Batch {
  readonly #tell: (changed: ReadonlySet<string>) => void;
  readonly #hashes = new Map<string, string>();
  readonly #knowing: Promise<boolean>[] = [];
  #pending = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isOpen = false;

  constructor(tell: (changed: ReadonlySet<string>) => void) {
    this.#tell = tell;
  }

  /** From now on changes count; what was noted before is how things are, once it has been read. */
  async open(): Promise<void> {
    this.#isOpen = true;
    await Promise.all(this.#knowing);
    this.#knowing.length = 0;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  note(path: string, wait: number): void {
    if (!this.#isOpen) return void this.#knowing.push(this.know(path));
    this.#pending.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#flush(), wait);
  }

  /** Whether the content is another one than the last time. */
  async know(path: string): Promise<boolean> {
    const hash = await readFile(path).then(
      (bytes) => createHash('sha256').update(bytes).digest('hex'),
      () => 'gone',
    );
    const isChanged = this.#hashes.get(path) !== hash;
    this.#hashes.set(path, hash);
    return isChanged;
  }

  async #flush(): Promise<void> {
    const batch = this.#pending;
    this.#pending = new Set();
    const changed = new Set<string>();
    for (const path of batch) if (await this.know(path)) changed.add(path);
    if (changed.size > 0) this.#tell(changed);
  }
}
