import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResponse } from '../../src/imap/response.js';
import { isMet, matchAnswers, scriptPolicy, transcriptPolicy } from '../../src/match/match.js';
import { readRegex } from '../../src/match/regex.js';
import { expectations, judge, responses } from './support.js';

type Case = readonly [title: string, expected: string, actual: string, ...mismatches: string[]];

const verdicts = (cases: readonly Case[], policy = scriptPolicy) => {
  it.each(cases)('%s', (_, expected, actual, ...mismatches) => {
    expect(judge(expected, actual, policy)).toEqual(mismatches);
  });
};

describe('data, whatever it looks like', () => {
  verdicts([
    ['keywords have no case', '* list (\\HASNOCHILDREN) "/" Foo', '* LIST (\\HasNoChildren) "/" Foo'],
    [
      'mailboxes have',
      '* LIST () "/" foo',
      '* LIST () "/" Foo',
      'missing: LIST foo is missing; what came is LIST Foo',
    ],
    ['INBOX has none', '* STATUS inbox (MESSAGES 1)', '* STATUS INBOX (messages 1)'],
    ['atom and quoted string are the same', '* LIST () "/" foo', '* LIST () "/" "foo"'],
    ['literal and quoted string are the same', '* LIST () "/" {3}\nfoo\n', '* LIST () "/" "foo"'],
    ['a heredoc is a string', '* 1 FETCH (BODY[] {<<EOM}\nfoo\nEOM)', '* 1 FETCH (BODY[] {5}\nfoo\n)'],
    ['escapes in quoted strings are undone', '* LIST () "/" "a\\"b"', '* LIST () "/" {3}\na"b\n'],
    [
      'NIL is no string',
      '* 1 FETCH (BODY[] NIL)',
      '* 1 FETCH (BODY[] "NIL")',
      'value: FETCH 1: BODY[] is "NIL", expected NIL',
    ],
    ['flags have no order', '* FLAGS (\\Seen \\Draft $Junk)', '* FLAGS ($junk \\Draft \\Seen)'],
    ['FETCH items have none', '* 1 FETCH (UID 7 FLAGS ())', '* 1 FETCH (FLAGS () UID 7)'],
    ['\\Recent comes and goes', '* 1 FETCH (FLAGS (\\Seen))', '* 1 FETCH (FLAGS (\\Recent \\Seen))'],
    ['SEARCH has no order', '* SEARCH 1 2 3', '* SEARCH 3 1 2'],
    [
      'ranges of a set may be written otherwise',
      '* ESEARCH (TAG "a") ALL 1,3:5',
      '* ESEARCH (TAG "a") ALL 3,5,4,1',
    ],
    ['a list may stand for a key', '* ESEARCH (tag a1) COUNT ${n}', '* ESEARCH (TAG "a1") COUNT 3'],
    [
      'and says where it differs',
      '* ESEARCH (TAG "a1") COUNT 3',
      '* ESEARCH (TAG "a2") COUNT 3',
      'value: ESEARCH: TAG is "a2", expected "a1"',
    ],
    ['rights have no order', '* MYRIGHTS INBOX lrs', '* MYRIGHTS INBOX srl'],
    [
      'header fields are echoed in any order',
      '* 1 FETCH (BODY[HEADER.FIELDS (FROM TO)] "")',
      '* 1 FETCH (body[header.fields ("To" "From")] "")',
    ],
    [
      'the letters of RIGHTS have no order',
      '* CAPABILITY RIGHTS=texk IMAP4rev1',
      '* CAPABILITY IMAP4rev1 rights=kxte',
    ],
    ['what vanished earlier', '* VANISHED (EARLIER) 41,43:45', '* VANISHED (earlier) 43,44,45,41'],
    ['the MODSEQ of a SEARCH', '* SEARCH 2 5 (MODSEQ 9)', '* SEARCH 5 2 (modseq 9)'],
    [
      'the mailbox of an ESEARCH',
      '* ESEARCH (TAG "a" MAILBOX INBOX UIDVALIDITY 3) UID MIN 1',
      '* ESEARCH (TAG "a" UIDVALIDITY 3 MAILBOX inbox) uid MIN 1',
    ],
    [
      'a part of a sorted result, whose ranges may be written otherwise',
      '* ESEARCH (TAG "a") PARTIAL (1:4 4,5,6,2)',
      '* ESEARCH (TAG "a") PARTIAL (1:4 4:6,2)',
    ],
    [
      'entries of METADATA',
      '* METADATA "" /shared/comment /private/x',
      '* METADATA "" /private/X /shared/comment',
    ],
    [
      'what a namespace is extended by',
      '* NAMESPACE NIL NIL (("#p" "/" "X-P" ("a" "b")))',
      '* NAMESPACE NIL NIL (("#p" "/" "x-p" ("b" "a")))',
    ],
    [
      'but not its prefix in another language',
      '* NAMESPACE NIL NIL (("#p" "/" "TRANSLATION" ("Geteilt/")))',
      '* NAMESPACE NIL NIL (("#p" "/" "TRANSLATION" ("geteilt/")))',
      'missing: NAMESPACE: TRANSLATION: "Geteilt/" is missing',
      'unexpected: NAMESPACE: TRANSLATION: "geteilt/" is unexpected',
    ],
    ['the MODSEQ of a SORT', '* SORT 5 2 (MODSEQ 9)', '* SORT 5 2 (modseq 9)'],
    [
      'annotations and their attributes',
      '* 1 FETCH (ANNOTATION (/comment (value.priv "x" value.shared NIL) /altsubject (value.priv "y")))',
      '* 1 FETCH (ANNOTATION ("/altsubject" (value.priv "y") /comment (value.shared NIL value.priv "x")))',
    ],
    [
      'the names of annotations',
      '* 1 FETCH (ANNOTATION (/comment /flags))',
      '* 1 FETCH (ANNOTATION (/flags /comment))',
    ],
    [
      'what is said of a URL',
      '* URLFETCH "u" (BODYPARTSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)) (BINARY "x")',
      '* URLFETCH "u" (bodypartstructure ("text" "plain" NIL NIL NIL "7bit" 5 1)) (BINARY {1}\nx)',
    ],
    [
      'one language, with parentheses or without',
      '* 1 FETCH (BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1 NIL NIL "en" NIL))',
      '* 1 FETCH (BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1 NIL NIL ("EN") NIL))',
    ],
    [
      'the results of each mailbox',
      '* ESEARCH (TAG "a" MAILBOX x UIDVALIDITY 1) UID ALL 1\n* ESEARCH (TAG "a" MAILBOX y UIDVALIDITY 2) UID ALL 2',
      '* ESEARCH (UIDVALIDITY 2 TAG "a" MAILBOX "y") UID ALL 2\n* ESEARCH (TAG "a" MAILBOX "x" UIDVALIDITY 1) UID ALL 1',
      'order (shown): ESEARCH x came after ESEARCH y, expected before it',
    ],
    [
      'months',
      '* 1 FETCH (INTERNALDATE " 7-Feb-1994 21:52:25 -0800")',
      '* 1 FETCH (INTERNALDATE " 7-feb-1994 21:52:25 -0800")',
    ],
    [
      'the same moment, the day with a blank or a 0',
      '* 1 FETCH (INTERNALDATE " 7-Feb-1994 21:52:25 -0800")\n* 2 FETCH (SAVEDATE "07-Feb-1994 21:52:25 -0800")',
      '* 1 FETCH (INTERNALDATE "07-Feb-1994 21:52:25 -0800")\n* 2 FETCH (SAVEDATE " 8-Feb-1994 05:52:25 +0000")',
    ],
    ['copies in another order', 'a1 OK [COPYUID 1 3:4 7:8]', 'a1 OK [COPYUID 1 4,3 8,7] x'],
    [
      'what a search is brought up to date by',
      '* ESEARCH (TAG "a") UID ADDTO (0 1:3) REMOVEFROM (0 9)',
      '* ESEARCH (TAG "a") UID ADDTO (0 1,2,3) REMOVEFROM (0 9)',
    ],
    ['where messages were copied to', 'a1 OK [COPYUID 1 3:4 7:8]', 'a1 OK [COPYUID 1 3,4 7,8] x'],
    ['an unknown response is compared as data', '* XFOO a "b" (c 1)', '* xfoo "a" b (c 1)'],
  ]);
});

