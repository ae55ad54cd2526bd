import { nearestWord } from '../imap/grammar/nearest-word.js';
import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { type DirectiveBody, type MismatchClass, matchModes, type RequiredCapability } from './ast.js';
import { ownServers } from './own-servers.js';
import { createProblem, quote } from './problem.js';

/** A word of a directive's arguments and where it stands in the source. */
interface Word {
  readonly text: Octets;
  readonly span: Span;
}

interface Arguments {
  readonly words: readonly Word[];
  /** What follows the directive's word, without blanks around it. */
  readonly rest: Word;
}

type Named<Name extends string> = Extract<DirectiveBody, { readonly name: Name }>;
type DirectiveName = Exclude<DirectiveBody['name'], 'invalid'>;

/** One directive: how it is written, for messages, and how its arguments are read. */
interface Row<Name extends DirectiveName> {
  readonly usage: string;
  read(given: Arguments): Named<Name> | Refusal;
}

/** Why arguments are not accepted, and which of them. */
interface Refusal {
  readonly refused: Word | undefined;
  readonly message?: string;
}

const mismatchClasses = [
  'status',
  'missing',
  'unexpected',
  'value',
  'order',
  'text',
] as const satisfies readonly MismatchClass[];

/** Every directive of the language (docs/language.md, "Directives"). */
const directives: { readonly [Name in DirectiveName]: Row<Name> } = {
  server: { usage: '%server imaps://host:993', read: readServer },
  require: { usage: '%require MOVE !LITERAL+', read: readRequire },
  login: { usage: '%login or %login NAME', read: readLogin },
  on: { usage: '%on NAME or %on NAME user=WHO', read: readOn },
  include: {
    usage: '%include setup.imap',
    read: ({ rest }) => (rest.text === '' ? missing : { name: 'include', path: rest.text }),
  },
  cleanup: { usage: '%cleanup', read: alone('cleanup') },
  set: { usage: '%set name = value', read: readSet },
  match: { usage: '%match exact, %match data or %match caseless', read: readMatch },
  extra: { usage: '%extra allow or %extra deny', read: readExtra },
  ignore: { usage: '%ignore text', read: (given) => readClasses('ignore', given) },
  strict: { usage: '%strict text order', read: (given) => readClasses('strict', given) },
  pipeline: { usage: '%pipeline', read: alone('pipeline') },
  end: { usage: '%end', read: alone('end') },
  timeout: { usage: '%timeout 20s', read: (given) => readDuration('timeout', given) },
  wait: { usage: '%wait 500ms', read: (given) => readDuration('wait', given) },
  closed: { usage: '%closed', read: alone('closed') },
  mailbox: { usage: '%mailbox NAME from FILE', read: readMailbox },
  dialect: { usage: '%dialect rfc3501, %dialect rfc9051 or %dialect both', read: readDialect },
};

const directiveNames = Object.keys(directives);

export interface ReadDirective {
  readonly word: Span;
  readonly body: DirectiveBody;
  readonly problem?: Diagnostic;
}

/** Reads a directive line; `text` begins with the `%`, which is at `offset` in the source. */
export function readDirective(text: Octets, offset: number): ReadDirective {
  const name = /^%([^ \t]*)/.exec(text)?.[1] ?? '';
  const word = { start: offset + 1, end: offset + 1 + name.length };
  const invalid = (problem: Diagnostic): ReadDirective => {
    return { word, body: { name: 'invalid', message: problem.message }, problem };
  };
  if (!isDirectiveName(name)) return invalid(unknownDirective(name, offset));
  const given = readArguments(text, 1 + name.length, offset);
  const body = directives[name].read(given);
  return 'name' in body ? { word, body } : invalid(refuse(name, body, given, word));
}

function isDirectiveName(name: string): name is DirectiveName {
  return Object.hasOwn(directives, name);
}

function unknownDirective(name: Octets, offset: number): Diagnostic {
  const span = { start: offset, end: offset + 1 + name.length };
  const near = nearestWord(name, directiveNames);
  const unknown = `Unknown directive "%${quote(name)}".`;
  if (near === undefined) {
    const advice = 'A line that begins with "%" is a directive; to send it, write "C: " before it.';
    return createProblem('directive', span, `${unknown} ${advice}`);
  }
  const fix = { title: `Write %${near}`, safe: false, edits: [{ span, text: `%${near}` }] };
  return createProblem('directive', span, `${unknown} Did you mean "%${near}"?`, { fix });
}

function refuse(name: DirectiveName, refusal: Refusal, given: Arguments, word: Span): Diagnostic {
  const { refused, message } = refusal;
  const expected = message ?? `Expected ${directives[name].usage}.`;
  if (refused)
    return createProblem('arguments', refused.span, `Invalid "${quote(refused.text)}". ${expected}`);
  const span = given.rest.text === '' ? { start: word.start - 1, end: word.end } : given.rest.span;
  return createProblem('arguments', span, expected);
}

function readArguments(text: Octets, from: number, offset: number): Arguments {
  const words = [...text.slice(from).matchAll(/[^ \t]+/g)].map((match): Word => {
    const start = offset + from + match.index;
    return { text: match[0], span: { start, end: start + match[0].length } };
  });
  const start = words[0]?.span.start ?? offset + text.length;
  const end = words.at(-1)?.span.end ?? start;
  return { words, rest: { text: text.slice(start - offset, end - offset), span: { start, end } } };
}

const missing: Refusal = { refused: undefined };

function alone<Name extends 'cleanup' | 'pipeline' | 'end' | 'closed'>(name: Name) {
  return ({ words, rest }: Arguments): { readonly name: Name } | Refusal =>
    words.length === 0 ? { name } : { refused: rest, message: `Expected nothing after %${name}.` };
}

