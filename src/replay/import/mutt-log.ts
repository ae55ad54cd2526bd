import type { Octets } from '../../text/octets.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions, type Said } from './log-script.js';
import { withSentLiterals } from './sent-literals.js';
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
  let newest = { connection: '', isClient: false };
  for (const raw of text.split('\n').flatMap(apart)) {
    const [, connection, side, octets = ''] = line.exec(raw) ?? [];
    if (connection !== undefined) {
      newest = { connection, isClient: side === '>' };
      log.say(connection, { from: side === '>' ? 'client' : 'server', octets });
    } else if (hiddenLogin.test(raw)) log.say(newest.connection, { from: 'hidden', octets: '' });
    else if (raw.startsWith('[')) newest = { ...newest, isClient: false };
    // What goes out at once stands behind one `>`.
    else if (newest.isClient) log.say(newest.connection, { from: 'client', octets: raw.replace(/\r$/, '') });
  }
  return importSessions(name, log.sessions.map(withLiterals), 'a log of mutt');
}

/** Data that do not end in a line end stand before what is logged next: `body[2024-01-01 12:00:00] 5< )`. */
function apart(raw: Octets): readonly Octets[] {
  const at = raw.startsWith('[') ? -1 : raw.search(stamp);
  return at > 0 ? [raw.slice(0, at), raw.slice(at)] : [raw];
}

const stamp = /\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] ?(?:<\d> ?)?(?:\w+\(\) ?)?(?:\d+[<>] |[A-Za-z])/;

/** Most literals are not in the log: in answers any value stands for them. */
function withLiterals(session: readonly Said[]): readonly Said[] {
  const whole: Said[] = [];
  for (let at = 0; at < session.length; at++) {
    const said = session[at]!;
    whole.push(said);
    if (said.from !== 'server' || !/^\* .*\{\d{1,6}\}$/.test(said.octets)) continue;
    const rest = session.slice(at + 1).findIndex(({ from }) => from === 'server');
    if (rest === -1) continue;
    at += rest + 1;
    const octets = said.octets.replace(/\{\d+\}$/, '${_}') + session[at]!.octets;
    whole[whole.length - 1] = { from: 'server', octets, isTemplate: true };
  }
  return withSentLiterals(whole);
}
