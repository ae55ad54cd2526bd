import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/imap/command.js';

function placeholderEnd(text: string, at: number): number | undefined {
  const end = text.indexOf('}', at);
  return end === -1 ? undefined : end + 1;
}

const problemsOf = (text: string) => parseCommand([{ text }], { placeholderEnd }).problems;

describe('a placeholder', () => {
  it.each([
    '${tag} NOOP',
    'a${n} NOOP',
    'a LOGIN ${user} ${password}',
    'a LOGIN "${user}" "${password}"',
    'a LOGIN ${user}@example.com ${password:astring}',
    'a AUTHENTICATE ${mechanism} ${answer}',
    'a SELECT ${mailbox}',
    'a SELECT ${mailbox}/Lists (QRESYNC (${validity} ${modseq} ${uids}))',
    'a LIST "" ${mailbox}/*',
    'a STATUS ${mailbox} (${item} UNSEEN)',
    'a APPEND ${mailbox} (${flag}) "${date}" ${message}',
    'a FETCH ${n} FLAGS',
    'a FETCH 1:${n},${m}:* (UID BODY[${part}]<${from}.${count}>)',
    'a FETCH ${n+1} ${items}',
    'a UID FETCH ${uid} (FLAGS) (CHANGEDSINCE ${modseq})',
    'a STORE ${n} +FLAGS (${flag} \\Seen)',
    'a STORE 1 ${what} (\\Seen)',
    'a SEARCH ${key}',
    'a SEARCH ${key} SUBJECT x',
    'a SEARCH SUBJECT ${words} SINCE ${date}',
    'a SEARCH UID ${uid}:* LARGER ${size}',
    'a SEARCH MODSEQ ${modseq}',
    'a SORT (${order}) UTF-8 ALL',
    'a COPY ${n} ${mailbox}',
    'a ${command} anything',
    'a SETQUOTA ${root} (STORAGE ${limit})',
    'a GETMETADATA ${mailbox} /private/${name}',
    'a ID ("name" ${name})',
  ])('stands for any value: %s', (line) => {
    expect(problemsOf(line)).toEqual([]);
  });

  it.each([
    ['a LOGIN ${user}', 'missing-argument'],
    ['a NOOP ${what}', 'extra-argument'],
    ['a FETCH ${n} FLAGS UID', 'extra-argument'],
    ['a STORE ${n} \\Seen', 'argument'],
    ['a SELECT  ${mailbox}', 'extra-blank'],
    ['a SELECT "${mailbox}', 'open-quote'],
  ])('does not hide what is wrong elsewhere: %s', (line, kind) => {
    expect(problemsOf(line).map((problem) => problem.kind)).toEqual([kind]);
  });

  it.each(['a FETCH ${n FLAGS', 'a LOGIN bob pa${word'])('without its end is none: %s', (line) => {
    expect(problemsOf(line)).not.toEqual([]);
  });

  it('is text where there are none', () => {
    expect(parseCommand([{ text: 'a SELECT ${mailbox}' }]).problems).toHaveLength(1);
  });
});
