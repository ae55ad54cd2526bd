import { explainServerLine } from '../imap/server-message.js';
import type { Failure, ScriptResult, StepResult } from '../replay/result.js';
import { encodeUtf8 } from '../text/octets.js';

/** What was found out about a mailbox: plain data. */
export interface CheckResult {
  readonly rows: readonly CheckRow[];
}

export interface CheckRow {
  readonly name: CheckName;
  readonly verdict: 'good' | 'bad' | 'warning' | 'skipped';
  readonly text: string;
  /** What it means, and what to do. */
  readonly meaning: string;
}

const names = ['name', 'connect', 'TLS', 'greeting', 'login', 'folders', 'INBOX', 'grammar'] as const;
export type CheckName = (typeof names)[number];

/** What was seen of the connection, from outside the session. */
export interface Seen {
  readonly host: string;
  readonly port: number;
  /** `imap` is in the clear. */
  readonly scheme: 'imap' | 'imaps' | 'imap+starttls';
  readonly isThisMachine: boolean;
  /** Empty where the host is an address itself. */
  readonly addresses: readonly string[];
  /** Milliseconds until the connection stood; undefined when it did not. */
  readonly connectedAfter: number | undefined;
  /** `TLSv1.3`; '' in the clear. */
  readonly security: string;
  readonly certificate:
    | { readonly subject: string; readonly issuer: string; readonly daysLeft: number }
    | undefined;
  /** Lines of the server that are not as RFC 9051 and its extensions have them. */
  readonly oddities: readonly { readonly line: string; readonly message: string }[];
  /** Why no login was tried; `isWanted`: somebody is named who was to log in. */
  readonly noLogin: { readonly reason: string; readonly isWanted: boolean } | undefined;
}

/** The lines of the script that is played: which step is what. */
export const checkLines = { login: 1, folders: 2, inbox: 3 } as const;

/** `EXAMINE` changes nothing: no message loses its \\Recent. */
export const checkScript = `%login
c1 LIST "" *
c2 EXAMINE INBOX
c3 LOGOUT
`;

/** Puts together what was seen and what was said, in the order in which a client gets there. */
export function judgeCheck(seen: Seen, result: ScriptResult): CheckResult {
  const found = [
    nameRow(seen, result),
    connectRow(seen, result),
    tlsRow(seen, result),
    greetingRow(seen, result),
    loginRow(seen, result),
    foldersRow(result),
    inboxRow(result),
  ];
  const stop = found.findIndex((row) => row.verdict === 'bad');
  const rows = found.map((row, index) =>
    stop !== -1 && index > stop ? skipped(row.name, 'not reached') : row,
  );
  return { rows: [...rows, ...grammarRows(seen)] };
}

/** Where the server's lines are as they should be there is nothing to say. */
function grammarRows({ oddities }: Seen): CheckRow[] {
  const [first] = oddities;
  if (!first) return [];
  const others = oddities.length - 1;
  const count = others === 0 ? '' : `, and ${others} more`;
  return [row('grammar', 'warning', `${first.line}${count}`, first.message)];
}

function row(name: CheckName, verdict: CheckRow['verdict'], text: string, meaning = ''): CheckRow {
  return { name, verdict, text, meaning };
}

function skipped(name: CheckName, text: string): CheckRow {
  return row(name, 'skipped', text);
}

/** The failure that kept the check from going on, when it is one of these. */
function failureOf(result: ScriptResult, codes: readonly string[]): Failure | undefined {
  if (result.outcome.kind !== 'errored') return undefined;
  const { failure } = result.outcome;
  return failure.kind === 'transport' && codes.includes(failure.code) ? failure : undefined;
}

function bad(name: CheckName, failure: Failure): CheckRow {
  if (failure.kind === 'script') return row(name, 'bad', failure.message);
  return row(name, 'bad', failure.message, failure.hint);
}

function nameRow({ host, addresses }: Seen, result: ScriptResult): CheckRow {
  const failure = failureOf(result, ['name-not-found']);
  if (failure) return bad('name', failure);
  return row(
    'name',
    'good',
    addresses.length === 0 ? `${host} is an address` : `${host} → ${addresses.join(', ')}`,
  );
}

function connectRow({ port, connectedAfter }: Seen, result: ScriptResult): CheckRow {
  const failure = failureOf(result, ['refused', 'unreachable', 'connect-timeout', 'proxy']);
  if (failure) return bad('connect', failure);
  const time = connectedAfter === undefined ? '' : `, ${Math.round(connectedAfter)} ms`;
  return row('connect', 'good', `port ${port}${time}`);
}

/** Fewer days than this are worth a word: renewal has failed, or will be forgotten. */
const fewDays = 14;

