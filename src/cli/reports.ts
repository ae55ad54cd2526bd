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

export async function writeReports<Report>(
  { host, output }: Pick<Invocation, 'host' | 'output'>,
  targets: readonly ReportTarget[],
  reporters: Readonly<Record<string, (report: Report, look: Look) => string>>,
  report: Report,
): Promise<void> {
  for (const { format, file } of targets) {
    const render = reporters[format];
    if (!render) continue;
    if (file === undefined) await output.write(render(report, output.look));
    else await writeReport(host, file, render(report, createLook({ color: false })));
  }
}

async function writeReport(host: Host, file: string, text: string): Promise<void> {
  const written = await writeAtomically(host, file, Buffer.from(text, 'utf8'));
  if (written.kind === 'failed') throw new UsageError(written.message);
}
