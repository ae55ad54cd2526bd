import { expect, it } from 'vitest';
import { readEncodedWords } from '../../src/tui/encoded-words.js';

it.each([
  ['Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_an_alle?=', 'Subject: Grüße an alle'],
  ['Subject: =?ISO-8859-1?q?a=FC?= =?UTF-8?B?4oKs?= end', 'Subject: aü€ end'],
  ['To: =?us-ascii*en?Q?Keith_Moore?= <moore@cs.example>', 'To: Keith Moore <moore@cs.example>'],
  ['Subject: =?utf-8?B?G1sybQ==?=', 'Subject: \\x1b[2m'],
  ['Subject: =?no-such-charset?Q?x?=', undefined],
  ['Subject: 2 =?= 3', undefined],
])('reads %s', (line, text) => {
  expect(readEncodedWords(line)).toBe(text);
});
