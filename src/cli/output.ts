import { createLook, type Look } from '../report/look.js';
import type { Host } from './host.js';
import { UsageError } from './usage-error.js';

/** Where a command's result and its trouble go. Everything written here is safe for a terminal already. */
export interface Output {
  /** The result, on standard output. Waits until it is taken, so that a slow reader does not fill the memory. */
  write(text: string): Promise<void>;
  /** Progress and trouble, on standard error. */
  trouble(text: string): void;
  /** A line of progress on standard error, instead of the last one; '' for none. Only on a terminal, and never in CI. */
  progress(text: string): void;
  readonly look: Look;
  readonly troubleLook: Look;
  readonly quiet: boolean;
  /** True where progress may be drawn: a terminal, and no CI. */
  readonly live: boolean;
}

export type ColorChoice = 'auto' | 'always' | 'never';

export function createOutput(host: Host, options: { color: ColorChoice; quiet: boolean }): Output {
  const unicode = usesUnicode(host.env);
  const lookOf = (stream: NodeJS.WriteStream) =>
    createLook({
      color: usesColor(host, stream, options.color),
      unicode,
      ...(stream.isTTY ? { columns: Math.max(40, stream.columns || 80) } : {}),
    });
  const progress = createProgress(host, options.quiet);
  return {
    async write(text) {
      progress('');
      await writeAll(host.stdout, text);
    },
    trouble(text) {
      progress('');
      host.stderr.write(text);
    },
    progress,
    look: lookOf(host.stdout),
    get troubleLook() {
      return lookOf(host.stderr);
    },
    quiet: options.quiet,
    live: Boolean(host.stdout.isTTY) && !host.env.CI && host.env.TERM !== 'dumb',
  };
}

/** Asks for standard error only once there is progress: opening it takes time. */
function createProgress(host: Host, quiet: boolean): (text: string) => void {
  if (quiet || host.env.CI || host.env.TERM === 'dumb') return () => {};
  let isShown = false;
  return (text) => {
    if (text === '' && !isShown) return;
    const { stderr } = host;
    if (!stderr.isTTY) return;
    isShown = text !== '';
    stderr.write(`\r\x1b[K${text.slice(0, Math.max(0, (stderr.columns || 80) - 1))}`);
  };
}

export function parseColorChoice(text: string | undefined): ColorChoice {
  if (text === undefined || text === 'auto') return 'auto';
  if (text === 'always' || text === 'never') return text;
  throw new UsageError(`Unknown colour choice "${text}": expected auto, always or never.`);
}

/** NO_COLOR (any value but the empty one), FORCE_COLOR and TERM=dumb, as their users expect. */
function usesColor(host: Host, stream: NodeJS.WriteStream, choice: ColorChoice): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (host.env.NO_COLOR) return false;
  if (host.env.FORCE_COLOR !== undefined) return host.env.FORCE_COLOR !== '0';
  return Boolean(stream.isTTY) && host.env.TERM !== 'dumb';
}

/** False where the locale names another character set than UTF-8. */
function usesUnicode(env: Host['env']): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return !/\.(?!utf-?8)/i.test(locale);
}

function writeAll(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (text === '' || stream.destroyed) return resolve();
    stream.write(text, () => resolve());
  });
}
