import type { Octets } from '../../text/octets.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions } from './log-script.js';
import { SessionLog } from './session-log.js';

/** `V/k9: conn123>>> 1 CAPABILITY` and `conn123<<< #1# [OK, done]`. */
const line = /\b(conn\d+) ?(>>>|<<<) ?(.*?)\r?$/;

export function isK9Log(text: Octets): boolean {
  return /\bconn\d+ ?(?:>>>|<<<) ?/.test(text);
}

/** A debug log of K-9 Mail. What servers said is shown as lists in it, which become responses again. */
export function importK9Log({ name, text }: ImportRequest): Imported {
  const log = new SessionLog();
  for (const raw of text.split('\n')) {
    const [, connection, side, said = ''] = line.exec(raw) ?? [];
    if (connection === undefined) continue;
    if (side === '<<<') log.say(connection, { from: 'server', octets: responseOf(said) });
    else if (/\[Command Hidden\b/.test(said)) log.say(connection, { from: 'hidden', octets: '' });
    else log.say(connection, { from: 'client', octets: said });
  }
  return importSessions(name, log.sessions, 'a log of K-9 Mail');
}

/** `#null# [OK, [READ-WRITE], done]` is `* OK [READ-WRITE] done`. */
function responseOf(shown: Octets): Octets {
  const [, tag = 'null', list = ''] = /^#(.*?)# ?\[(.*)\]$/s.exec(shown) ?? [];
  const members = splitMembers(list);
  if (tag === '+') return `+ ${members.join(' ')}`;
  const start = tag === 'null' ? '*' : tag;
  const [first = '', second, ...rest] = members;
  if (!/^(?:OK|NO|BAD|BYE|PREAUTH)$/i.test(first)) return `${start} ${members.map(writtenValue).join(' ')}`;
  const isCode = second?.startsWith('[');
  const code = isCode
    ? ` [${splitMembers(second?.slice(1, -1) ?? '')
        .map(writtenValue)
        .join(' ')}]`
    : '';
  const human = (isCode ? rest : members.slice(1)).join(', ');
  return `${start} ${first}${code}${human === '' ? '' : ` ${human}`}`;
}

/** Splits `a, [b, c], d` at the commas of its own level. */
function splitMembers(list: Octets): Octets[] {
  const members: Octets[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < list.length; at++) {
    if (list[at] === '[') depth++;
    else if (list[at] === ']') depth--;
    else if (depth === 0 && list.startsWith(', ', at)) {
      members.push(list.slice(from, at));
      from = at + 2;
    }
  }
  return list === '' ? [] : [...members, list.slice(from)];
}

/** `[a, b]` is `(a b)`; what is no atom is quoted. */
function writtenValue(member: Octets): Octets {
  if (member.startsWith('[') && member.endsWith(']'))
    return `(${splitMembers(member.slice(1, -1)).map(writtenValue).join(' ')})`;
  if (/^[^\s(){"]+$/.test(member)) return member;
  return `"${member.replace(/["\\]/g, '\\$&')}"`;
}
