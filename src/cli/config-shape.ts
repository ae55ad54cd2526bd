import { nearestWord } from '../imap/grammar/nearest-word.js';

/** What a value must be: a kind of text, a truth value, a list of texts, named members, or any names with one shape. */
type Shape =
  | 'text'
  | 'truth'
  | 'texts'
  | 'text or texts'
  | { readonly choices: readonly string[] }
  | { readonly members: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
  | { readonly each: Shape };

const severityShape: Shape = { choices: ['error', 'warning', 'note', 'off'] };
const serverShape: Shape = {
  members: {
    url: 'text',
    user: 'text',
    ca: 'text',
    insecure: 'truth',
    serverName: 'text',
    tlsMin: { choices: ['1.0', '1.1', '1.2', '1.3'] },
    cert: 'text',
    key: 'text',
    fingerprint: 'text',
    proxy: 'text',
    profile: 'text',
    mailboxPrefix: 'text',
    watch: 'truth',
  },
  required: ['url'],
};
const userShape: Shape = { members: { login: 'text', passwordFile: 'text', passwordVariable: 'text' } };
const lintChoices: Readonly<Record<string, Shape>> = {
  for: 'texts',
  revision: { choices: ['rfc3501', 'rfc9051', 'both'] },
  rules: { each: severityShape },
};
const configShape: Shape = {
  members: {
    $schema: 'text',
    server: 'text',
    servers: { each: serverShape },
    users: { each: userShape },
    variables: { each: 'text' },
    extends: 'text or texts',
    lint: { members: { ...lintChoices, folders: { each: { members: lintChoices } } } },
  },
};

/** What is wrong with the content of a configuration, each in one sentence; nothing when it can be taken for a `Config`. */
export function checkConfigShape(value: unknown): string[] {
  return checkShape(value, configShape, '');
}

function checkShape(value: unknown, shape: Shape, at: string): string[] {
  const place = at === '' ? 'the file' : at;
  if (shape === 'text') return typeof value === 'string' ? [] : [`${place}: expected a text in quotes.`];
  if (shape === 'truth') return typeof value === 'boolean' ? [] : [`${place}: expected true or false.`];
  if (shape === 'texts') return isTexts(value) ? [] : [`${place}: expected a list of texts.`];
  if (shape === 'text or texts')
    return typeof value === 'string' || isTexts(value)
      ? []
      : [`${place}: expected a text in quotes, or a list of them.`];
  if ('choices' in shape) {
    const isChoice = typeof value === 'string' && shape.choices.includes(value);
    return isChoice ? [] : [`${place}: expected one of ${shape.choices.join(', ')}.`];
  }
  if (!isRecord(value)) return [`${place}: expected { … }.`];
  if ('each' in shape) {
    return Object.entries(value).flatMap(([key, member]) =>
      checkShape(member, shape.each, memberName(at, key)),
    );
  }
  const missing = (shape.required ?? []).filter((key) => !(key in value));
  return [
    ...missing.map((key) => `${place}: missing "${key}".`),
    ...Object.entries(value).flatMap(([key, member]) => checkMember(key, member, shape.members, at)),
  ];
}

function checkMember(
  key: string,
  member: unknown,
  members: Readonly<Record<string, Shape>>,
  at: string,
): string[] {
  const shape = Object.hasOwn(members, key) ? members[key] : undefined;
  if (shape !== undefined) return checkShape(member, shape, memberName(at, key));
  const near = nearestWord(key, Object.keys(members));
  const offer = near ? `did you mean "${near}"?` : `expected one of ${Object.keys(members).join(', ')}.`;
  return [`Unknown key "${memberName(at, key)}": ${offer}`];
}

function memberName(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}