function tlsRow(seen: Seen, result: ScriptResult): CheckRow {
  const failure = failureOf(result, ['tls', 'certificate']);
  if (failure) return bad('TLS', failure);
  const upgrade = failedUpgrade(seen, result);
  if (upgrade) return bad('TLS', upgrade);
  const { security, certificate, scheme, isThisMachine } = seen;
  if (scheme === 'imap') {
    if (isThisMachine) return row('TLS', 'good', 'none, and none is needed on this machine');
    const advice = 'Try imaps:// (port 993) or imap+starttls:// (port 143).';
    return row('TLS', 'warning', 'none: whoever is in between reads mail and password', advice);
  }
  if (security === '') return skipped('TLS', 'not reached');
  const version = security.replace(/^TLSv/, '');
  if (!certificate) return row('TLS', 'good', version);
  const { subject, issuer, daysLeft } = certificate;
  const text = `${version}, ${subject}, issued by ${issuer}, ${daysLeft} days left`;
  if (daysLeft >= fewDays) return row('TLS', 'good', text);
  return row('TLS', 'warning', text, 'The certificate has to be renewed soon.');
}

/** What kept a connection that was greeted in the clear from turning to TLS, whatever that was. */
function failedUpgrade({ scheme }: Seen, result: ScriptResult): Failure | undefined {
  const step = stepAt(result, 0);
  const isGreeted = /^\* OK\b/i.test(serverLines(step)[0] ?? '');
  return scheme === 'imap+starttls' && isGreeted && step?.outcome.kind === 'errored'
    ? step.outcome.failure
    : undefined;
}

function stepAt(result: ScriptResult, line: number): StepResult | undefined {
  return result.steps.find((step) => step.line === line);
}

function serverLines(step: StepResult | undefined): readonly string[] {
  return (step?.exchange ?? []).filter(({ from }) => from === 'server').map(({ text }) => text);
}

function greetingRow(_: Seen, result: ScriptResult): CheckRow {
  const step = stepAt(result, 0);
  const [greeting = ''] = serverLines(step);
  if (step?.outcome.kind === 'errored') {
    const { failure } = step.outcome;
    return greeting === ''
      ? bad('greeting', failure)
      : row('greeting', 'bad', greeting, meaningOf(greeting, failure));
  }
  return greeting === '' ? skipped('greeting', 'not reached') : row('greeting', 'good', greeting);
}

function meaningOf(line: string, failure: Failure): string {
  const known = explainServerLine(encodeUtf8(line));
  if (known) return known;
  return failure.kind === 'transport' ? `${failure.message}. ${failure.hint}`.trim() : failure.message;
}

function loginRow({ noLogin }: Seen, result: ScriptResult): CheckRow {
  if (noLogin) return row('login', noLogin.isWanted ? 'bad' : 'skipped', `not tried: ${noLogin.reason}`);
  const step = stepAt(result, checkLines.login);
  if (!step) return skipped('login', 'not reached');
  const said = serverLines(step).at(-1) ?? '';
  switch (step.outcome.kind) {
    case 'passed':
      return row('login', 'good', said === '' ? 'the server had let us in already' : said);
    case 'failed':
      return row('login', 'bad', said, explainServerLine(encodeUtf8(said)) ?? plainRefusal);
    case 'errored':
      return bad('login', step.outcome.failure);
    case 'skipped':
      return skipped('login', step.outcome.reason);
  }
}

const plainRefusal =
  'The server gives no reason that is known here. Some providers want a password made for the program, or a token.';

function foldersRow(result: ScriptResult): CheckRow {
  const step = stepAt(result, checkLines.folders);
  const lines = serverLines(step);
  const lists = lines.filter((line) => /^\* LIST /i.test(line));
  if (!step || step.outcome.kind === 'skipped') return skipped('folders', 'not reached');
  if (!hasOk(lines)) return refusal('folders', step, lines);
  const closed = lists.filter((line) => /^\* LIST \([^)]*\\(?:Noselect|NonExistent)/i.test(line)).length;
  const separator = /^\* LIST \([^)]*\) (?:"(\\?.)"|NIL)/i.exec(lists[0] ?? '')?.[1];
  const notes = [
    ...(separator === undefined ? [] : [`separated by ${separator.replace(/^\\/, '')}`]),
    ...(closed === 0 ? [] : [`${closed} of them cannot be opened`]),
  ];
  return row('folders', 'good', [String(lists.length), ...notes].join(', '));
}

function inboxRow(result: ScriptResult): CheckRow {
  const step = stepAt(result, checkLines.inbox);
  const lines = serverLines(step);
  if (!step || step.outcome.kind === 'skipped') return skipped('INBOX', 'not reached');
  if (!hasOk(lines)) return refusal('INBOX', step, lines);
  const messages = /^\* (\d+) EXISTS/im.exec(lines.join('\n'))?.[1] ?? '0';
  return row('INBOX', 'good', `opens, ${messages} ${messages === '1' ? 'message' : 'messages'}`);
}

function hasOk(lines: readonly string[]): boolean {
  return lines.some((line) => /^c\d+ OK\b/i.test(line));
}

function refusal(name: CheckName, step: StepResult, lines: readonly string[]): CheckRow {
  if (step.outcome.kind === 'errored') return bad(name, step.outcome.failure);
  const said = lines.at(-1) ?? '';
  return row(name, 'bad', said, explainServerLine(encodeUtf8(said)) ?? '');
}
