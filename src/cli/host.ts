import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Everything of the outside world that a command may use. */
export interface Host {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** So many random hexadecimal digits. */
  randomHex(digits: number): string;
  /** Calls back when the user or the system wants the program to end; gives a function that stops listening. */
  onSignal(handle: (signal: NodeJS.Signals) => void): () => void;
  /** Ends the program at once, whatever is still open: for a second Ctrl-C. */
  exit(status: number): void;
}

/** The real world, as `bin/tagline.js` hands it over. */
export function processHost(process: NodeJS.Process): Host {
  const openOutput = (name: 'stdout' | 'stderr') => {
    let stream: NodeJS.WriteStream | undefined;
    // A reader that went away (`| head`) is no trouble of ours.
    return () => (stream ??= process[name].on('error', ignoreBrokenPipe));
  };
  const openStdout = openOutput('stdout');
  const openStderr = openOutput('stderr');
  return {
    // Each is opened when it is first asked for: that takes time, and most commands need only one of them.
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return openStdout();
    },
    get stderr() {
      return openStderr();
    },
    env: process.env,
    cwd: process.cwd(),
    now: Date.now,
    exit: (status) => process.exit(status),
    randomHex: (digits) =>
      Buffer.from(crypto.getRandomValues(new Uint8Array(Math.ceil(digits / 2))))
        .toString('hex')
        .slice(0, digits),
    onSignal(handle) {
      const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
      for (const signal of signals) process.on(signal, handle);
      return () => {
        for (const signal of signals) process.off(signal, handle);
      };
    },
  };
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** The content of a file, or why there is none, in words for the user. */
export type FileContent =
  | { readonly kind: 'content'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string; readonly missing: boolean };

export async function readBytes(host: Host, path: string): Promise<FileContent> {
  try {
    // At once: for one small file, asking another thread takes longer than reading.
    return { kind: 'content', bytes: readFileSync(resolve(host.cwd, path)) };
  } catch (error) {
    return { kind: 'failed', message: describeFileError(path, error), missing: codeOf(error) === 'ENOENT' };
  }
}

/** Everything that standard input brings. */
export async function readStandardInput(host: Host): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of host.stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

export function describeFileError(path: string, error: unknown): string {
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'you have no permission to open it',
    EPERM: 'you have no permission to open it',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is not a folder',
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
    ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
  };
  const code = codeOf(error);
  return `${path}: ${reasons[code] ?? `it cannot be opened (${code || String(error)})`}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