describe('the narrowest place', () => {
  verdicts([
    [
      'a moment',
      '* 1 FETCH (INTERNALDATE " 7-Feb-1994 21:52:25 -0800")',
      '* 1 FETCH (INTERNALDATE " 7-Feb-1994 21:52:25 +0800")',
      'value: FETCH 1: INTERNALDATE is " 7-Feb-1994 21:52:25 +0800", expected " 7-Feb-1994 21:52:25 -0800"',
    ],
    [
      'which message was copied where',
      'a1 OK [COPYUID 1 3:4 7:8]',
      'a1 OK [COPYUID 1 4,3 7:8] x',
      'value: a1: source UID is 4,3, expected 3:4',
    ],
    ['(EARLIER)', '* VANISHED (EARLIER) 1:3', '* VANISHED 1:3', 'missing: VANISHED: (EARLIER) is missing'],
    [
      'or that it is there',
      '* VANISHED 1:3',
      '* VANISHED (EARLIER) 1:4',
      'unexpected: VANISHED: (EARLIER) is unexpected',
      'value: VANISHED is 1:4, expected 1:3: 4 is unexpected',
    ],
    [
      'how many parts a message has',
      '* 1 FETCH (BODY (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1) "MIXED"))',
      '* 1 FETCH (BODY (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)("TEXT" "HTML" NIL NIL NIL "7BIT" 5 1) "MIXED"))',
      'value: FETCH 1: BODY has 2 parts, expected 1 part',
    ],
    [
      'or that it has none',
      '* 1 FETCH (BODY ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1))',
      '* 1 FETCH (BODY (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1) "MIXED"))',
      'value: FETCH 1: BODY has 1 part, expected no parts',
    ],
    ['parts that may be any', '* 1 FETCH (BODY (${_} ${_} "MIXED"))', '* 1 FETCH (BODY ((a)(b) "MIXED"))'],
    [
      'the fields that a body lacks',
      '* 1 FETCH (BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1 NIL NIL NIL NIL))',
      '* 1 FETCH (BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1 NIL))',
      'missing: FETCH 1: BODYSTRUCTURE: disposition, language and location are missing',
    ],
    [
      'a flag that is there twice',
      '* 1 FETCH (FLAGS (\\Seen))',
      '* 1 FETCH (FLAGS (\\seen \\Draft \\Seen))',
      'unexpected: FETCH 1: flag \\Draft is unexpected',
      'unexpected: FETCH 1: flag \\seen is there more than once',
    ],
    [
      'an item that another response of the same message has',
      '* 1 FETCH (UID 3 FLAGS (\\Seen))',
      '* 1 FETCH (FLAGS (\\Seen))\n* 1 FETCH (UID 3)',
      'missing: FETCH 1: item UID is missing; another FETCH 1 has it',
    ],
    [
      'several items',
      '* 1 FETCH (UID 3 FLAGS (\\Seen) MODSEQ (9))',
      '* 1 FETCH (FLAGS (\\Seen))\n* 1 FETCH (UID 3 MODSEQ (9))',
      'missing: FETCH 1: items UID and MODSEQ are missing; another FETCH 1 has them',
    ],
    [
      'but not where it lacks one of them too',
      '* 1 FETCH (UID 3 FLAGS (\\Seen) MODSEQ (9))',
      '* 1 FETCH (FLAGS (\\Seen))\n* 1 FETCH (UID 3)',
      'missing: FETCH 1: items UID and MODSEQ are missing',
    ],
    [
      'but not another value of it',
      '* 1 FETCH (UID 3 FLAGS (\\Seen))',
      '* 1 FETCH (FLAGS (\\Seen))\n* 1 FETCH (UID 4)',
      'missing: FETCH 1: item UID is missing',
    ],
    [
      'a line that nothing can be, as it is written',
      '* 1 FETCH (FLAGS (\\Seen)',
      '* 1 FETCH (FLAGS (\\Seen))',
      "missing: * 1 FETCH (FLAGS (\\Seen) is missing; what is written is no response: expected ')'",
    ],
    ['a number', '* 3 EXISTS', '* 4 EXISTS', 'value: EXISTS is 4, expected 3'],
    [
      'a flag',
      '* 2 FETCH (FLAGS (\\Seen) UID 4)',
      '* 2 FETCH (FLAGS () UID 4)',
      'missing: FETCH 2: flag \\Seen is missing',
    ],
    [
      'several flags',
      '* 2 FETCH (FLAGS (\\Seen \\Draft))',
      '* 2 FETCH (FLAGS (\\Deleted))',
      'missing: FETCH 2: flags \\Seen and \\Draft are missing',
      'unexpected: FETCH 2: flag \\Deleted is unexpected',
    ],
    ['a FETCH item', '* 2 FETCH (UID 4)', '* 2 FETCH (FLAGS ())', 'missing: FETCH 2: item UID is missing'],
    ['its value', '* 2 FETCH (UID 4)', '* 2 FETCH (UID 5)', 'value: FETCH 2: UID is 5, expected 4'],
    [
      'a STATUS item',
      '* STATUS a (UIDNEXT 7)',
      '* STATUS a (UIDNEXT 8)',
      'value: STATUS a: UIDNEXT is 8, expected 7',
    ],
    [
      'an attribute',
      '* LIST (\\Noselect) "/" a',
      '* LIST () "/" a',
      'missing: LIST a: attribute \\Noselect is missing',
    ],
    [
      'a capability',
      '* CAPABILITY IMAP4rev1 IDLE',
      '* CAPABILITY IMAP4rev1',
      'missing: CAPABILITY: IDLE is missing',
    ],
    [
      'a code with its value',
      'a1 OK [UIDNEXT 7]',
      'a1 OK [UIDNEXT 8] x',
      'value: a1: UIDNEXT is 8, expected 7',
    ],
    ['a code that is not there', 'a1 OK [UIDNEXT 7]', 'a1 OK x', 'missing: a1: code [UIDNEXT] is missing'],
    ['another code', 'a1 NO [NOPERM]', 'a1 NO [INUSE] x', 'value: a1: the code is INUSE, expected NOPERM'],
    [
      'the second argument of a code',
      'a1 OK [APPENDUID 1 2]',
      'a1 OK [APPENDUID 1 3] x',
      'value: a1: UID is 3, expected 2',
    ],
    ['the status', 'a1 OK', 'a1 NO [ALERT] x', 'status: a1 is NO, expected OK'],
    ['an answer that never came', 'a1 OK', '* OK x', 'missing: The answer to a1 is missing'],
    [
      'an envelope field',
      '* 1 FETCH (ENVELOPE (NIL "a" NIL))',
      '* 1 FETCH (ENVELOPE (NIL "b" NIL))',
      'value: FETCH 1: ENVELOPE subject is "b", expected "a"',
    ],
    [
      'a part of an address',
      '* 1 FETCH (ENVELOPE (NIL "a" (("A" NIL "a" "x")("B" NIL "b" "x"))))',
      '* 1 FETCH (ENVELOPE (NIL "a" (("A" NIL "a" "x")("C" NIL "b" "x"))))',
      'value: FETCH 1: ENVELOPE from address 2 name is "C", expected "B"',
    ],
    [
      'a field of a part of a message',
      '* 1 FETCH (BODYSTRUCTURE (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)("TEXT" "HTML" NIL NIL NIL "7BIT" 5 1) "MIXED" ("BOUNDARY" "x")))',
      '* 1 FETCH (BODYSTRUCTURE (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)("TEXT" "HTML" NIL NIL NIL "BASE64" 5 1) "MIXED" ("BOUNDARY" "y")))',
      'value: FETCH 1: BODYSTRUCTURE part 2 encoding is "BASE64", expected "7BIT"',
      'value: FETCH 1: BODYSTRUCTURE parameters BOUNDARY is "y", expected "x"',
    ],
    [
      'a part of a part, by the number that it has in a section',
      '* 1 FETCH (BODY ((("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)("TEXT" "HTML" NIL NIL NIL "7BIT" 5 1) "ALTERNATIVE") "MIXED"))',
      '* 1 FETCH (BODY ((("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)("TEXT" "HTML" NIL NIL NIL "BASE64" 5 1) "RELATED") "MIXED"))',
      'value: FETCH 1: BODY part 1.2 encoding is "BASE64", expected "7BIT"',
      'value: FETCH 1: BODY part 1 subtype is "RELATED", expected "ALTERNATIVE"',
    ],
    [
      'also where the part is a message',
      '* 1 FETCH (BODY (("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 9 (NIL "a") (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1) "MIXED") 4) "MIXED"))',
      '* 1 FETCH (BODY (("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 9 (NIL "b") (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 6 1) "DIGEST") 4) "MIXED"))',
      'value: FETCH 1: BODY part 1 envelope subject is "b", expected "a"',
      'value: FETCH 1: BODY part 1.1 size is 6, expected 5',
      'value: FETCH 1: BODY part 1 body subtype is "DIGEST", expected "MIXED"',
    ],
    [
      'the mailbox that was searched',
      '* ESEARCH (TAG "a" MAILBOX x UIDVALIDITY 1) UID ALL 1\n* ESEARCH (TAG "a" MAILBOX y UIDVALIDITY 2) UID ALL 2',
      '* ESEARCH (TAG "a" MAILBOX x UIDVALIDITY 1) UID ALL 3',
      'value: ESEARCH x: ALL is 3, expected 1',
      'missing: ESEARCH y is missing; what came is ESEARCH x',
    ],
    [
      'the range of a part of a result',
      '* ESEARCH (TAG "a") PARTIAL (-1:-100 1:5)',
      '* ESEARCH (TAG "a") PARTIAL (-1:-99 1:5)',
      'value: ESEARCH: PARTIAL range is -1:-99, expected -1:-100',
    ],
    [
      'the MODSEQ behind the numbers of a SORT',
      '* SORT 2 5 (MODSEQ 9)',
      '* SORT 2 5 (MODSEQ 10)',
      'value: SORT: MODSEQ is 10, expected 9',
    ],
    [
      'how far a command has come',
      '* OK [INPROGRESS ("a1" 454 1000)]',
      '* OK [INPROGRESS ("a1" 455 NIL)] x',
      'value: INPROGRESS progress is 455, expected 454',
      'value: INPROGRESS goal is NIL, expected 1000',
    ],
    [
      'a member of what extends a LIST',
      '* LIST () "/" a (CHILDINFO ("SUBSCRIBED"))',
      '* LIST () "/" a (OLDNAME (b))',
      'missing: LIST a: extended data: CHILDINFO is missing',
      'unexpected: LIST a: extended data: OLDNAME is unexpected',
    ],
    [
      'a name that is known by its value',
      '* STATUS ${box} (MESSAGES 0)\n* LIST () "/" ${box}/a',
      '* STATUS x (MESSAGES 0)\n* LIST () "/" x/b',
      'missing: LIST x/a is missing (${box} is x since test.imap:1); what came is LIST x/b',
    ],
    [
      'a message whose number is known',
      '* ${n} EXISTS\n* ${n} FETCH (FLAGS ())',
      '* 3 EXISTS\n* 4 FETCH (FLAGS ())',
      'missing: FETCH 3 is missing (${n} is 3 since test.imap:1); what came is FETCH 4',
    ],
    [
      'the order of what was copied',
      'a1 OK [COPYUID 1 3:4 7:8]',
      'a1 OK [COPYUID 1 3:4 8,7] x',
      'value: a1: UID is 8,7, expected 7:8',
    ],
    [
      'an entry of METADATA',
      '* METADATA "" (/shared/comment "a")',
      '* METADATA "" (/shared/comment "b")',
      'value: METADATA "": /shared/comment is "b", expected "a"',
    ],
    [
      'an identifier',
      '* ACL a fred lr',
      '* ACL a Fred lr',
      'missing: ACL a: fred is missing',
      'unexpected: ACL a: Fred is unexpected',
    ],
    [
      'a line of a literal',
      '* 1 FETCH (BODY[] {<<EOM}\nSubject: a\n\none\ntwo\nEOM)',
      '* 1 FETCH (BODY[] {22}\nSubject: a\n\none\n2\n)',
      'value: FETCH 1: BODY[] differs in line 4 of its text: "2", expected "two"',
    ],
    [
      'the lines of a literal: another, one too few, one too many',
      '* 1 FETCH (BODY[] {<<EOM}\na\nb\nc ${n:number}\nd\ne\nEOM)',
      '* 1 FETCH (BODY[] {17}\na\nB\nc 7\ne\nf\n)',
      'value: FETCH 1: BODY[] differs in line 2 of its text: "B", expected "b"',
      'value: FETCH 1: BODY[] lacks line 4: "d"',
      'value: FETCH 1: BODY[] has a further line 5: "f"',
    ],
    [
      'many lines are counted',
      `* 1 FETCH (BODY[] {<<EOM}\n${'a\n'.repeat(9)}EOM)`,
      `* 1 FETCH (BODY[] {27}\n${'b\n'.repeat(9)})`,
      ...[1, 2, 3, 4, 5, 6].map(
        (line) => `value: FETCH 1: BODY[] differs in line ${line} of its text: "b", expected "a"`,
      ),
      'value: FETCH 1: BODY[] differs in 3 more lines',
    ],
    [
      'a line end that is not there',
      '* 1 FETCH (BODY[] {<<EOM}\na\nb\nEOM)',
      '* 1 FETCH (BODY[] {4}\na\nb)',
      'value: FETCH 1: BODY[] has no line end at its end, expected CRLF at each line end; {<<WORD} always has one: a text without it is written behind its length, {4}',
    ],
    [
      'of a text whose octets are counted',
      '* 1 FETCH (BODY[] {6}\na\nb\n)',
      '* 1 FETCH (BODY[] {4}\na\nb)',
      'value: FETCH 1: BODY[] has no line end at its end, expected CRLF at each line end',
    ],
    [
      'a literal of one line',
      '* 1 FETCH (BODY[1] {3}\nHex)',
      '* 1 FETCH (BODY[1] {3}\nHel)',
      'value: FETCH 1: BODY[1] is "Hel", expected "Hex"',
    ],
    ['the place in an order', '* SORT 1 2 3', '* SORT 1 3 2', 'value: SORT: value 2 is 3, expected 2'],
    [
      'many numbers are counted',
      '* SEARCH 1 2 3 4 5 6',
      '* SEARCH 9',
      'missing: SEARCH: 1, 2, 3 and 3 others are missing',
      'unexpected: SEARCH: 9 is unexpected',
    ],
  ]);
});

