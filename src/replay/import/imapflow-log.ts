import type { Octets } from '../../text/octets.js';
import { readImapflowEntries } from './imapflow-entries.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions, type Said } from './log-script.js';
import { SessionLog } from './session-log.js';

export function isImapflowLog(text: Octets): boolean {
  return (
    /^.*\{.*"src":"[cs]"/m.test(text) ||
    /^ {4}(?:\x1b\[\d+m)?src(?:\x1b\[\d+m)?: "[cs]"$/m.test(text) ||
    /\bsrc: '[cs]',\s+msg: /.test(text)
  );
}

/** The log of imapflow: what was said is in `msg`, who said it in `src`, `c` or `s`. */
export function importImapflowLog({ name, text }: ImportRequest): Imported {
  const log = new SessionLog();
  for (const { src, msg, cid } of readImapflowEntries(text)) {
    if (src !== 'c' && src !== 's') continue;
    const octets = msg.replace(/\r?\n$/, '');
    log.say(cid, src === 's' && !isCommand(octets) ? serverSaid(octets) : clientSaid(octets));
  }
  return importSessions(name, log.sessions, 'a log of imapflow');
}

/** Old versions have `s` for both sides: what begins with a tag, and is no answer, is the client's. */
function isCommand(octets: Octets): boolean {
  return /^[0-9A-F]+ (?!(?:OK|NO|BAD)\b)[A-Z]/.test(octets) || octets === 'DONE';
}

/** What is long is not in the log, and a flag that is no atom is in quotes. */
function serverSaid(octets: Octets): Said {
  const shown = octets
    .replace(/"\(\* \d+B (?:literal|string) \*\)"/g, '${_}')
    .replace(/(\[PERMANENTFLAGS \([^)]*)"\\\\\*"/, '$1\\*');
  return { from: 'server', octets: shown, isTemplate: shown.includes('${_}') };
}

/** Nor is what the client sent: other octets, as many of them, take its place. */
function clientSaid(octets: Octets): Said {
  if (/^\S+ AUTHENTICATE\b/i.test(octets)) return { from: 'hidden', octets: '' };
  const said = octets.replace(/"\(\* (\d{1,5})B (literal|string) \*\)"/g, (_, size: string, kind: string) => {
    const filling = 'x'.repeat(Number(size));
    return kind === 'string' ? `"${filling}"` : `{${size}}\r\n${filling}`;
  });
  return { from: 'client', octets: said };
}
