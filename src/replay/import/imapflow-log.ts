import { encodeUtf8, type Octets } from '../../text/octets.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions, type Said } from './log-script.js';
import { SessionLog } from './session-log.js';

export function isImapflowLog(text: Octets): boolean {
  return /^\s*\{.*"src":"[cs]"/m.test(text);
}

/** The log of imapflow: an object of JSON a line, with what was said in `msg` (`src` is `c` or `s`). */
export function importImapflowLog({ name, text }: ImportRequest): Imported {
  const log = new SessionLog();
  for (const line of text.split('\n')) {
    const entry = readEntry(line);
    if (entry) log.say(entry.cid, entry.said);
  }
  return importSessions(name, log.sessions, 'a log of imapflow');
}

function readEntry(line: Octets): { readonly cid: string; readonly said: Said } | undefined {
  const entry = readJson(Buffer.from(line, 'latin1').toString('utf8'));
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { src, msg, cid, data } = entry as Record<string, unknown>;
  const isSaid = (src === 'c' || src === 's') && typeof msg === 'string' && data === undefined;
  if (!isSaid) return undefined;
  const octets = encodeUtf8(msg).replace(/\r?\n$/, '');
  return {
    cid: typeof cid === 'string' ? cid : '',
    said: src === 's' && !isCommand(octets) ? serverSaid(octets) : clientSaid(octets),
  };
}

/** Old versions have `s` for both sides: what begins with a tag, and is no answer, is the client's. */
function isCommand(octets: Octets): boolean {
  return /^[0-9A-F]+ (?!(?:OK|NO|BAD)\b)[A-Z]/.test(octets) || octets === 'DONE';
}

/** What is long is not in the log. */
function serverSaid(octets: Octets): Said {
  const shown = octets.replace(/"\(\* \d+B (?:literal|string) \*\)"/g, '${_}');
  return { from: 'server', octets: shown, isTemplate: shown !== octets };
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

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
