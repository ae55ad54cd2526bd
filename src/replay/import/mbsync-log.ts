import type { Octets } from '../../text/octets.js';
import { withHeardLiterals } from './heard-literals.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions, type Said } from './log-script.js';
import { withSentLiterals } from './sent-literals.js';
import { SessionLog } from './session-log.js';

/** `(2 in progress) F: >>> 7 NOOP`: the store has a letter where there are two; `>+>` is what goes on behind a `+`. */
const line = /^(?:\(\d+ in progress\) )?(?:([FNMS]): )?(?:>([>+])> )?(.*?)\r?$/;

export function isMbsyncLog(text: Octets): boolean {
  return /^(?:\(\d+ in progress\) )?(?:[FNMS]: )?>>> \d+ [A-Z]/m.test(text);
}

/** What `mbsync -D` (isync) tells; `-Dn` tells only of the network. */
export function importMbsyncLog({ name, text }: ImportRequest): Imported {
  const log = new SessionLog();
  /** Of which store a response goes on behind a literal. */
  let open: string | undefined;
  for (const raw of text.split('\n')) {
    const [, store = '', sent, octets = ''] = line.exec(raw) ?? [];
    if (sent !== undefined) log.say(store, clientSaid(octets));
    else if (isResponse(octets) || (open === store && / *\)$/.test(octets))) {
      log.say(store, { from: 'server', octets });
      open = /\{\d+\}$/.test(octets) ? store : undefined;
    }
  }
  const sessions = log.sessions.map((session) => withSentLiterals(withHeardLiterals(session), false));
  return importSessions(name, sessions, 'a log of mbsync');
}

/** Its tags are numbers. */
function isResponse(octets: Octets): boolean {
  return /^(?:\* (?!\*)|\+(?: |$)|\d+ (?:OK|NO|BAD)\b)/i.test(octets);
}

/** `1 LOGIN <user> <pass>`, `1 AUTHENTICATE PLAIN <authdata>` */
function clientSaid(octets: Octets): Said {
  const isHidden = /^\d+ (?:LOGIN <user> <pass>|AUTHENTICATE )/.test(octets);
  return { from: isHidden ? 'hidden' : 'client', octets };
}
