import { describe, expect, it } from 'vitest';
import { countConnections } from '../../src/cli/count-connections.js';
import { touchesSharedMail } from '../../src/cli/touches-shared-mail.js';
import { Turns } from '../../src/cli/turns.js';
import { parseScript } from '../../src/script/parser.js';
import { createSource } from '../../src/text/source.js';

const table: readonly (readonly [string, boolean])[] = [
  ['a1 SELECT INBOX\n', true],
  ['a1 SELECT ${mailbox}\n', false],
  ['a1 EXAMINE INBOX\n', false],
  ['a1 STATUS INBOX (MESSAGES)\n', false],
  ['a1 CREATE ${mailbox}/sub\n', false],
  ['a1 CREATE box-${run}\n', false],
  ['a1 LIST "" *\n', true],
  ['a1 LIST "" ${mailbox}*\n', false],
  ['a1 UID COPY 1:* Trash\n', true],
  ['a1 UID FETCH 1:* FLAGS\n', false],
  ['a1 APPEND INBOX {<<EOM}\nSubject: ${mailbox}\n\nEOM\n', true],
  ['%mailbox old from old.mbox\n', true],
  ['%mailbox ${mailbox} from old.mbox\n', false],
  ['%include more.imap\n', true],
  ['%login\na1 NOOP\n', false],
];

describe('a script', () => {
  it.each(table)('%j meets others: %s', (text, expected) => {
    expect(touchesSharedMail(parseScript(createSource('s.imap', text)))).toBe(expected);
  });
});

describe('the connections of a script', () => {
  it.each([
    ['%require IDLE\n%login\na1 NOOP\n', 1],
    ['%on a\n%login\n%on b\nb1 NOOP\n%on a\na1 NOOP\n', 2],
    ['a1 NOOP\n%on b\n%login\n%on main\na2 NOOP\n', 2],
    ['%require IDLE\n', 0],
  ])('%j are %i', (text, expected) => {
    expect(countConnections(parseScript(createSource('s.imap', text)))).toBe(expected);
  });
});

describe('turns', () => {
  it('are taken together as long as there are seats, in the order in which they were asked for', async () => {
    const turns = new Turns(4);
    const log: string[] = [];
    const take = (name: string, seats: number) =>
      turns.take(seats).then((end) => {
        log.push(name);
        return end;
      });
    const together = [take('a', 1), take('b', 3)];
    const alone = take('c', 9);
    const last = take('d', 1);
    const ends = await Promise.all(together);
    expect(log).toEqual(['a', 'b']);
    ends[1]?.();
    await Promise.resolve();
    expect(log).toEqual(['a', 'b']);
    ends[0]?.();
    (await alone)();
    await last;
    expect(log).toEqual(['a', 'b', 'c', 'd']);
  });
});
