import type { Octets } from '../../text/octets.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions } from './log-script.js';
import { SessionLog } from './session-log.js';

/** `… I/IMAP 7f2a:mail.example.org:A:SendData: 5 noop`: the connection, its host, its state, who spoke. */
const line =
  /\b(?:0x)?([0-9a-f]{4,16}):[^:\s]+:(?:NA|A|S-.*?):(SendData|CreateNewLineFromSocket): (.*?)\r?$/i;

export function isThunderbirdLog(text: Octets): boolean {
  return /:(?:SendData|CreateNewLineFromSocket): /.test(text);
}

/** A log of Thunderbird (`MOZ_LOG=IMAP:4`, timestamps or not). */
export function importThunderbirdLog({ name, text }: ImportRequest): Imported {
  const log = new SessionLog();
  for (const raw of text.split('\n')) {
    const [, connection, side, octets = ''] = line.exec(raw) ?? [];
    if (connection === undefined) continue;
    const isHidden = side === 'SendData' && octets.startsWith('Logging suppressed for this command');
    const from = isHidden ? 'hidden' : side === 'SendData' ? 'client' : 'server';
    log.say(connection, { from, octets });
  }
  return importSessions(name, log.sessions, 'a log of Thunderbird');
}