describe('a script states the least, a transcript all', () => {
  const more: readonly Case[] = [
    ['a further response', 'a1 OK', '* 3 EXISTS\na1 OK x', 'unexpected: EXISTS is unexpected'],
    [
      'a further item',
      '* 1 FETCH (UID 3)',
      '* 1 FETCH (UID 3 FLAGS ())',
      'unexpected: FETCH 1: item FLAGS is unexpected',
    ],
    [
      'a further attribute',
      '* LIST () "/" a',
      '* LIST (\\Marked) "/" a',
      'unexpected: LIST a: attribute \\Marked is unexpected',
    ],
    ['a further capability', '* CAPABILITY A', '* CAPABILITY A B', 'unexpected: CAPABILITY: B is unexpected'],
    [
      'a further STATUS item',
      '* STATUS a (MESSAGES 1)',
      '* STATUS a (MESSAGES 1 UNSEEN 0)',
      'unexpected: STATUS a: item UNSEEN is unexpected',
    ],
  ];
  describe('in a script these may come', () =>
    verdicts(more.map(([title, expected, actual]) => [title, expected, actual])));
  describe('in a transcript they are differences', () => verdicts(more, transcriptPolicy));
  verdicts([
    [
      'a set of flags is never open',
      '* 1 FETCH (FLAGS (\\Seen))',
      '* 1 FETCH (FLAGS (\\Seen x))',
      'unexpected: FETCH 1: flag x is unexpected',
    ],
  ]);
  verdicts([
    ['text is shown', 'a1 OK done', 'a1 OK Done.', 'text (shown): a1: the text is "Done.", expected "done"'],
  ]);
  verdicts(
    [['text fails', 'a1 OK done', 'a1 OK Done.', 'text: a1: the text is "Done.", expected "done"']],
    transcriptPolicy,
  );
  verdicts(
    [['no text is any text', 'a1 OK\n* OK', '* OK [ALERT] x\na1 OK [READ-WRITE] Done.']],
    transcriptPolicy,
  );
});

