import type { Octets } from '../../text/octets.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions } from './log-script.js';
import { SessionLog } from './session-log.js';

/** `[2024-01-01 12:00:00] 5> a0001 NOOP`, in NeoMutt `[…]<2> mutt_socket_send_d() 5> a0001 NOOP`. */
const line = /^\[[^\]]*\] ?(?:<\d> ?)?(?:\w+\(\) ?)?(\d+)([<>]) (.*?)\r?$/;
const hiddenLogin = /^\[[^\]]*\] ?(?:<\d> ?)?(?:\w+\(\) ?)?Sending LOGIN command for /;

export function isMuttLog(text: Octets): boolean {
  return /^\[[^\]\n]*\] ?(?:<\d> ?)?(?:\w+\(\) ?)?\d+[<>] (?:\* |[a-z]\d{4} )/m.test(text);
}

/** A debug log of mutt or NeoMutt (`mutt -d 3`). */
export function importMuttLog({ name, text }: ImportRequest): Imported {
  const log = new SessionLog();
  let newest = '';
  for (const raw of text.split('\n')) {
    const [, connection, side, octets = ''] = line.exec(raw) ?? [];
    if (connection !== undefined) {
      newest = connection;
      log.say(connection, { from: side === '>' ? 'client' : 'server', octets });
    } else if (hiddenLogin.test(raw)) log.say(newest, { from: 'hidden', octets: '' });
  }
  return importSessions(name, log.sessions, 'a log of mutt');
}
