import { describe, expect, it } from 'vitest';
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

describe('turns', () => {
  it('are taken together, or alone, in the order in which they were asked for', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const take = (name: string, alone: boolean) =>
      turns.take(alone).then((end) => {
        log.push(name);
        return end;
      });
    const together = [take('a', false), take('b', false)];
    const alone = take('c', true);
    const last = take('d', false);
    const ends = await Promise.all(together);
    expect(log).toEqual(['a', 'b']);
    ends[0]?.();
    await Promise.resolve();
    expect(log).toEqual(['a', 'b']);
    ends[1]?.();
    (await alone)();
    await last;
    expect(log).toEqual(['a', 'b', 'c', 'd']);
  });
});
