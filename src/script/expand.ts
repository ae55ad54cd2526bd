import { astringChar, isAll } from '../imap/chars.js';
import { nearestWord } from '../imap/grammar/nearest-word.js';
import type { Diagnostic } from '../text/diagnostic.js';
import { isAscii, type Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { type Placeholder, parseTemplate, type TemplatePart } from './placeholder.js';
import { createProblem, type ProblemKind, quote } from './problem.js';

/** A variable's value, as it would be typed. */
export interface Variable {
  readonly octets: Octets;
  /** Never shown, saved or recorded. */
  readonly secret: boolean;
}

/** Where `fillTemplate` finds values. */
export interface Variables {
  /** `${env:HOME}` is asked for as `env:HOME`. */
  readonly find: (name: Octets) => Variable | undefined;
  /** All names, to offer a near one. */
  readonly names: () => Iterable<Octets>;
}

/** What the filled text becomes part of: in a literal's content line ends are harmless, because octets are counted. */
export type Destination = 'line' | 'literal' | 'literal8';

export type Filled = FilledText | FillProblem;

export interface FilledText {
  readonly kind: 'filled';
  readonly octets: Octets;
  /** The ranges of `octets` that are secret. */
  readonly secrets: readonly Span[];
  /** The ranges of `octets` that must be sent as literals: values of `${…:astring}` that no quoted string can hold. */
  readonly literals: readonly Span[];
}

export interface FillProblem {
  readonly kind: 'problem';
  readonly problem: Diagnostic;
}

/** Fills in the variables of a text that the client sends (docs/language.md, "Variables"). The first problem ends it. */
export function fillTemplate(
  template: Octets | readonly TemplatePart[],
  variables: Variables,
  destination: Destination = 'line',
): Filled {
  const parts = typeof template === 'string' ? parseTemplate(template).parts : template;
  const secrets: Span[] = [];
  const literals: Span[] = [];
  let octets = '';
  for (const part of parts) {
    if (part.kind === 'text') {
      octets += part.text;
      continue;
    }
    const value = fillPlaceholder(part, variables, destination);
    if ('problem' in value) return { kind: 'problem', problem: value.problem };
    const span = { start: octets.length, end: octets.length + value.octets.length };
    if (value.secret) secrets.push(span);
    if (value.literal) literals.push(span);
    octets += value.octets;
  }
  return { kind: 'filled', octets, secrets, literals };
}

type Value = { readonly octets: Octets; readonly secret: boolean; readonly literal?: boolean };
type Refused = { readonly problem: Diagnostic };

function fillPlaceholder(
  placeholder: Placeholder,
  variables: Variables,
  destination: Destination,
): Value | Refused {
  const { form } = placeholder;
  switch (form.kind) {
    case 'name': {
      const value = findValue(placeholder, form.name, variables, destination);
      return 'problem' in value || form.type.kind !== 'astring' || destination !== 'line'
        ? value
        : asAstring(value);
    }
    case 'environment':
      return findValue(placeholder, `env:${form.name}`, variables, destination);
    case 'offset':
      return addOffset(placeholder, findValue(placeholder, form.name, variables, destination), form.offset);
    case 'any':
    case 'rest':
    case 'absent':
    case 'optional':
    case 'end':
      return refuse(
        'unsendable',
        placeholder,
        `"${quote(placeholder.raw)}" stands for what a server says. Expected a variable, such as \${name}.`,
      );
    case 'invalid':
      return refuse('placeholder', placeholder, `Invalid placeholder "${quote(placeholder.raw)}".`);
  }
}

function findValue(
  placeholder: Placeholder,
  name: Octets,
  variables: Variables,
  destination: Destination,
): Value | Refused {
  const value = variables.find(name);
  if (!value) return refuse('variable', placeholder, unknownVariable(name, variables));
  const harmful = harmfulIn(destination).exec(value.octets)?.[0];
  if (harmful === undefined) return value;
  return refuse(
    'value',
    placeholder,
    `The value of "${quote(name)}" holds ${nameOf(harmful)}, which cannot be sent here: a value may not end the line.`,
  );
}

function harmfulIn(destination: Destination): RegExp {
  return destination === 'line' ? /[\r\n\0]/ : destination === 'literal' ? /\0/ : /(?!)/;
}

function nameOf(octet: Octets): string {
  return octet === '\r' ? 'CR' : octet === '\n' ? 'LF' : 'NUL';
}

function unknownVariable(name: Octets, variables: Variables): string {
  return `Unknown variable "${quote(name)}". ${adviceFor(name, variables)}`;
}

function adviceFor(name: Octets, variables: Variables): string {
  const near = nearestWord(name, [...variables.names()]);
  if (near) return `Did you mean "${quote(near)}"?`;
  if (name === 'user') return loginAdvice('');
  if (name === 'password') return loginAdvice(variables.find('user')?.octets ?? '');
  if (name.startsWith('env:')) return 'The environment has none of this name.';
  return `Give it with %set ${quote(name)} = value or --var ${quote(name)}=value.`;
}

/** How a run is told who logs in; `user` is empty where that is not known. */
export function loginAdvice(user: Octets): string {
  return user === ''
    ? 'Say who logs in: the user in the URL of the server, the password in TAGLINE_PASSWORD or --password-file.'
    : `There is no password for "${quote(user)}": give it in TAGLINE_PASSWORD or --password-file, or under "users" in tagline.config.json.`;
}

/** `astring = 1*ASTRING-CHAR / string` — RFC 9051 §9; in a quoted string octets above 0x7F need RFC 6855, so they go as a literal. */
function asAstring(value: Value): Value {
  if (isAll(value.octets, astringChar) && !/^nil$/i.test(value.octets)) return value;
  if (!isAscii(value.octets)) return { ...value, literal: true };
  return { ...value, octets: `"${value.octets.replace(/["\\]/g, '\\$&')}"` };
}

function addOffset(placeholder: Placeholder, value: Value | Refused, offset: number): Value | Refused {
  if ('problem' in value) return value;
  if (!/^\d{1,20}$/.test(value.octets)) {
    const message = `Expected a number of at most 20 digits to add to in "${quote(placeholder.raw)}".`;
    return refuse('value', placeholder, message);
  }
  const sum = BigInt(value.octets) + BigInt(offset);
  return sum < 0n
    ? refuse('value', placeholder, `"${quote(placeholder.raw)}" is less than 0.`)
    : { octets: String(sum), secret: value.secret };
}

function refuse(kind: ProblemKind, { span }: Placeholder, message: string): Refused {
  return { problem: createProblem(kind, span, message) };
}
