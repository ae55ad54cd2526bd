import type { Mismatch } from '../match/mismatch.js';
import type { Failure, Outcome, RunResult, ScriptResult, StepResult } from '../replay/result.js';
import { element, escapeXml } from './xml.js';

/** JUnit's XML: a suite a script, a case a step. */
export function runToJunit(result: RunResult): string {
  const suites = result.scripts.map((script) => suiteOf(script, result));
  const root = element('testsuites', { name: 'tagline', time: seconds(result.milliseconds) }, suites);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function suiteOf(script: ScriptResult, { startedAt, server }: RunResult): string {
  const cases = casesOf(script);
  const count = (kind: Outcome['kind']) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  const attributes = {
    name: script.path,
    tests: cases.length,
    failures: count('failed'),
    errors: count('errored'),
    skipped: count('skipped'),
    time: seconds(script.milliseconds),
    timestamp: startedAt.replace(/\.\d+Z$/, ''),
    hostname: server,
  };
  return element(
    'testsuite',
    attributes,
    cases.map((step) => caseOf(script, step)),
  );
}

type Case = Pick<StepResult, 'line' | 'title' | 'outcome' | 'milliseconds'>;

/** A script that got nowhere is a case itself, so that its reason is seen. */
function casesOf(script: ScriptResult): readonly Case[] {
  const isTold = script.steps.some(({ outcome }) => outcome.kind === script.outcome.kind);
  if (isTold && script.outcome.kind !== 'skipped') return script.steps;
  return [
    { line: 1, title: 'script', outcome: script.outcome, milliseconds: script.milliseconds },
    ...script.steps,
  ];
}

function caseOf({ path }: ScriptResult, { line, title, outcome, milliseconds }: Case): string {
  const name = line === 0 ? title : `${line}: ${title}`;
  return element('testcase', { name, classname: path, time: seconds(milliseconds) }, verdictOf(outcome));
}

function verdictOf(outcome: Outcome): string[] {
  switch (outcome.kind) {
    case 'passed':
      return [];
    case 'skipped':
      return [element('skipped', { message: outcome.reason })];
    case 'errored':
      return [element('error', { type: outcome.failure.kind, message: messageOf(outcome.failure) })];
    case 'failed': {
      const failing = outcome.mismatches.filter(({ fails }) => fails);
      const message = failing.map((mismatch) => mismatch.message).join('; ');
      const text = failing.map(describeMismatch).join('\n');
      return [element('failure', { type: failing[0]?.class, message }, [escapeXml(text)])];
    }
  }
}

/** A mismatch as lines of text, for formats without colours. */
export function describeMismatch({ class: kind, message, expected, actual }: Mismatch): string {
  const place = expected?.place ? ` (${expected.place.path}:${expected.place.line})` : '';
  const rows = [`${kind}: ${message}`];
  if (expected) rows.push(`- ${expected.text}${place}`);
  if (actual) rows.push(`+ ${actual.text}`);
  return rows.join('\n');
}

/** A failure in a line. */
export function messageOf(failure: Failure): string {
  if (failure.kind === 'script') return `line ${failure.line}, column ${failure.column}: ${failure.message}`;
  return `${failure.code}: ${failure.message} ${failure.hint}`.trim();
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
