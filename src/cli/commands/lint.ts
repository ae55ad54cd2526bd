import { fixScript } from '../../lint/fix.js';
import { type LintOptions, lintScript } from '../../lint/linter.js';
import { rules } from '../../lint/rules/index.js';
import { createPatch } from '../../match/patch.js';
import { lintReporters, ruleListReporters, statisticsReporters } from '../../report/index.js';
import { countSeverities, type LintedFile } from '../../report/lint-report.js';
import { parseScript, streamScript } from '../../script/parser.js';
import { createProblem, isUnreadable, scriptProblems } from '../../script/problem.js';
import { findSecrets, withoutSecrets } from '../../script/secrets.js';
import { bytesOf, visibleText } from '../../text/octets.js';
import { createSource, type Source } from '../../text/source.js';
import type { Command, Invocation } from '../command.js';
import { readConfig } from '../config.js';
import { ExitStatus, worst } from '../exit-status.js';
import { createLintChoice } from '../lint-choice.js';
import { findNamedFiles, scriptFiles } from '../paths.js';
import { readSource, reasonOf } from '../read-script.js';
import { readTargets, writeReports } from '../reports.js';
import { asRefusal, UsageError } from '../usage-error.js';
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
  let unread: ExitStatus = ExitStatus.fine;
  for (const path of await findPaths(invocation)) {
    const name = path === '-' ? (options.text('stdinFilename') ?? path) : path;
    const source = await readSource(host, path, name).catch(asRefusal);
    if (source instanceof UsageError) {
      unread = source.status;
      files.push(unreadFile(name, source));
      continue;
    }
    const lintOptions = choose(source.path);
    const fixed = options.flag('fix') ? await fix(invocation, path, source, lintOptions) : source;
    const script = streamScript(fixed);
    const diagnostics = lintScript(script, lintOptions);
    const secrets = diagnostics.length > 0 ? findSecrets(script) : [];
    files.push({ source: fixed, diagnostics, secrets });
  }
  if (options.flag('fix') && (options.flag('dryRun') || invocation.arguments.includes('-')))
    return tellUnread(invocation, files, unread);
  const written = await writeReports(invocation, targets, reporters, { files });
  const counts = countSeverities(files);
  const isFine = counts.error === 0 && counts.warning <= maxWarnings;
  return worst([isFine ? ExitStatus.fine : ExitStatus.differences, unread, written]);
};

/** A file that cannot be read is a problem of that file, in every report; the others are checked all the same. */
function unreadFile(path: string, error: UsageError): LintedFile {
  const reason = reasonOf(path, error);
  const message = `${reason[0]?.toUpperCase()}${reason.slice(1).replace(/\.?$/, '.')}`;
  const problem = createProblem('unreadable', { start: 0, end: 0 }, message, { details: error.hints });
  return { source: createSource(path, ''), diagnostics: [problem], secrets: [] };
}

/** Where a patch or a script is the result, and no report. */
function tellUnread({ output }: Invocation, files: readonly LintedFile[], unread: ExitStatus): ExitStatus {
  for (const { source, diagnostics } of files) {
    const problem = diagnostics.find(isUnreadable);
    if (problem) output.trouble(`tagline: ${visibleText(source.path)}: ${visibleText(problem.message)}\n`);
  }
  return unread;
}

async function listRules(invocation: Invocation): Promise<ExitStatus> {
  const targets = readTargets(invocation, Object.keys(ruleListReporters));
  const rows = [...rules, ...scriptProblems]
    .map(({ code, name, category, severity, fix }) => ({ code, name, category, severity, fix }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return writeReports(invocation, targets, ruleListReporters, rows);
}

async function findPaths({ host, arguments: given }: Invocation): Promise<readonly string[]> {
  if (given.includes('-')) {
    if (given.length > 1) throw new UsageError('- (standard input) stands alone: name either it or files.');
    return given;
  }
  return findNamedFiles(host, given.length === 0 ? ['.'] : given, scriptFiles);
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