describe('the narrowest place in sets, pairs and lists', () => {
  verdicts([
    [
      'is the number that a set lacks',
      '* ESEARCH (TAG "a1") UID ALL 1:3',
      '* ESEARCH (TAG "a1") UID ALL 1:2',
      'value: ESEARCH: ALL is 1:2, expected 1:3: 3 is missing',
    ],
    [
      'or has besides',
      '* VANISHED 1:3,7',
      '* VANISHED 2:5,7',
      'value: VANISHED is 2:5,7, expected 1:3,7: 1 is missing, 4:5 are unexpected',
    ],
    [
      'what vanished is told in one response or in several',
      '* VANISHED 1:3,5',
      '* VANISHED 2:3\n* VANISHED 1,5',
    ],
    ['or in one where several were expected', '* VANISHED 1\n* VANISHED 2:3', '* VANISHED 1:3'],
    [
      'but earlier is not now',
      '* VANISHED (EARLIER) 1:3',
      '* VANISHED (EARLIER) 1\n* VANISHED 2:3',
      'value: VANISHED is 1, expected 1:3: 2:3 are missing',
    ],
    ['(EARLIER) and its UIDs are two', '* VANISHED (EARLIER) 1:3', '* VANISHED (EARLIER) 3,1:2'],
    [
      'is the usage of a quota',
      '* QUOTA "" (STORAGE 10 512)',
      '* QUOTA "" (STORAGE 11 512)',
      'value: QUOTA "": STORAGE usage is 11, expected 10',
    ],
    [
      'or its limit',
      '* QUOTA "" (STORAGE 10 512)',
      '* QUOTA "" (STORAGE 10 500)',
      'value: QUOTA "": STORAGE limit is 500, expected 512',
    ],
    [
      'is the delimiter of a namespace',
      '* NAMESPACE (("" "/")) (("~" "/")) NIL',
      '* NAMESPACE (("" ".")) (("~" "/")) NIL',
      'value: NAMESPACE: personal namespaces delimiter is ".", expected "/"',
    ],
    [
      'is what a user may do',
      '* ACL INBOX Fred rwip bob l',
      '* ACL INBOX bob l Fred rwi',
      'value: ACL INBOX: Fred is rwi, expected rwip',
    ],
    [
      'is the thread that differs',
      '* THREAD (1 2)(3)',
      '* THREAD (1)(2 3)',
      'missing: THREAD: thread 1: 2 is missing',
    ],
  ]);
});

describe('order', () => {
  verdicts([
    [
      'the last EXISTS says how many there are',
      '* 1 EXISTS\n* 2 EXISTS',
      '* 2 EXISTS\n* 1 EXISTS',
      'value: "* 1 EXISTS" came after "* 2 EXISTS", expected before it: the last one counts',
    ],
    [
      'the last FETCH says what flags a message has',
      '* 1 FETCH (FLAGS (\\Seen))\n* 1 FETCH (FLAGS ())',
      '* 1 FETCH (FLAGS ())\n* 1 FETCH (FLAGS (\\Seen))',
      'value: "* 1 FETCH (FLAGS (\\Seen))" came after "* 1 FETCH (FLAGS ())", expected before it: the last one counts',
    ],
    [
      'the last STATUS counts too',
      '* STATUS a (MESSAGES 1)\n* STATUS a (MESSAGES 2 UNSEEN 1)',
      '* STATUS a (MESSAGES 2 UNSEEN 1)\n* STATUS a (MESSAGES 1)',
      'value: "* STATUS a (MESSAGES 1)" came after "* STATUS a (MESSAGES 2 UNSEEN 1)", expected before it: the last one counts',
    ],
    [
      'the same flags in another order, or other items, are no other word about a message',
      '* 1 FETCH (FLAGS (a b))\n* 1 FETCH (FLAGS (b a))\n* 1 FETCH (UID 3)',
      '* 1 FETCH (UID 3)\n* 1 FETCH (FLAGS (b a))\n* 1 FETCH (FLAGS (a b))',
      'order (shown): FETCH 1 came after FETCH 1, expected before it',
    ],
    [
      'where either may be the last no order is meant',
      '* ${_:/1|2/} EXISTS\n* ${_} EXISTS',
      '* 3 EXISTS\n* 2 EXISTS',
      'order (shown): EXISTS came after EXISTS, expected before it',
    ],
    [
      'untagged responses may come in any order',
      '* 3 EXISTS\n* FLAGS ()\na1 OK',
      '* FLAGS ()\n* 3 EXISTS\na1 OK x',
    ],
    [
      'EXPUNGE gives later numbers another meaning',
      '* 1 EXPUNGE\n* 1 FETCH (UID 4)',
      '* 1 FETCH (UID 4)\n* 1 EXPUNGE',
      'value: EXPUNGE 1 came after FETCH 1, expected before it: an EXPUNGE renumbers what follows',
    ],
    [
      'what is behind OK [CLOSED] is about another mailbox',
      '* OK [CLOSED]\n* 3 EXISTS\n* OK [UIDNEXT 9]',
      '* OK [UIDNEXT 9] x\n* 3 EXISTS\n* OK [CLOSED] x',
      'value: * OK [CLOSED] came after EXISTS, expected before it: behind it all is about the other mailbox',
    ],
    ['OK [CLOSED] that may be another OK has no place', '* 3 EXISTS\n* OK', '* OK [CLOSED] x\n* 3 EXISTS'],
    [
      'two EXPUNGEs the other way round are others',
      '* 3 EXPUNGE\n* 5 EXPUNGE',
      '* 5 EXPUNGE\n* 3 EXPUNGE',
      'value: EXPUNGE 3 came after EXPUNGE 5, expected before it: an EXPUNGE renumbers what follows',
    ],
    [
      'a number that may be another has no place',
      '* 1 EXPUNGE\n* ${_:/3|2/} EXPUNGE\n* ${_:number} FETCH (FLAGS ())',
      '* 3 EXPUNGE\n* 2 FETCH (FLAGS ())\n* 1 EXPUNGE',
      'order (shown): EXPUNGE 1 came after EXPUNGE 3, expected before it',
    ],
    ['what numbers do not matter to is free', '* 3 EXPUNGE\n* FLAGS ()', '* FLAGS ()\n* 3 EXPUNGE'],
    [
      'FETCHes among each other are free',
      '* 1 FETCH (UID 1)\n* 2 FETCH (UID 2)',
      '* 2 FETCH (UID 2)\n* 1 FETCH (UID 1)',
      'order (shown): FETCH 1 came after FETCH 2, expected before it',
    ],
  ]);
});

