import { accessSync, constants, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { nearestWord } from '../imap/grammar/nearest-word.js';
import { createLook, type Look } from '../report/look.js';
import { visibleText } from '../text/octets.js';
import type { Invocation } from './command.js';
import { ExitStatus } from './exit-status.js';
import { describeFileError, type Host } from './host.js';
import { UsageError } from './usage-error.js';
import { writeAtomically } from './write-atomically.js';

/** Where reports go: read from `--format` and `--output`. */
export interface ReportTarget {
  readonly format: string;
  /** Undefined: standard output. */
  readonly file: string | undefined;
}

/**
 * Reads `--format json`, `--format json=FILE` and `--output FILE`; checks the names, and that the files can be written,
 * before anything runs.
 */
export function readTargets(
  { host, options }: Pick<Invocation, 'host' | 'options'>,
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
  const placed = placeFirst(targets, options.text('output'));
  for (const { file } of placed) if (file !== undefined) checkWritable(host, file);
  return placed;
}

function placeFirst(targets: readonly ReportTarget[], output: string | undefined): readonly ReportTarget[] {
  const first = targets.findIndex(({ file }) => file === undefined);
  if (output === undefined) return targets;
  if (first === -1)
    throw new UsageError('--output says where a report goes, and every --format names its file already.');
  return targets.map((target, index) => (index === first ? { ...target, file: output } : target));
}

/** A report is written beside its file and takes its place, in folders that are made for it; nothing is written yet. */
function checkWritable(host: Host, file: string): void {
  const path = resolve(host.cwd, file);
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) throw Object.assign(new Error(file), { code: 'EISDIR' });
    if (found && !found.isFile()) accessSync(path, constants.W_OK);
    else accessSync(nearestFolder(dirname(path)), constants.W_OK);
  } catch (error) {
    throw new UsageError(describeFileError(file, error), [
      'Nothing was sent: the report could not have been written.',
    ]);
  }
}

/** The first of the folders around a file that is there. */
function nearestFolder(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw Object.assign(new Error(path), { code: 'ENOTDIR' });
  return found || dirname(path) === path ? path : nearestFolder(dirname(path));
}

function unknownFormat(format: string, known: readonly string[]): UsageError {
  const near = nearestWord(format, known);
  const offer = near ? `did you mean ${near}?` : `expected ${known.join(' or ')}.`;
  return new UsageError(`Unknown format "${format}": ${offer}`);
}

/** Writes each report that can be written, and says which could not; what they tell of has happened all the same. */
export async function writeReports<Report>(
  { host, output }: Pick<Invocation, 'host' | 'output'>,
  targets: readonly ReportTarget[],
  reporters: Readonly<Record<string, (report: Report, look: Look) => string>>,
  report: Report,
): Promise<ExitStatus> {
  let status: ExitStatus = ExitStatus.fine;
  for (const { format, file } of targets) {
    const render = reporters[format];
    if (!render) continue;
    if (file === undefined) {
      await output.write(render(report, output.look));
      continue;
    }
    const text = render(report, createLook({ color: false }));
    await makeFolder(dirname(resolve(host.cwd, file)));
    const written = await writeAtomically(host, file, Buffer.from(text, 'utf8'));
    if (written.kind !== 'failed') continue;
    output.trouble(`tagline: the report is not written: ${visibleText(written.message)}\n`);
    status = ExitStatus.usage;
  }
  return status;
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
