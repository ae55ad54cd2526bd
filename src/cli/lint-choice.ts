import { dirname, resolve } from 'node:path';
import { dialects } from '../imap/dialects/index.js';
import { nearestWord } from '../imap/grammar/nearest-word.js';
import type { LintOptions } from '../lint/linter.js';
import { rules } from '../lint/rules/index.js';
import { scriptProblems } from '../script/problem.js';
import { type Config, type LintChoices, mergeChoices } from './config.js';
import { UsageError } from './usage-error.js';

/**
 * How each file is linted: as the configuration says, as it says of the folders around the file (the nearest wins), and as
 * `asked` on the command line. Names that nobody knows are UsageErrors.
 */
export function createLintChoice(
  cwd: string,
  { lint }: Pick<Config, 'lint'>,
  asked: LintChoices = {},
): (path: string) => LintOptions {
  const { folders = {}, ...everywhere } = lint;
  for (const choices of [asked, everywhere, ...Object.values(folders)]) checkNames(choices);
  const byFolder = new Map<string, LintOptions>();
  const choose = (path: string): LintOptions => {
    const around = pathsAround(path).flatMap((one) => folders[one] ?? []);
    return optionsOf([everywhere, ...around, asked].reduce(mergeChoices));
  };
  return (path) => {
    const file = resolve(cwd, path);
    if (folders[file]) return choose(file);
    const folder = dirname(file);
    const known = byFolder.get(folder) ?? choose(folder);
    byFolder.set(folder, known);
    return known;
  };
}

/** The root first, the path itself last. */
function pathsAround(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...pathsAround(parent), path];
}

function optionsOf({ rules: severities, ...choices }: LintChoices): LintOptions {
  return severities ? { ...choices, severities } : choices;
}

const knownRules = [...rules, ...scriptProblems].flatMap(({ code, name }) => [code, name]);

function checkNames({ for: servers = [], rules: severities = {} }: LintChoices): void {
  for (const id of servers) {
    const knownServers = dialects.map((dialect) => dialect.id);
    if (knownServers.includes(id)) continue;
    const near = nearestWord(id, knownServers);
    throw new UsageError(
      `Unknown server "${id}": ${near ? `did you mean ${near}?` : `expected ${knownServers.join(', ')}.`}`,
    );
  }
  for (const rule of Object.keys(severities)) {
    if (knownRules.includes(rule)) continue;
    const near = nearestWord(rule, knownRules);
    throw new UsageError(
      `Unknown rule "${rule}" in the configuration: ${near ? `did you mean ${near}?` : 'tagline lint --list-rules shows them all.'}`,
    );
  }
}
