import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { nearestWord } from '../imap/grammar/nearest-word.js';
import { createLook, type Look } from '../report/look.js';
import type { Invocation } from './command.js';
import type { Host } from './host.js';
import { UsageError } from './usage-error.js';
import { writeAtomically } from './write-atomically.js';

/** Where reports go: read from `--format` and `--output`. */
export interface ReportTarget {
  readonly format: string;
  /** Undefined: standard output. */
  readonly file: string | undefined;
}

/** Reads `--format json`, `--format json=FILE` and `--output FILE`; checks the names before anything runs. */
export function readTargets(
  { options }: Pick<Invocation, 'options'>,
  known: readonly string[],
): readonly ReportTarget[] {
  const given = options.texts('format');
  const targets = (given.length === 0 ? ['tty'] : given).map((text) => {
    const [format = '', ...file] = text.split('=');
    if (!known.includes(format)) throw unknownFormat(format, known);
    if (file.length > 0 && file.every((part) => part === ''))
      throw new UsageError(`--format ${text}: expected the name of a file behind "=".`);
    return { format, file: file.length > 0 ? file.join('=') : undefined };
  });
  const output = options.text('output');
  const first = targets.findIndex(({ file }) => file === undefined);
  if (output === undefined) return targets;
  if (first === -1)
    throw new UsageError('--output says where a report goes, and every --format names its file already.');
  return targets.map((target, index) => (index === first ? { ...target, file: output } : target));
}

function unknownFormat(format: string, known: readonly string[]): UsageError {
  const near = nearestWord(format, known);
  const offer = near ? `did you mean ${near}?` : `expected ${known.join(' or ')}.`;
  return new UsageError(`Unknown format "${format}": ${offer}`);
}

/** Writes them all; when one cannot be written, the others are there all the same. */
export async function writeReports<Report>(
  { host, output }: Pick<Invocation, 'host' | 'output'>,
  targets: readonly ReportTarget[],
  reporters: Readonly<Record<string, (report: Report, look: Look) => string>>,
  report: Report,
): Promise<void> {
  const failures: string[] = [];
  for (const { format, file } of targets) {
    const render = reporters[format];
    if (!render) continue;
    if (file === undefined) await output.write(render(report, output.look));
    else failures.push(...(await writeReport(host, file, render(report, createLook({ color: false })))));
  }
  const [first, ...more] = failures;
  if (first !== undefined) throw new UsageError(first, more);
}

/** Makes its folder where there is none; gives why it is not written. */
async function writeReport(host: Host, file: string, text: string): Promise<readonly string[]> {
  await makeFolder(dirname(resolve(host.cwd, file)));
  const written = await writeAtomically(host, file, Buffer.from(text, 'utf8'));
  return written.kind === 'failed' ? [written.message] : [];
}

/** With those it is in. Node's own way tries for ever where a folder that is there takes none, such as /proc. */
async function makeFolder(path: string): Promise<void> {
  const make = () => mkdir(path).then(isMade, isThere);
  if (!(await make()) && dirname(path) !== path) {
    await makeFolder(dirname(path));
    await make();
  }
}

const isMade = () => true;
const isThere = (error: NodeJS.ErrnoException) => error.code !== 'ENOENT';
