import type { CommandOptions } from '../imap/command.js';
import { createValueRedactor } from '../imap/redact.js';
import type { ScriptStream } from '../script/ast.js';
import { findSecrets } from '../script/secrets.js';
import type { Diagnostic, Severity } from '../text/diagnostic.js';
import { encodeUtf8, type Octets, upperAscii, visible } from '../text/octets.js';
import { obey } from './overtyping.js';
import { rules } from './rules/index.js';
import { reportUnused } from './rules/unused-ignore.js';
import { type Problem, runRules } from './run.js';
import { findSuppressions } from './suppressions.js';
import { surveyText } from './survey.js';

/** RFC 3501 is IMAP4rev1, RFC 9051 IMAP4rev2. */
export type Revision = NonNullable<CommandOptions['dialect']>;

export interface LintOptions {
  /** The dialects whose answers are shown, by id, such as `dovecot`; by default the two that tell most. */
  readonly for?: readonly string[];
  /** Whose grammar commands have to follow; either's unless told. */
  readonly revision?: Revision;
  /** Another severity for a rule, by code or name; `off` leaves it out. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** What is wrong in a script or transcript, in the order of the file: the parser's problems and the rules' findings. */
export function lintScript(script: ScriptStream, options: LintOptions = {}): readonly Diagnostic[] {
  const found = findProblems(script, options).map((problem) => problem.diagnostic);
  return found.length === 0 ? found : hideSecrets(found, script);
}

/** No rule means to repeat a password; where the words of a line are quoted, one may be among them. */
function hideSecrets(found: readonly Diagnostic[], script: ScriptStream): readonly Diagnostic[] {
  const secrets = findSecrets(script).map(({ start, end }) => script.source.text.slice(start, end));
  if (secrets.length === 0) return found;
  const redact = createValueRedactor(secrets.flatMap(writtenForms));
  const hide = (text: string) => Buffer.from(redact(encodeUtf8(text)), 'latin1').toString('utf8');
  return found.map((diagnostic) => ({
    ...diagnostic,
    message: hide(diagnostic.message),
    details: diagnostic.details.map(hide),
    answers: diagnostic.answers.map((said) => ({ ...said, answer: redact(said.answer) })),
    ...(diagnostic.fix && { fix: { ...diagnostic.fix, title: hide(diagnostic.fix.title) } }),
  }));
}

/** As it stands, as it is shown, as it was meant, and as servers repeat what they take for a command. */
function writtenForms(secret: Octets): Octets[] {
  const meant = obey(secret);
  return [secret, encodeUtf8(visible(secret)), meant, upperAscii(meant)];
}

const ruleNames = rules.flatMap(({ code, name }) => [code, name]);

/** As `lintScript`, with what a fixer has to know. */
export function findProblems(script: ScriptStream, options: LintOptions): readonly Problem[] {
  const survey = surveyText(script.source.text);
  const told = runRules(script, rules, survey, options);
  const parsed = script.problems.map((diagnostic) => ({ diagnostic, isMeant: false }));
  const found = [...parsed, ...told];
  if (!survey.mayHaveSuppressions) return weighAll(found, options);
  const suppressions = findSuppressions(script);
  const kept = found.filter((problem) => !suppressions.covers(problem.diagnostic));
  const unused = reportUnused(suppressions.unused(), ruleNames).map((diagnostic) => ({
    diagnostic,
    isMeant: false,
  }));
  return weighAll([...kept, ...unused], options);
}

function weighAll(problems: readonly Problem[], options: LintOptions): Problem[] {
  return problems.flatMap((problem) => weigh(problem, options)).toSorted(byPlace);
}

/** With the severity that was asked for; gone when that is `off`. A rule that is off still keeps others from its fault. */
function weigh(problem: Problem, { severities }: LintOptions): Problem[] {
  const { diagnostic, isMeant } = problem;
  const severity = severities?.[diagnostic.code] ?? severities?.[diagnostic.name];
  if (severity === 'off') return [];
  return severity && !isMeant ? [{ isMeant, diagnostic: { ...diagnostic, severity } }] : [problem];
}

function byPlace(a: Problem, b: Problem): number {
  return a.diagnostic.span.start - b.diagnostic.span.start || a.diagnostic.span.end - b.diagnostic.span.end;
}
