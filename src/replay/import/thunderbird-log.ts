import type { Octets } from '../../text/octets.js';
import { withHeardLiterals } from './heard-literals.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions } from './log-script.js';
import { withSentLiterals } from './sent-literals.js';
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
  let sender: string | undefined;
  for (const raw of text.split('\n')) {
    const [, connection, side, octets = ''] = line.exec(raw) ?? [];
    // The lines of a message that is sent at once.
    if (connection === undefined && sender !== undefined && !/^(?:\d{4}-\d\d-\d\d |-?\d*\[)/.test(raw))
      log.say(sender, { from: 'client', octets: raw.replace(/\r$/, '') });
    else sender = side === 'SendData' ? connection : undefined;
    if (connection === undefined) continue;
    const isHidden = side === 'SendData' && octets.startsWith('Logging suppressed for this command');
    const from = isHidden ? 'hidden' : side === 'SendData' ? 'client' : 'server';
    log.say(connection, { from, octets });
  }
  const sessions = log.sessions.map((session) => withSentLiterals(withHeardLiterals(session)));
  return importSessions(name, sessions, 'a log of Thunderbird');
}
