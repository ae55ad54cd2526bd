import { readFile } from 'node:fs/promises';
import { type CapabilityDefinition, capabilities, findCapability } from '../../imap/capability.js';
import { nearestWord } from '../../imap/grammar/nearest-word.js';
import { type CommandDefinition, commands } from '../../imap/registry.js';
import { parseResponse } from '../../imap/response.js';
import { findResponseCode, type ResponseCodeDefinition, responseCodes } from '../../imap/response-code.js';
import { findResponse } from '../../imap/response-registry.js';
import { findResponseProblem, type ResponseProblem } from '../../imap/server-line.js';
import { explainServerLine } from '../../imap/server-message.js';
import { rules } from '../../lint/rules/index.js';
import type { Look } from '../../report/look.js';
import { scriptProblems } from '../../script/problem.js';
import { capabilitiesIn } from '../../session/capabilities.js';
import { encodeUtf8, type Octets, visible } from '../../text/octets.js';
import type { Command } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { UsageError } from '../usage-error.js';

/** `tagline explain`: a rule, a command, a capability, a response code, or a line that a server said. */
export const command: Command = async ({ output, arguments: words }) => {
  const thing = encodeUtf8(words.join(' ').trim());
  const explained =
    (await explainRule(thing)) ??
    (await explainScriptProblem(thing)) ??
    explainWord(thing, output.look) ??
    explainResponseLine(encodeUtf8(words.join(' ')), output.look);
  if (explained === undefined) throw unknownThing(thing);
  await output.write(`${explained.trim()}\n`);
  return ExitStatus.fine;
};

/** The rule's page, out of the book of rules that is installed beside the program, which is in `dist`. */
async function explainRule(thing: string): Promise<string | undefined> {
  const rule = rules.find(({ code, name }) => code === thing.toUpperCase() || name === thing);
  if (!rule) return undefined;
  const book = await readFile(new URL('../docs/rules.md', import.meta.url), 'utf8');
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
  const language = await readFile(new URL('../docs/language.md', import.meta.url), 'utf8');
  const row = language.split('\n').find((line) => line.startsWith(`| ${code} |`));
  const meaning = row?.split('|')[3]?.trim() ?? '';
  return `## ${code} ${name}\n\n${severity} · ${category}\n\n${meaning}`;
}

/** A word may be several things: IDLE is a command and a capability. */
function explainWord(thing: string, look: Look): string | undefined {
  const meanings = [explainCommand(thing, look), explainCapability(thing, look), explainCode(thing, look)];
  return meanings.filter(Boolean).join('\n\n') || undefined;
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

function explainCapability(thing: string, look: Look): string | undefined {
  const found = findCapability(thing);
  return found && describeCapability(thing, found, look);
}

function describeCapability(word: string, { name, source, meaning }: CapabilityDefinition, look: Look) {
  const isFamily = /[=-]$/.test(name);
  const head = look.paint('strong', isFamily ? visible(word) : name);
  return `${head}   capability, ${source}\n  ${meaning}`;
}

/** What a server says it can do, word by word: its CAPABILITY response, or a code such as that of a greeting. */
function explainCapabilities(line: string, look: Look): string | undefined {
  const words = [...(capabilitiesIn(parseResponse(`${line}\r\n`)) ?? [])];
  if (words.length === 0) return undefined;
  return words
    .map((word) => explainCapability(word, look) ?? `${look.paint('strong', visible(word))}   not known`)
    .join('\n');
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

/** What a line of a server is, where it is none, and what is known of its words. */
function explainResponseLine(pasted: Octets, look: Look): string | undefined {
  const line = pasted.replace(/^S: /, '');
  const response = parseResponse(`${line}\r\n`);
  const isResponse = /^[*+]/.test(line) || response.kind === 'tagged';
  const isWhole = !/\{\d+\}$/.test(line);
  const problem = isResponse && isWhole ? findResponseProblem([{ text: line }]) : undefined;
  const [, name = ''] = /^\* (?:\d+ )?([A-Z]+)(?= |$)/i.exec(line) ?? [];
  const definition = response.kind === 'status' ? undefined : findResponse(name);
  const told = [
    ...(problem ? [point(line, problem, look)] : []),
    ...(definition ? [`${look.paint('strong', `* ${definition.syntax}`)}   ${definition.section}`] : []),
    ...[explainCapabilities(line, look) ?? explainServerLine(line) ?? []].flat(),
  ];
  return told.length === 0 ? undefined : told.join('\n');
}

/** The part of the line that is wrong, with carets. */
function point(line: Octets, { span, message }: ResponseProblem, look: Look): string {
  const from = Math.max(0, span.start - 50);
  const before = `${from > 0 ? '…' : ''}${visible(line.slice(from, span.start))}`;
  const found = visible(line.slice(span.start, span.end).slice(0, 40));
  const behind = visible(line.slice(span.end, span.end + 30));
  const carets = '^'.repeat(Math.max(1, cellsOf(found)));
  return `${before}${found}${behind}\n${' '.repeat(cellsOf(before))}${look.paint('error', `${carets} ${message}`)}`;
}

function cellsOf(text: string): number {
  return Array.from(text).length;
}

function unknownThing(thing: string): UsageError {
  const names = [
    ...rules.flatMap(({ code, name }) => [code, name]),
    ...commands.map(({ name }) => name),
    ...capabilities.map(({ name }) => name),
    ...responseCodes.map(({ name }) => name),
  ];
  const near = nearestWord(thing, names);
  const offer = near
    ? `did you mean ${near}?`
    : 'expected a rule (T001), a command, a capability, a response code or a line of a server.';
  return new UsageError(`Nothing is known of "${visible(thing.slice(0, 80))}": ${offer}`);
}