it('where it has to be kept, also that of responses of different names counts', () => {
  const strict = { ...scriptPolicy, failing: new Set([...scriptPolicy.failing, 'order' as const]) };
  expect(judge('* 3 EXISTS\n* FLAGS ()', '* FLAGS ()\n* 3 EXISTS', strict)).toEqual([
    'order: EXISTS came after FLAGS, expected before it',
  ]);
});

describe('what depends on the command', () => {
  const result: Case = [
    'what a SORT found has an order',
    '* ESEARCH (TAG "a") ALL 5,3:4',
    '* ESEARCH (TAG "a") ALL 3:5',
    'value: ESEARCH: ALL is 3:5, expected 5,3:4',
  ];
  const challenge = (name: string, verdict: string): Case => [
    `a ${name} behind a +`,
    '+ AAEC',
    '+ AAED',
    `${verdict}: +: the ${name} is "AAED", expected "AAEC"`,
  ];
  verdicts([result], { ...scriptPolicy, command: 'SORT' });
  verdicts([['what a SEARCH found has none', result[1], result[2]]]);
  verdicts([challenge('challenge', 'value')], { ...scriptPolicy, command: 'AUTHENTICATE' });
  verdicts([challenge('text', 'text (shown)')]);
});

it('what must not come is not told a second time where nothing more may come', () => {
  const strict = { ...scriptPolicy, extra: 'deny' as const };
  expect(judge('S!: * ${_} EXPUNGE\na1 OK', '* 3 EXPUNGE\n* 1 RECENT\na1 OK x', strict)).toEqual([
    'unexpected: RECENT is unexpected',
    'unexpected: EXPUNGE 3 must not come',
  ]);
});

describe('the best assignment', () => {
  verdicts([
    [
      'a pattern leaves the response that only another expectation fits',
      '* ${n} FETCH (UID ${_})\n* 1 FETCH (UID 5)',
      '* 1 FETCH (UID 5)\n* 2 FETCH (UID 6)',
      'order (shown): FETCH 2 came after FETCH 1, expected before it',
    ],
    [
      'where taking the first that fits would leave two differences, there is none',
      '* ${_} FETCH (FLAGS (${*}))\n* ${_} FETCH (FLAGS (\\Seen))\n* ${_} FETCH (FLAGS (\\Seen \\Draft))',
      '* 3 FETCH (FLAGS (\\Seen))\n* 2 FETCH (FLAGS (\\Draft \\Seen))\n* 1 FETCH (FLAGS ())',
      'order (shown): FETCH 1 came after FETCH 3, expected before it',
    ],
    [
      'responses about different things are not compared with each other',
      '* LIST () "/" a\n* LIST () "/" b',
      '* LIST () "/" b\n* LIST () "/" c',
      'missing: LIST a is missing; what came is LIST b and LIST c',
    ],
    [
      'names are bound by what can only be one way',
      '* ${n} FETCH (FLAGS ())\n* ${n} EXISTS',
      '* 1 FETCH (FLAGS ())\n* 2 FETCH (FLAGS ())\n* 2 EXISTS',
    ],
    [
      'names agree across responses of one kind',
      '* LIST () "/" ${a}\n* LIST () "/" "${a}/sub"',
      '* LIST () "/" x\n* LIST () "/" y\n* LIST () "/" y/sub',
    ],
  ]);
  verdicts([
    [
      'one response may be what two lines say',
      '* 1 FETCH (RFC822 ${text})\n* 1 FETCH (FLAGS (\\Seen))',
      '* 1 FETCH (FLAGS (\\Seen) RFC822 "hi")',
    ],
    [
      'so may a LIST, whose names both lines learn',
      '* LIST () ${sep} ${root}\n* LIST (\\Noselect) ${sep} ${root}',
      '* LIST (\\Noselect) "/" ""',
    ],
    [
      'so may one that another line needs more',
      '* 1 FETCH (UID 4)\n* 1 FETCH (FLAGS (\\Seen))',
      '* 1 FETCH (UID 4 FLAGS (\\Seen))\n* 1 FETCH (FLAGS ())',
    ],
    ['each EXPUNGE counts', '* 1 EXPUNGE\n* 1 EXPUNGE', '* 1 EXPUNGE', 'missing: EXPUNGE 1 is missing'],
    [
      'a line that says something else is compared with the same response',
      '* 1 FETCH (UID 4)\n* 1 FETCH (FLAGS (\\Seen))',
      '* 1 FETCH (UID 4 FLAGS ())',
      'missing: FETCH 1: flag \\Seen is missing',
    ],
  ]);
  describe('in a transcript', () =>
    verdicts(
      [
        [
          'each response is one line',
          '* 1 FETCH (UID 4)\n* 1 FETCH (UID 4)',
          '* 1 FETCH (UID 4)',
          'missing: FETCH 1 is missing',
        ],
      ],
      transcriptPolicy,
    ));
  verdicts([
    ['names agree within a set', '* SEARCH ${n+1} ${n} ${n+2}', '* SEARCH 4 5 3'],
    [
      'and where they cannot it is said',
      '* SEARCH ${n} ${n+1}',
      '* SEARCH 4 9',
      'value: SEARCH is 9, expected ${n+1} (${n} is 4 since test.imap:1)',
    ],
    [
      'a key that is written takes its item before one with a placeholder',
      '* 1 FETCH (BODY[${_}] "x" BODY[TEXT] "y")',
      '* 1 FETCH (BODY[TEXT] "y" BODY[1] "x")',
    ],
    [
      'of two items that a key fits it takes the one whose value fits',
      '* 1 FETCH (BODY[${part:number}] "b" BODY[${_}] "a")',
      '* 1 FETCH (BODY[1] "a" BODY[2] "b")',
    ],
  ]);
  it('is found among more than a hundred, whatever their order', () => {
    const numbers = Array.from({ length: 120 }, (_, index) => index + 1);
    const expected = numbers.map((uid) => `* \${_} FETCH (UID ${uid})`).join('\n');
    const actual = numbers.map((uid) => `* ${uid} FETCH (UID ${121 - uid})`).join('\n');
    expect(judge(expected, actual)).toEqual([
      'order (shown): FETCH 120 came after FETCH 119, expected before it',
    ]);
    expect(judge(`* SEARCH ${'${_} '.repeat(1000)}7`, `* SEARCH 7 ${'8 '.repeat(1000).trim()}`)).toEqual([]);
  });
  it('finds what must not come among thousands', () => {
    const forbidden = Array.from({ length: 500 }, (_, index) => `S!: * ${index + 1} FETCH (FLAGS (x))`).join(
      '\n',
    );
    const actual = Array.from({ length: 1000 }, (_, index) => `* ${index + 1} FETCH (FLAGS (a))`).join('\n');
    expect(judge(forbidden, actual)).toEqual([]);
    expect(judge(forbidden, `${actual}\n* 500 FETCH (FLAGS (X))`)).toEqual([
      'unexpected: FETCH 500 must not come',
    ]);
  });
  it('ends quickly with thousands of responses that all differ', () => {
    const fetches = (flag: string, from: number) =>
      Array.from({ length: 1500 }, (_, index) => `* ${from + index} FETCH (FLAGS (${flag}))`).join('\n');
    expect(judge(fetches('a', 1), fetches('b', 1))).toHaveLength(3000);
    expect(judge(fetches('a', 1), fetches('b', 9000))).toHaveLength(1500);
    expect(judge(fetches('a', 1), fetches('b', 9000)).at(-1)).toBe(
      'missing: FETCH 1500 is missing; what came is FETCH 9000, FETCH 9001, FETCH 9002 and 1497 others',
    );
  });
});

