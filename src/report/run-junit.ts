import {
  type Attempt,
  isFlaky,
  type Outcome,
  type RunResult,
  type ScriptResult,
  type StepResult,
} from '../replay/result.js';
import { describeAttempt, describeCause, describeFailing, knownAnswers, messageOf } from './describe.js';
import { element, escapeXml } from './xml.js';

/**
 * JUnit's XML: a suite a script, a case a step. What was tried again is said as Maven's Surefire says it: `flakyFailure`
 * or `flakyError` where it passed in the end, `rerunFailure` or `rerunError` where it did not. Nothing is in it that the
 * schema of Jenkins' xUnit plugin (junit-10.xsd) does not have: that refuses a report for one attribute more.
 */
export function runToJunit(result: RunResult): string {
  const suites = result.scripts.map((script) => suiteOf(script, result));
  const outcomes = result.scripts.flatMap(casesOf).map(({ outcome }) => outcome.kind);
  const attributes = {
    name: 'tagline',
    tests: outcomes.length,
    failures: outcomes.filter((kind) => kind === 'failed').length,
    errors: outcomes.filter((kind) => kind === 'errored').length,
    time: seconds(result.milliseconds),
  };
  const root = element('testsuites', attributes, suites);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function suiteOf(script: ScriptResult, { startedAt, server }: RunResult): string {
  const cases = casesOf(script);
  const telling = cases.find(({ outcome }) => outcome.kind === script.outcome.kind);
  const count = (kind: Outcome['kind']) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  const attributes = {
    name: script.path,
    tests: cases.length,
    failures: count('failed'),
    errors: count('errored'),
    skipped: count('skipped'),
    time: seconds(script.milliseconds),
    timestamp: startedAt.replace(/\.\d+Z$/, ''),
    hostname: server === '' ? undefined : server,
    file: script.path,
  };
  return element(
    'testsuite',
    attributes,
    cases.map((step) => caseOf(script.path, step, step === telling ? earlierOf(script) : [])),
  );
}

type Case = Pick<StepResult, 'line' | 'title' | 'outcome' | 'milliseconds' | 'cause' | 'exchange'>;

/** A script that got nowhere is a case itself, so that its reason is seen, and so is one that is flaky. */
function casesOf(script: ScriptResult): readonly Case[] {
  const isTold = script.steps.some(({ outcome }) => outcome.kind === script.outcome.kind);
  if (isTold && script.outcome.kind !== 'skipped' && !isFlaky(script)) return script.steps;
  return [
    { line: 1, title: 'script', outcome: script.outcome, milliseconds: script.milliseconds, exchange: [] },
    ...script.steps,
  ];
}

function caseOf(path: string, step: Case, earlier: readonly string[]): string {
  const { line, title, milliseconds } = step;
  const name = line === 0 ? title : `${line}: ${title}`;
  const attributes = { name, classname: path, time: seconds(milliseconds) };
  return element('testcase', attributes, [...verdictOf(step), ...earlier]);
}

function earlierOf(script: ScriptResult): string[] {
  const { earlier = [] } = script;
  return earlier.map((attempt, index) => {
    const name = `${isFlaky(script) ? 'flaky' : 'rerun'}${attempt.outcome.kind === 'errored' ? 'Error' : 'Failure'}`;
    const message = `attempt ${index + 1} of ${earlier.length + 1}`;
    const told = element('stackTrace', {}, [escapeXml(describeAttempt(attempt))]);
    return element(name, { type: kindOf(attempt), message }, [told]);
  });
}

function kindOf({ outcome }: Attempt): string {
  if (outcome.kind === 'errored') return outcome.failure.kind;
  if (outcome.kind !== 'failed') return outcome.kind;
  return outcome.mismatches.find(({ fails }) => fails)?.class ?? 'failed';
}

function verdictOf({ outcome, cause, exchange }: Case): string[] {
  switch (outcome.kind) {
    case 'passed':
      return [];
    case 'skipped':
      return [element('skipped', { message: outcome.reason })];
    case 'errored':
      return [element('error', { type: outcome.failure.kind, message: messageOf(outcome.failure) })];
    case 'failed': {
      const failing = outcome.mismatches.filter(({ fails }) => fails);
      const why = cause ? [describeCause(cause)] : [];
      const message = [...why, ...failing.map((mismatch) => mismatch.message)].join('; ');
      const known = cause ? [] : knownAnswers({ exchange });
      const text = [...describeFailing(failing), ...known].join('\n');
      return [element('failure', { type: failing[0]?.class, message }, [escapeXml(text)])];
    }
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
