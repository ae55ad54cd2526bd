import type { Octets } from '../../text/octets.js';
import { withHeardLiterals } from './heard-literals.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions, type Said } from './log-script.js';
import { withSentLiterals } from './sent-literals.js';
import { SessionLog } from './session-log.js';

/** `WROTE Jan 01 12:00:00.123 [kCFStreamSocketSecurityLevelTLSv1_2] -- host:mail.example.org -- port:993 -- socket:0x6100` */
const heading =
  /^(READ|WROTE|CONNECTED|INITIATING CONNECTION|[A-Z]+ CONNECTION)\b.* -- host:.*?(?: -- socket:(\S+).*)?$/;

export function isAppleMailLog(text: Octets): boolean {
  return /^(?:READ|WROTE) .* -- host:\S+ -- port:/m.test(text);
}

/** The connection log of Apple Mail (Window › Connection Doctor); its sessions of SMTP are left out. */
export function importAppleMailLog({ name, text }: ImportRequest): Imported {
  const log = new SessionLog();
  for (const { kind, socket, lines } of readBlocks(text)) {
    if (kind !== 'READ' && kind !== 'WROTE') continue;
    const from = kind === 'READ' ? 'server' : 'client';
    for (const octets of lines) log.say(socket, { from, octets });
  }
  const sessions = log.sessions.filter(isImap).map((session) => withSentLiterals(withHeardLiterals(session)));
  return importSessions(name, sessions, 'a log of Apple Mail');
}

interface Block {
  readonly kind: string;
  readonly socket: string;
  readonly lines: readonly Octets[];
}

function readBlocks(text: Octets): readonly Block[] {
  const blocks: { kind: string; socket: string; lines: Octets[] }[] = [];
  for (const raw of text.split('\n')) {
    const shown = raw.replace(/\r$/, '');
    const [, kind, socket = ''] = heading.exec(shown) ?? [];
    if (kind !== undefined) blocks.push({ kind, socket, lines: [] });
    else blocks.at(-1)?.lines.push(shown);
  }
  return blocks.map(({ lines, ...block }) => ({ ...block, lines: withoutGap(lines) }));
}

/** A block ends with an empty line of its own. */
function withoutGap(lines: readonly Octets[]): readonly Octets[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

function isImap(session: readonly Said[]): boolean {
  return session.some(({ from, octets }) => from === 'server' && /^(?:\* |\S+ (?:OK|NO|BAD)\b)/.test(octets));
}