describe('presence', () => {
  verdicts([
    [
      'S?: takes nothing from what must come',
      'S?: * ${_} EXPUNGE\nS: * ${_} EXPUNGE\na1 OK',
      '* 3 EXPUNGE\na1 OK x',
    ],
    ['S?: may come', 'S?: * ${_} EXPUNGE\na1 OK', '* 3 EXPUNGE\na1 OK x'],
    ['S?: need not come', 'S?: * ${_} EXPUNGE\na1 OK', 'a1 OK x'],
    [
      'S!: must not come',
      'S!: * ${_} EXPUNGE\na1 OK',
      '* 3 EXPUNGE\na1 OK x',
      'unexpected: EXPUNGE 3 must not come',
    ],
    ['S!: is met by anything else', 'S!: * ${_} EXPUNGE\na1 OK', '* 3 EXISTS\na1 OK x'],
  ]);
  describe('in a transcript', () =>
    verdicts(
      [
        ['S?: allows what it says', 'S?: * ${_} EXPUNGE\na1 OK', '* 3 EXPUNGE\na1 OK x'],
        [
          'and nothing more',
          'S?: * ${_} EXPUNGE\na1 OK',
          '* 3 EXISTS\na1 OK x',
          'unexpected: EXISTS is unexpected',
        ],
      ],
      transcriptPolicy,
    ));
});

