import { readFile } from 'node:fs/promises';
import { nearestWord } from '../../imap/grammar/nearest-word.js';
import { type CommandDefinition, commands } from '../../imap/registry.js';
import { findResponseCode, type ResponseCodeDefinition, responseCodes } from '../../imap/response-code.js';
import { explainServerLine } from '../../imap/server-message.js';
import { rules } from '../../lint/rules/index.js';
import type { Look } from '../../report/look.js';
import { scriptProblems } from '../../script/problem.js';
import { encodeUtf8, visible } from '../../text/octets.js';
import type { Command } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { UsageError } from '../usage-error.js';

/** `tagline explain`: a rule, a command, a response code, or a line that a server said. */
export const command: Command = async ({ output, arguments: words }) => {
  const thing = encodeUtf8(words.join(' ').trim());
  const explained =
    (await explainRule(thing)) ??
    (await explainScriptProblem(thing)) ??
    explainCommand(thing, output.look) ??
    explainCode(thing, output.look) ??
    explainServerLine(thing);
  if (explained === undefined) throw unknownThing(thing);
  await output.write(`${explained.trim()}\n`);
  return ExitStatus.fine;
};

/** The rule's page, out of the book of rules that is installed beside the program. */
async function explainRule(thing: string): Promise<string | undefined> {
  const rule = rules.find(({ code, name }) => code === thing.toUpperCase() || name === thing.toLowerCase());
  if (!rule) return undefined;
  const book = await readFile(new URL('../../docs/rules.md', import.meta.url), 'utf8');
  const pages = book.split(/^(?=## )/m);
  return pages.find((page) => page.startsWith(`## ${rule.code} `));
}

/** What the language's own page says of it. */
async function explainScriptProblem(thing: string): Promise<string | undefined> {
  const problem = scriptProblems.find(
    ({ code, name }) => code === thing.toUpperCase() || name === thing.toLowerCase(),
  );
  if (!problem) return undefined;
  const { code, name, severity, category } = problem;
  const language = await readFile(new URL('../../docs/language.md', import.meta.url), 'utf8');
  const row = language.split('\n').find((line) => line.startsWith(`| ${code} |`));
  const meaning = row?.split('|')[3]?.trim() ?? '';
  return `## ${code} ${name}\n\n${severity} · ${category}\n\n${meaning}`;
}

function explainCommand(thing: string, look: Look): string | undefined {
  const found = commands.filter(({ name }) => name === thing.toUpperCase());
  return found.length === 0 ? undefined : found.map((row) => describeCommand(row, look)).join('\n\n');
}

function describeCommand(row: CommandDefinition, look: Look): string {
  const states = row.states
    .map((state) => (state === 'selected' ? 'with a mailbox selected' : state))
    .join(', ');
  return [
    look.paint('strong', row.syntax),
    `  state       ${states}`,
    `  capability  ${row.capability ?? 'none: every server has it'}${row.inRev2 && row.capability ? ', or IMAP4rev2' : ''}`,
    `  section     ${row.section}`,
  ].join('\n');
}

function explainCode(thing: string, look: Look): string | undefined {
  const found = findResponseCode(thing.replace(/^\[|\]$/g, '').split(' ')[0] ?? '');
  return found && describeCode(found, look);
}

function describeCode(code: ResponseCodeDefinition, look: Look): string {
  const head = look.paint('strong', `[${code.name}${code.arguments === '' ? '' : ` …`}]`);
  return [
    `${head}   ${code.source}`,
    `  ${code.meaning}`,
    ...(code.advice === '' ? [] : [`  ${code.advice}`]),
  ].join('\n');
}

function unknownThing(thing: string): UsageError {
  const names = [
    ...rules.flatMap(({ code, name }) => [code, name]),
    ...commands.map(({ name }) => name),
    ...responseCodes.map(({ name }) => name),
  ];
  const near = nearestWord(thing, names);
  const offer = near
    ? `did you mean ${near}?`
    : 'expected a rule (T001), a command, a response code or a line of a server.';
  return new UsageError(`Nothing is known of "${visible(thing.slice(0, 80))}": ${offer}`);
}
