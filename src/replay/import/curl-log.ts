import type { Octets } from '../../text/octets.js';
import { withHeardLiterals } from './heard-literals.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions } from './log-script.js';
import { withSentLiterals } from './sent-literals.js';
import { SessionLog } from './session-log.js';

/** `< * OK ready`, with `--trace-time` and `--trace-ids` `12:00:00.123456 [0-0] < * OK ready`. */
const line = /^(?:[\d:.]{15} )?(?:\[[\dx]+-[\dx]+\] )?([<>*]) (.*?)\r?$/;

export function isCurlLog(text: Octets): boolean {
  return /^(?:[\d:.]{15} )?(?:\[[\dx]+-[\dx]+\] )?< (?:\* |[A-Z]\d{3} (?:OK|NO|BAD)\b)/m.test(text);
}

/** What `curl -v imap://…` tells of itself; the octets of literals go elsewhere. */
export function importCurlLog({ name, text }: ImportRequest): Imported {
  const log = new SessionLog();
  let connections = 0;
  for (const raw of text.split('\n')) {
    const [, mark, octets = ''] = line.exec(raw) ?? [];
    if (mark === '*' && octets.startsWith('Connected to ')) connections++;
    if (mark === '<') log.say(`${connections}`, { from: 'server', octets });
    else if (mark === '>') log.say(`${connections}`, { from: 'client', octets });
  }
  const sessions = log.sessions.map((session) => withSentLiterals(withHeardLiterals(session), false));
  return importSessions(name, sessions, 'a log of curl');
}