describe('patterns', () => {
  verdicts([
    ['${name} is any value, and then the same', '* ${n} EXISTS\n* ${n} RECENT', '* 3 EXISTS\n* 3 RECENT'],
    [
      'a value that conflicts says where it was bound',
      '* ${n} EXISTS\n* ${n} RECENT',
      '* 3 EXISTS\n* 4 RECENT',
      'value: RECENT is 4, expected ${n} (${n} is 3 since test.imap:1)',
    ],
    ['${_} is also a whole list', '* 1 FETCH (FLAGS ${_} UID 3)', '* 1 FETCH (FLAGS (\\Seen) UID 3)'],
    ['${*} is the rest of a list', '* 1 FETCH (FLAGS (\\Seen ${*}))', '* 1 FETCH (FLAGS (\\Draft \\Seen))'],
    ['${*} behind a key is its value', '* 1 FETCH (FLAGS ${*})', '* 1 FETCH (FLAGS (\\Draft) UID 7)'],
    [
      '${*} behind a key is its value, also in the middle',
      '* 1 FETCH (FLAGS ${*} UID 7)',
      '* 1 FETCH (UID 7 FLAGS (\\Draft))',
    ],
    ['${*} is all values behind a key', '* QUOTA "" (STORAGE ${*})', '* QUOTA "" (STORAGE 10 512)'],
    ['${*} is the rest of a response', '* STATUS INBOX ${*}', '* STATUS INBOX (MESSAGES 3)'],
    ['${*} is a whole response', '* ${*}', '* 3 EXISTS'],
    ['${*} alone is any line but the answer', 'S: ${*}\na1 OK', '+ x\na1 OK y'],
    ['${*} behind a tag is any answer to it', 'S: a1 ${*}', 'a1 NO y'],
    ['${tag} is any tag', '${tag} OK', 'a1 OK y'],
    ['${*} is the rest of a text', 'a1 OK Logged in${*}', 'a1 OK Logged in as bob'],
    ['${*} stands between values whose order counts', '* SORT 1 ${*} 9', '* SORT 1 2 3 9'],
    [
      'and what is behind it must end the list',
      '* SORT 1 ${*} 9',
      '* SORT 1 9 2',
      'value: SORT: value 3 is 2, expected 9',
    ],
    [
      '${!member} must not be there',
      '* LIST (${!\\Noselect}) "/" a',
      '* LIST (\\noselect \\Marked) "/" a',
      'unexpected: LIST a: attribute \\Noselect must not be there',
    ],
    ['and says nothing of others', '* 1 FETCH (FLAGS (${!\\Deleted}))', '* 1 FETCH (FLAGS (\\Seen))'],
    [
      'a FETCH item must not be there',
      '* 1 FETCH (${!UID} FLAGS ())',
      '* 1 FETCH (FLAGS () UID 3)',
      'unexpected: FETCH 1: item UID must not be there',
    ],
    [
      '${?member} may be there',
      '* 1 FETCH (FLAGS (\\Seen ${?\\Draft} ${?$Junk}))',
      '* 1 FETCH (FLAGS (\\draft \\Seen))',
    ],
    [
      'and says nothing of others',
      '* 1 FETCH (FLAGS (${?\\Draft}))',
      '* 1 FETCH (FLAGS (\\Draft \\Seen))',
      'unexpected: FETCH 1: flag \\Seen is unexpected',
    ],
    [
      '${!*} says that nothing more is in a list',
      '* 1 FETCH (UID 3 ${!*})',
      '* 1 FETCH (UID 3 FLAGS ())',
      'unexpected: FETCH 1: item FLAGS is unexpected',
    ],
    ['where nothing is', '* LIST (${!*}) "/" a', '* LIST () "/" a'],
    [
      'and in a response',
      '* CAPABILITY IMAP4rev1 ${!*}',
      '* CAPABILITY IMAP4rev1 IDLE',
      'unexpected: CAPABILITY: IDLE is unexpected',
    ],
    ['a list with an order has an end anyway', '* SORT 1 2 ${!*}', '* SORT 1 2'],
    ['${n:>=3} is a number that is not less', '* ${n:>=3} EXISTS\n* ${n} RECENT', '* 3 EXISTS\n* 3 RECENT'],
    [
      'a number that is less is another',
      '* OK [UIDNEXT ${u:>=6}]',
      '* OK [UIDNEXT 5] x',
      'value: UIDNEXT is 5, expected ${u:>=6}',
    ],
    [
      '${n:>=a+1} has grown since',
      '* OK [UIDNEXT ${u}]\n* STATUS a (UIDNEXT ${n:>=u+1})',
      '* OK [UIDNEXT 5] x\n* STATUS a (UIDNEXT 6)',
    ],
    [
      'and says since when',
      '* OK [UIDNEXT ${u}]\n* STATUS a (UIDNEXT ${_:>=u+1})',
      '* OK [UIDNEXT 5] x\n* STATUS a (UIDNEXT 5)',
      'value: STATUS a: UIDNEXT is 5, expected ${_:>=u+1} (${u} is 5 since test.imap:1)',
    ],
    ['of what has no value nothing is known', '* ${_:>=nothing+1} EXISTS', '* 1 EXISTS'],
    [
      'a server says by itself what is attached',
      '* 1 FETCH (FLAGS (\\Seen))',
      '* 1 FETCH (FLAGS (\\Seen $HasAttachment))',
    ],
    [
      'where it is expected it must be there',
      '* 1 FETCH (FLAGS ($HasAttachment))',
      '* 1 FETCH (FLAGS ())',
      'missing: FETCH 1: flag $HasAttachment is missing',
    ],
    [
      '${n:number} is a number',
      '* LIST () "/" ${n:number}',
      '* LIST () "/" abc',
      'value: LIST abc: mailbox is abc, expected ${n:number}',
    ],
    [
      '${d:date} is a date',
      '* 1 FETCH (INTERNALDATE "${d:date}")',
      '* 1 FETCH (INTERNALDATE "17-Jul-1996 02:44:25 -0700")',
    ],
    [
      '${d:date} is no other text',
      '* 1 FETCH (INTERNALDATE "${d:date}")',
      '* 1 FETCH (INTERNALDATE "today")',
      'value: FETCH 1: INTERNALDATE is "today", expected "${d:date}"',
    ],
    [
      '${m:atom} is an atom',
      '* 1 FETCH (X ${m:atom})',
      '* 1 FETCH (X "a b")',
      'value: FETCH 1: X is "a b", expected ${m:atom}',
    ],
    ['${x:/regex/} is a whole value', '* 1 FETCH (X ${x:/a{2,3}b?/})', '* 1 FETCH (X aaab)'],
    [
      'and nothing less',
      '* 1 FETCH (X ${x:/a{2,3}/})',
      '* 1 FETCH (X aaaa)',
      'value: FETCH 1: X is aaaa, expected ${x:/a{2,3}/}',
    ],
    [
      'it may have the quotes that the value has',
      '* LIST () ${s:/"\\."|"\\/"/} a\n* LIST () ${s} b',
      '* LIST () "/" a\n* LIST () "/" b',
    ],
    [
      '${a+1} counts',
      '* OK [UIDNEXT ${u}]\na1 OK [APPENDUID ${_} ${u+1}]',
      '* OK [UIDNEXT 5] x\na1 OK [APPENDUID 9 6] x',
    ],
    [
      '${a-1} counts down, wherever it stands first',
      '* OK [UIDNEXT ${u-1}]\na1 OK [APPENDUID ${_} ${u}]',
      '* OK [UIDNEXT 5] x\na1 OK [APPENDUID 9 6] x',
    ],
    [
      'a number that does not fit says what was remembered',
      '* OK [UIDNEXT ${u}]\na1 OK [APPENDUID ${_} ${u+1}]',
      '* OK [UIDNEXT 5] x\na1 OK [APPENDUID 9 7] x',
      'value: a1: UID is 7, expected ${u+1} (${u} is 5 since test.imap:1)',
    ],
    ['a part of a value', '* LIST () "/" run-${x}/sub', '* LIST () "/" "run-7/sub"'],
    ['parts of a text', 'a1 OK ${_} took ${n:number} ms', 'a1 OK FETCH took 12 ms'],
    [
      'in a heredoc',
      '* 1 FETCH (BODY[] {<<EOM}\nMessage-ID: <${id}>\n\nhi\nEOM)',
      '* 1 FETCH (BODY[] {25}\nMessage-ID: <a@b>\n\nhi\n)',
    ],
    ['no patterns in counted octets', '* 1 FETCH (X {4}\n${_}\n)', '* 1 FETCH (X {4}\n${_}\n)'],
    [
      'a name of a FETCH item',
      '* 1 FETCH (BODY[HEADER.FIELDS (${*})] ${_})',
      '* 1 FETCH (BODY[HEADER.FIELDS (A B)] "x")',
    ],
    ['an escaped placeholder is text', 'S\\: a1 OK \\x24{_}', 'a1 OK ${_}'],
    [
      'and not a placeholder',
      'S\\: a1 OK \\x24{_}',
      'a1 OK x',
      'text (shown): a1: the text is "x", expected "${_}"',
    ],
    ['a status without a code is any such status', '* OK', '* OK [CAPABILITY IMAP4rev1] ready'],
    ['a code of any name', 'a1 NO [${_}] no', 'a1 NO [NOPERM] no'],
  ]);

  it('uses and keeps the values that were known', () => {
    const known = new Map([['uid', '7']]);
    const result = matchAnswers(
      expectations('* 1 FETCH (UID ${uid} X ${x})'),
      responses('* 1 FETCH (UID 7 X "a b")'),
      scriptPolicy,
      known,
    );
    expect(result.mismatches).toEqual([]);
    expect([...result.bindings]).toEqual([
      ['uid', '7'],
      ['x', 'a b'],
    ]);
    expect(known.size).toBe(1);
  });

  it.each([
    ['a+', 4096],
    ['a+b*', 4096],
    ['\\d+ \\d+ \\d+', 464],
    ['\\d{4}-\\d{2}', 4096],
    ['\\d+(\\.\\d+)? secs?', 4096],
    ['(a+)+', 26],
    ['(a|b)*', 26],
    ['(a?){50}', 26],
    ['((ab*))+', 26],
    ['[(+*]+\\(+', 4096],
  ])('tries /%s/ on at most %d octets, so that it ends', (pattern, longest) => {
    expect(readRegex(pattern)?.longest).toBe(longest);
  });

  it('says that a regular expression was not tried', () => {
    const [mismatch] = judge('* 1 FETCH (X ${x:/(a+)+/})', `* 1 FETCH (X ${'a'.repeat(5000)}b)`);
    expect(mismatch).toContain('this one is tried on at most 26 octets');
  });
});

describe('%match exact', () => {
  const exact = { ...scriptPolicy, mode: 'exact' } as const;
  verdicts(
    [
      ['the same octets', '* FLAGS (\\Seen)', '* FLAGS (\\Seen)'],
      [
        'other octets that mean the same',
        '* FLAGS (\\Seen)',
        '* FLAGS (\\seen)',
        'value: FLAGS differs at octet 11: "(\\seen)", expected "(\\Seen)"',
      ],
      ['patterns', '* ${n} EXISTS', '* 4 EXISTS'],
      ['no text where none is written', '* OK\na1 OK', '* OK [ALERT] hi\na1 OK done'],
      [
        'a text where one is',
        'a1 OK done',
        'a1 OK Done',
        'value: a1 differs at octet 7: "Done", expected "done"',
      ],
      ['the status', 'a1 OK', 'a1 NO', 'status: a1 is NO, expected OK'],
    ],
    exact,
  );
});

