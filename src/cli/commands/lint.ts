import { fixScript } from '../../lint/fix.js';
import { type LintOptions, lintScript } from '../../lint/linter.js';
import { rules } from '../../lint/rules/index.js';
import { createPatch } from '../../match/patch.js';
import { lintReporters, ruleListReporters, statisticsReporters } from '../../report/index.js';
import { countSeverities, type LintedFile } from '../../report/lint-report.js';
import { parseScript, streamScript } from '../../script/parser.js';
import { scriptProblems } from '../../script/problem.js';
import { findSecrets, withoutSecrets } from '../../script/secrets.js';
import { bytesOf } from '../../text/octets.js';
import type { Source } from '../../text/source.js';
import type { Command, Invocation } from '../command.js';
import { readConfig } from '../config.js';
import { ExitStatus } from '../exit-status.js';
import { createLintChoice } from '../lint-choice.js';
import { findFiles, scriptFiles } from '../paths.js';
import { readSource } from '../read-script.js';
import { readTargets, writeReports } from '../reports.js';
import { UsageError } from '../usage-error.js';
import { writeAtomically } from '../write-atomically.js';

/** `tagline lint`: checks scripts and transcripts without sending anything. */
export const command: Command = async (invocation) => {
  const { host, options } = invocation;
  if (options.flag('listRules')) return listRules(invocation);
  const reporters = options.flag('statistics') ? statisticsReporters : lintReporters;
  const targets = readTargets(invocation, Object.keys(reporters));
  const maxWarnings = readMaxWarnings(options.text('maxWarnings'));
  const config = await readConfig(host, options.text('config'));
  const dialects = options.text('for')?.split(',');
  const choose = createLintChoice(host.cwd, config, dialects ? { for: dialects } : {});
  const files: LintedFile[] = [];
  for (const path of await findPaths(invocation)) {
    const source = await readSource(host, path, path === '-' ? options.text('stdinFilename') : path);
    const lintOptions = choose(source.path);
    const fixed = options.flag('fix') ? await fix(invocation, path, source, lintOptions) : source;
    const script = streamScript(fixed);
    const diagnostics = lintScript(script, lintOptions);
    const secrets = diagnostics.length > 0 ? findSecrets(script) : [];
    files.push({ source: fixed, diagnostics, secrets });
  }
  if (options.flag('fix') && (options.flag('dryRun') || invocation.arguments.includes('-')))
    return ExitStatus.fine;
  await writeReports(invocation, targets, reporters, { files });
  const counts = countSeverities(files);
  return counts.error > 0 || counts.warning > maxWarnings ? ExitStatus.differences : ExitStatus.fine;
};

async function listRules(invocation: Invocation): Promise<ExitStatus> {
  const targets = readTargets(invocation, Object.keys(ruleListReporters));
  const rows = [...rules, ...scriptProblems]
    .map(({ code, name, category, severity, fix }) => ({ code, name, category, severity, fix }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  await writeReports(invocation, targets, ruleListReporters, rows);
  return ExitStatus.fine;
}

async function findPaths({ host, arguments: given }: Invocation): Promise<readonly string[]> {
  if (given.includes('-')) {
    if (given.length > 1) throw new UsageError('- (standard input) stands alone: name either it or files.');
    return given;
  }
  return findFiles(host, given.length === 0 ? ['.'] : given, scriptFiles);
}

function readMaxWarnings(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--max-warnings ${text}: expected a number such as 0.`);
}

/** Writes the fixed file, or prints the patch; gives the source as it is then. */
async function fix(
  { host, output, options }: Invocation,
  path: string,
  source: Source,
  lintOptions: LintOptions,
): Promise<Source> {
  const fixed = fixScript(source, { ...lintOptions, unsafe: options.flag('unsafe') }).source;
  if (options.flag('dryRun')) {
    if (fixed.text !== source.text) await output.write(patchOf(source, fixed));
    return fixed;
  }
  if (path === '-') {
    await output.write(textOf(fixed));
    return fixed;
  }
  if (fixed.text === source.text) return source;
  const written = await writeAtomically(host, path, bytesOf(fixed.text));
  if (written.kind === 'failed') throw new UsageError(written.message);
  return fixed;
}

/** To be looked at: it shows no password. */
function patchOf(before: Source, after: Source): string {
  const shown = (source: Source) => textOf(withoutSecrets(parseScript(source)));
  return createPatch(before.path, shown(before), shown(after));
}

function textOf(source: Source): string {
  return Buffer.from(bytesOf(source.text)).toString('utf8');
}