function readServer({ words: [url, more] }: Arguments): Named<'server'> | Refusal {
  if (!url) return missing;
  if (more) return { refused: more };
  if (isServer.test(url.text)) return { name: 'server', url: url.text };
  return {
    refused: { ...url, text: schemeOf(url.text) },
    message: `Expected imap://, imap+starttls:// or imaps:// and a host, or ${ownServers.slice(0, -1).join(', ')} or ${ownServers.at(-1)}.`,
  };
}

/** A URL (RFC 5092), a server that is built in or started for the run, or what a variable says. */
const isServer = new RegExp(`^(?:imaps?://|imap\\+starttls://|\\$\\{|(?:${ownServers.join('|')})$)`, 'i');

/** What stands before a colon: behind it may be a password. */
function schemeOf(url: Octets): Octets {
  const colon = url.indexOf(':');
  return colon === -1 ? url : url.slice(0, colon + 1);
}

function readRequire({ words }: Arguments): Named<'require'> | Refusal {
  const capabilities = words.map(({ text }): RequiredCapability => {
    const absent = text.startsWith('!');
    return { capability: absent ? text.slice(1) : text, absent };
  });
  const empty = capabilities.findIndex(({ capability }) => capability === '');
  if (empty !== -1) return { refused: words[empty], message: 'Expected a capability directly after "!".' };
  return capabilities.length === 0 ? missing : { name: 'require', capabilities };
}

function readLogin({ words: [user, more] }: Arguments): Named<'login'> | Refusal {
  return more ? { refused: more } : { name: 'login', user: user?.text };
}

function readOn({ words: [connection, user, more] }: Arguments): Named<'on'> | Refusal {
  if (!connection) return missing;
  if (more) return { refused: more };
  if (user && !/^user=./.test(user.text)) return { refused: user, message: 'Expected user=WHO.' };
  const name = connection.text === 'main' ? '' : connection.text;
  return { name: 'on', connection: name, user: user?.text.slice('user='.length) };
}

function readSet({ rest }: Arguments): Named<'set'> | Refusal {
  const [head, variable = '', value = ''] = /^([^ \t=]*)[ \t]*=[ \t]*(.*)$/s.exec(rest.text) ?? [];
  if (head === undefined) return { refused: undefined };
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable) && variable !== '_') return { name: 'set', variable, value };
  const span = { start: rest.span.start, end: rest.span.start + variable.length };
  return {
    refused: { text: variable, span },
    message: 'Expected a name of letters, digits and "_" before the "=".',
  };
}

function readMatch({ words: [mode, more] }: Arguments): Named<'match'> | Refusal {
  const found = matchModes.find((name) => name === mode?.text);
  if (!found) return { refused: mode };
  return more ? { refused: more } : { name: 'match', mode: found };
}

function readExtra({ words: [mode, more] }: Arguments): Named<'extra'> | Refusal {
  if (mode?.text === 'allow' || mode?.text === 'deny')
    return more ? { refused: more } : { name: 'extra', mode: mode.text };
  return { refused: mode };
}

function readDialect({ words: [dialect, more] }: Arguments): Named<'dialect'> | Refusal {
  const given = dialect?.text;
  if (given === 'rfc3501' || given === 'rfc9051' || given === 'both')
    return more ? { refused: more } : { name: 'dialect', dialect: given };
  return { refused: dialect };
}

function readClasses<Name extends 'ignore' | 'strict'>(
  name: Name,
  { words }: Arguments,
): { readonly name: Name; readonly classes: readonly MismatchClass[] } | Refusal {
  const classes: MismatchClass[] = [];
  for (const word of words.flatMap(splitAtCommas)) {
    const known = mismatchClasses.find((one) => one === word.text);
    if (!known) return { refused: word, message: expectedClass(word.text) };
    classes.push(known);
  }
  return classes.length === 0 ? missing : { name, classes };
}

function expectedClass(text: Octets): string {
  const near = nearestWord(text, mismatchClasses);
  return near ? `Expected "${near}".` : `Expected ${mismatchClasses.join(', ')}.`;
}

function splitAtCommas(word: Word): Word[] {
  return [...word.text.matchAll(/[^,]+/g)].map((match) => {
    const start = word.span.start + match.index;
    return { text: match[0], span: { start, end: start + match[0].length } };
  });
}

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000 };
/** Timers count no further: 2^31 - 1 ms. */
const longest = 2_147_483_647;

function readDuration<Name extends 'timeout' | 'wait'>(
  name: Name,
  { words: [duration, more] }: Arguments,
): { readonly name: Name; readonly milliseconds: number } | Refusal {
  if (!duration) return missing;
  if (more) return { refused: more };
  const [, number, unit = ''] = /^(\d{1,10}(?:\.\d{1,6})?)(ms|s|m|min)$/.exec(duration.text) ?? [];
  const time = Number(number) * (milliseconds[unit] ?? 0);
  if (number === undefined || time > longest)
    return { refused: duration, message: 'Expected a number and its unit, such as 500ms, 20s or 2m.' };
  return { name, milliseconds: Math.round(time) };
}

function readMailbox({ words, rest }: Arguments): Named<'mailbox'> | Refusal {
  const from = words.findIndex(({ text }, index) => index > 0 && text === 'from');
  const before = words[from - 1];
  const path = words[from + 1];
  if (!before || !path) return missing;
  const cut = (start: number, end: number) => rest.text.slice(start - rest.span.start, end - rest.span.start);
  return {
    name: 'mailbox',
    mailbox: cut(rest.span.start, before.span.end),
    path: cut(path.span.start, rest.span.end),
  };
}
