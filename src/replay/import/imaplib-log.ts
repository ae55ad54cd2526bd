import type { Octets } from '../../text/octets.js';
import { withHeardLiterals } from './heard-literals.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions } from './log-script.js';
import { withSentLiterals } from './sent-literals.js';
import { SessionLog } from './session-log.js';

/** `54:33.68 < b'* OK ready'`; of aioimaplib `Received : b'* OK ready\r\n'`. Python 2 has no `b`. */
const line = /(?:^|[\s:])(?:([<>]) |(Sending|Received) : ?)b?(?:'(.*)'|"(.*)")\r?$/;

export function isImaplibLog(text: Octets): boolean {
  return /(?:^|[\s:])(?:< |Received : ?)b?['"](?:\* |\w+ (?:OK|NO|BAD)\b)/m.test(text);
}

/** A log of Python's imaplib, and of what is made of it: imaplib2, IMAPClient, OfflineIMAP; and of aioimaplib. */
export function importImaplibLog({ name, text }: ImportRequest): Imported {
  const log = new SessionLog();
  let connections = 0;
  let before = '';
  for (const raw of text.split('\n')) {
    // OfflineIMAP says everything twice, the second time through the logging of Python.
    const own = raw.replace(/^DEBUG:\w+:/, '').trim();
    if (own === before && own !== raw.trim()) continue;
    before = own;
    if (/ new IMAP4(?:_SSL)? connection\b/.test(raw)) connections++;
    const [, mark, word, single, double] = line.exec(raw) ?? [];
    if (!mark && !word) continue;
    const from = mark === '>' || word === 'Sending' ? 'client' : 'server';
    for (const octets of octetsOfLiteral(single ?? double ?? '')
      .replace(/\r\n$/, '')
      .split('\r\n'))
      log.say(`${connections}`, { from, octets });
  }
  const sessions = log.sessions.map((session) => withSentLiterals(withHeardLiterals(session), false));
  return importSessions(name, sessions, 'a log of imaplib');
}

/** The octets that a bytes literal of Python is (Python Language Reference §2.4.1), as `repr` writes them. */
function octetsOfLiteral(literal: Octets): Octets {
  return literal.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex?: string, character = '') =>
    hex === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const escapes: Readonly<Record<string, Octets>> = { r: '\r', n: '\n', t: '\t' };
