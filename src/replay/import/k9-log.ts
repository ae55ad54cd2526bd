import type { Octets } from '../../text/octets.js';
import type { Imported, ImportRequest } from './imported.js';
import { importSessions, type Said } from './log-script.js';
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
    if (side === '<<<') log.say(connection, { from: 'server', ...responseOf(said) });
    else if (/\[Command Hidden\b/.test(said)) log.say(connection, { from: 'hidden', octets: '' });
    else log.say(connection, { from: 'client', octets: said });
  }
  return importSessions(name, log.sessions, 'a log of K-9 Mail');
}

/** `#null# [OK, [READ-WRITE], done]` is `* OK [READ-WRITE] done`. Of a string of several lines only the first is in it. */
function responseOf(shown: Octets): Pick<Said, 'octets' | 'isTemplate'> {
  const [, tag = 'null', list = ''] = /^#(.*?)# ?\[(.*)$/s.exec(shown) ?? [];
  if (deepestIn(list) > deepest) return { octets: `${tag === 'null' ? '*' : tag} \${*}`, isTemplate: true };
  const open = openLists(list);
  if (open < 0) return { octets: written(tag, list.slice(0, -1)) };
  const whole = `${list.replace(shownInPart, '$1')}, ${unknown}${']'.repeat(open)}`;
  return { octets: written(tag, whole), isTemplate: true };
}

/** A list up to the string that it does not show whole: what stands behind a section, or behind a name. */
const shownInPart = /^(.*(?:\](?:, <\d+>)?|\b[A-Z][A-Z0-9.]+)), .*$/s;

/** Any one value. */
const unknown = '${_}';

/** Lists in lists that are looked into: servers send a few. */
const deepest = 100;

function deepestIn(list: Octets): number {
  let most = 0;
  let depth = 0;
  for (const octet of list) {
    if (octet === '[') most = Math.max(most, ++depth);
    else if (octet === ']') depth--;
  }
  return most;
}

/** How many more lists begin than end: -1 where that of the response itself ends. */
function openLists(list: Octets): number {
  return list.split('[').length - list.split(']').length;
}

function written(tag: Octets, list: Octets): Octets {
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
    return `(${writtenList(splitMembers(member.slice(1, -1)))})`;
  if (member === unknown || /^[^\s(){"]+$/.test(member)) return member;
  return `"${member.replace(/["\\]/g, '\\$&')}"`;
}

/** `BODY, [HEADER], value` is `BODY[HEADER] value`; the structure of a message has more in its list. */
function writtenList(members: readonly Octets[]): Octets {
  const words: Octets[] = [];
  for (let at = 0; at < members.length; at++) {
    const parts = members[at] === 'BODY' ? sectionIn(members[at + 1]) : undefined;
    if (!parts) {
      words.push(writtenValue(members[at]!));
      continue;
    }
    at++;
    const [origin = ''] = /^<\d+>$/.exec(members[at + 1] ?? '') ?? [];
    words.push(`BODY[${parts.map(writtenValue).join(' ')}]${origin}`);
    if (origin !== '') at++;
  }
  return words.join(' ');
}

function sectionIn(member: Octets | undefined): readonly Octets[] | undefined {
  if (!member?.startsWith('[')) return undefined;
  const parts = splitMembers(member.slice(1, -1));
  return parts.length < 3 ? parts : undefined;
}
