import type { ClientMessage, Item, Script } from '../script/ast.js';

/**
 * Whether what a script does may meet what another one does with the same account: it names a mailbox that is not the
 * run's own (`${mailbox}`, `${run}`), or it cannot be said, as where it includes another file.
 */
export function touchesSharedMail({ items }: Script): boolean {
  return items.some(touches);
}

function touches(item: Item): boolean {
  if (item.kind === 'directive') {
    const { body } = item;
    return body.name === 'include' || (body.name === 'mailbox' && !isOwn(body.mailbox));
  }
  if (item.kind !== 'client' || item.role !== 'command') return false;
  return disturbs(item) && !isOwn(item.segments.map(({ line }) => line.text).join(' '));
}

function isOwn(text: string): boolean {
  return /\$\{(?:mailbox|run)\b/.test(text);
}

/**
 * Commands that change a mailbox they name, or see what others change (RFC 9051 §6 and extensions). Looking at one
 * mailbox, as EXAMINE and STATUS do, disturbs nobody, and who changes it is alone.
 */
function disturbs({ name, segments }: ClientMessage): boolean {
  const word = name === 'UID' ? (/^\S+ +UID +(\S+)/i.exec(segments[0]?.line.text ?? '')?.[1] ?? '') : name;
  return commands.has(word.toUpperCase());
}

const commands: ReadonlySet<string> = new Set(
  `SELECT CREATE DELETE RENAME SUBSCRIBE UNSUBSCRIBE LIST LSUB XLIST APPEND REPLACE COPY MOVE SETACL DELETEACL
  GETQUOTAROOT GETQUOTA SETQUOTA SETMETADATA SETANNOTATION NOTIFY ESEARCH`.split(/\s+/),
);
