import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../support/tagline.js';
import { makeCertificate } from '../transport/certificates.js';
import { inTls, withServer } from './hostile-server.js';
import { deflated, pouring } from './pouring-servers.js';

/** Megabytes. */
const most = 150;

/** A way to meet a server: a command line, and what is between. */
interface Way {
  readonly arguments: readonly string[];
  /** What the command is given besides `a.imap`, which holds this script. */
  readonly files?: (script: string) => Readonly<Record<string, string>>;
  readonly scheme?: 'imap' | 'imaps';
  readonly wrap?: (behave: (socket: Socket) => void) => (socket: Socket) => void;
  /** What is sent before the script. */
  readonly opening?: string;
  /** It prints what the server of the row is told to bring about. */
  readonly isTold?: boolean;
}

const identity = makeCertificate({ name: 'localhost' });
const ways = {
  run: { arguments: ['run', '-q', 'a.imap'], isTold: true },
  'run --keep': { arguments: ['run', '-q', 'a.imap', '--keep', 'kept'], isTold: true },
  'run over TLS': {
    arguments: ['run', '-q', 'a.imap', '--insecure'],
    scheme: 'imaps',
    wrap: (behave) => inTls(identity, behave),
    isTold: true,
  },
  'run behind COMPRESS': {
    arguments: ['run', '-q', 'a.imap'],
    wrap: deflated,
    opening: 'c COMPRESS DEFLATE\n',
    isTold: true,
  },
  record: { arguments: ['record', 'a.imap'] },
  'test with all reports': {
    arguments: [
      ...['test', 'a.imap', '--format', 'tty'],
      ...['json', 'junit', 'html', 'tap', 'github'].flatMap((name) => ['--format', `${name}=report.${name}`]),
    ],
    isTold: true,
  },
  'test with a transcript': {
    arguments: ['test', 'a.imap', '--format', 'tty', '--format', 'html=report.html'],
    files: (script) => ({ 'a.transcript': script.replace(/^a(\d+) .*$/gm, 'C: $&\nS: a$1 OK it was so') }),
  },
} as const satisfies Record<string, Way>;

/** What is met in each way; `TAGLINE_MEMORY=all` meets everything in every way, which takes long. */
const rows: readonly (readonly [server: string, way: keyof typeof ways])[] = [
  ...pouring.map(({ name }) => [name, 'run'] as const),
  ...([
    ['pours a literal of 250 MB', 'run --keep'],
    ['floods with long lines', 'run over TLS'],
    ['pours a literal of 250 MB', 'run behind COMPRESS'],
    ['floods with long lines', 'record'],
    ['floods with long lines', 'test with all reports'],
    ['floods with small lines', 'test with a transcript'],
  ] as const),
];
const all = pouring.flatMap(({ name }) =>
  Object.keys(ways).map((way) => [name, way as keyof typeof ways] as const),
);

describe('memory stays small when a server', () => {
  it.each(process.env.TAGLINE_MEMORY === 'all' ? all : rows)(
    '%s: %s',
    { timeout: 90_000 },
    async (name, way) => {
      const {
        behave,
        says,
        script = 'a1 FETCH 1 BODY[]\n',
      } = pouring.find((server) => server.name === name)!;
      const { arguments: given, files, scheme = 'imap', wrap, opening = '', isTold }: Way = ways[way];
      const told = opening + script;
      const { stdout, megabytes } = await withServer(wrap?.(behave) ?? behave, (port) =>
        inFolder({ 'a.imap': told, ...files?.(told) }, (folder) =>
          measure([...given, '--server', `${scheme}://127.0.0.1:${port}`, '--timeout', '5s'], folder),
        ),
      );
      if (isTold) expect(stdout.replaceAll(/\s+/g, ' ')).toContain(says);
      expect(megabytes).toBeLessThan(most);
    },
  );
});

/**
 * Runs the built command, and tells how much memory it took at most: where the system tells it of a program alone, since
 * what started it counts as its own elsewhere.
 */
function measure(args: readonly string[], cwd: string): Promise<{ stdout: string; megabytes: number }> {
  const tell = `
    import { existsSync, readFileSync } from 'node:fs';
    process.on('exit', () => {
      const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
      const most = /VmHWM:\\s*(\\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
      process.stderr.write('\\n' + most);
    });`;
  const bin = resolve(import.meta.dirname, '../../bin/tagline.js');
  const node = ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, bin];
  return new Promise((done, fail) => {
    const env = { ...process.env, CI: '' };
    const child = spawn(process.execPath, [...node, ...args], { cwd, env });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (said.stdout += text));
    child.stderr.on('data', (text) => (said.stderr += text));
    child.on('error', fail).on('close', () => {
      done({ stdout: said.stdout, megabytes: Number(said.stderr.split('\n').at(-1)) / 1024 });
    });
  });
}