describe('%match caseless', () => {
  const caseless = { ...scriptPolicy, mode: 'caseless' } as const;
  verdicts(
    [
      ['a mailbox', '* LIST () "/" foo', '* LIST () "/" Foo'],
      ['one of several', '* LIST () "/" b\n* LIST () "/" a', '* LIST () "/" B\n* LIST () "/" A'],
      ['a string', '* 1 FETCH (BODY[] "Hi" UID 3)', '* 1 FETCH (BODY[] "HI" UID 3)'],
      ['a text for people', 'a1 OK fetch done', 'a1 OK Fetch done'],
      [
        'a remembered value',
        '* LIST () "/" ${x}\na1 OK [MAILBOXID (${x})]',
        '* LIST () "/" foo\na1 OK [MAILBOXID (FOO)] x',
      ],
      ['members', '* ACL x Ann lr', '* ACL X ann RL'],
      [
        'but not a regular expression',
        '* LIST () "/" ${_:/foo/}',
        '* LIST () "/" Foo',
        'value: LIST Foo: mailbox is Foo, expected ${_:/foo/}',
      ],
      [
        'other letters',
        '* LIST () "/" foo',
        '* LIST () "/" fop',
        'missing: LIST foo is missing; what came is LIST fop',
      ],
    ],
    caseless,
  );
});

describe('a mismatch', () => {
  it.each([
    ['the one of its kind', '* 2 EXPUNGE', '* 1 EXPUNGE', '* 1 EXPUNGE'],
    ['none that another line wants', '* LIST () "/" a\n* LIST () "/" b', '* LIST () "/" b', undefined],
    ['none of several', '* 3 EXPUNGE', '* 1 EXPUNGE\n* 2 EXPUNGE', undefined],
  ])('of what is missing shows what came: %s', (_, expected, actual, shown) => {
    const [mismatch] = matchAnswers(
      expectations(expected),
      responses(actual),
      scriptPolicy,
      new Map(),
    ).mismatches;
    expect(mismatch?.class).toBe('missing');
    expect(mismatch?.kind).toBe('others-came');
    expect(mismatch?.actual?.text).toBe(shown);
  });

  const first = (expected: string, actual: string) =>
    matchAnswers(expectations(`a0 NOOP\n${expected}`), responses(actual), scriptPolicy, new Map())
      .mismatches[0];

  it('shows the lines it is in, and where in them', () => {
    const mismatch = first('* 1 FETCH (UID 4 FLAGS (\\Seen))', '* 1 FETCH (UID 44 FLAGS (\\Seen))');
    expect(mismatch?.expected).toEqual({
      text: '* 1 FETCH (UID 4 FLAGS (\\Seen))',
      place: { path: 'test.imap', line: 2 },
      start: 15,
      end: 16,
    });
    expect(mismatch?.actual).toEqual({
      text: '* 1 FETCH (UID 44 FLAGS (\\Seen))',
      place: undefined,
      start: 15,
      end: 17,
    });
  });

  it('is placed in the line of a literal', () => {
    const mismatch = first('* 1 FETCH (X {<<EOM}\na\nb\nEOM)', '* 1 FETCH (X {6}\na\nc\n)');
    expect(mismatch?.expected).toEqual({
      text: 'b',
      place: { path: 'test.imap', line: 4 },
      start: 0,
      end: 1,
    });
    expect(mismatch?.actual?.text).toBe('c');
  });

  it('shows nothing that a terminal would obey', () => {
    const mismatch = first('a1 OK x', 'a1 OK \x1b[2J\u202e');
    expect(mismatch?.message).toBe('a1: the text is "\\x1b[2J\\u{202e}", expected "x"');
    expect(mismatch?.actual).toEqual({
      text: 'a1 OK \\x1b[2J\\u{202e}',
      place: undefined,
      start: 6,
      end: 21,
    });
  });

  it.each([
    [
      'from the word on in which long values differ',
      `${'word '.repeat(20)}one two`,
      `${'word '.repeat(20)}one 2`,
      'a1: the text is "… 2", expected "… two"',
    ],
    [
      'no half of a word',
      `${'a'.repeat(70)}`,
      `${'word '.repeat(12)}secret`,
      `a1: the text is "${'word '.repeat(12)}…", expected "… (70 octets)"`,
    ],
  ])('shows %s', (_, expected, actual, message) => {
    expect(first(`a1 OK ${expected}`, `a1 OK ${actual}`)?.message).toBe(message);
  });

  it('shows the part of a long line that differs', () => {
    const long = 'x '.repeat(5000);
    const mismatch = first(`* SEARCH ${long}4`, `* SEARCH ${long}5`);
    expect(mismatch?.expected?.text.length).toBeLessThan(2100);
    const { text = '', start, end } = mismatch?.expected ?? {};
    expect(text.slice(start, end)).toBe('4');
  });
});

describe('isMet', () => {
  const met = (expected: string, actual: string) =>
    isMet(expectations(expected)[0]!, responses(actual)[0]!, scriptPolicy, new Map());

  it('holds for a response that an expectation is about in full', () => {
    expect(met('* ${_} EXISTS', '* 4 EXISTS')).toBe(true);
    expect(met('* 5 EXISTS', '* 4 EXISTS')).toBe(false);
    expect(met('+ idling', '+ go ahead')).toBe(true);
    expect(met('* 1 FETCH (FLAGS (\\Seen))', '* 1 FETCH (UID 3)')).toBe(false);
  });
});

describe('any response', () => {
  const octets = fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  });
  const word = fc.constantFrom(
    'FETCH',
    'LIST',
    '(',
    ')',
    '"a b"',
    'NIL',
    '\\Seen',
    '12',
    'FLAGS',
    'BODY[]',
    '{3}\r\nabc',
    'EXISTS',
    '[',
    ']',
    'OK',
    'x',
  );
  const line = fc
    .oneof(
      octets,
      fc.array(word).map((words) => words.join(' ')),
    )
    .map((text) => text.replace(/\n(?!abc)|\r(?!\n)/g, ''));
  const response = fc
    .tuple(fc.constantFrom('* ', '+ ', 'a1 OK ', 'a1 NO [', '* 3 ', '* ESEARCH '), line)
    .map(([head, rest]) => parseResponse(`${head}${rest}\r\n`));

  it('never differs from itself', () => {
    fc.assert(
      fc.property(fc.array(response, { maxLength: 5 }), (all) => {
        const expected = all.filter(({ octets }) => !octets.includes('{')).map(({ octets }) => octets);
        const lines = expected.map(
          (text) =>
            `S\\: ${text.slice(0, -2).replace(/[^ -[\]-~]|\$/g, (octet) => `\\x${octet.charCodeAt(0).toString(16).padStart(2, '0')}`)}\n`,
        );
        const { mismatches } = matchAnswers(
          expectations(lines.join(''), 'x', 'octets'),
          expected.map((text) => parseResponse(text)),
          transcriptPolicy,
          new Map(),
        );
        expect(mismatches).toEqual([]);
      }),
    );
  });

  it('can be compared with any other', () => {
    fc.assert(
      fc.property(fc.array(response, { maxLength: 5 }), fc.array(line, { maxLength: 5 }), (actual, lines) => {
        const expected = expectations(lines.map((text) => `S: ${text}\n`).join(''), 'x', 'octets');
        for (const policy of [scriptPolicy, transcriptPolicy])
          matchAnswers(expected, actual, policy, new Map());
      }),
    );
  });
});
