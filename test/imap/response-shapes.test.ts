import { describe, expect, it } from 'vitest';
import { parseResponse } from '../../src/imap/response.js';
import { responseShapes, shapeOfCode, shapeOfResponse } from '../../src/imap/response-shapes.js';
import { misfits } from './misfits.js';

/** At least one response of every name in the table, as servers and the RFCs write them. */
const examples: readonly string[] = [
  '* CAPABILITY IMAP4rev1 STARTTLS AUTH=GSSAPI LOGINDISABLED',
  '* ENABLED CONDSTORE X-GOOD-IDEA',
  '* LIST (\\Marked \\NoInferiors) "/" "inbox"',
  '* LIST (\\Subscribed) "/" "Foo" ("CHILDINFO" ("SUBSCRIBED") "OLDNAME" ("Bar"))',
  '* LSUB () "." #news.comp.mail.misc',
  '* XLIST (\\HasNoChildren \\Inbox) "/" "Boîte"',
  '* NAMESPACE (("" "/")) (("~" "/")) (("#shared/" "/" "X-PARAM" ("FLAG1" "FLAG2"))("#public/" "/"))',
  '* NAMESPACE NIL NIL NIL',
  '* STATUS blurdybloop (MESSAGES 231 UIDNEXT 44292 MAILBOXID (F2212ea87-6097))',
  '* SEARCH 2 84 882',
  '* SEARCH 2 5 6 7 (MODSEQ 917162500)',
  '* ESEARCH (TAG "A282") MIN 2 COUNT 3 ALL 2,10:11',
  '* ESEARCH (TAG "tag1" MAILBOX "folder1" UIDVALIDITY 1) UID ALL 4001,4003 MODSEQ 5',
  '* ESEARCH (TAG "B01") UID ADDTO (0 32768:32769) PARTIAL (-1:-10 4001)',
  '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded)',
  '* 172 EXISTS',
  '* 3 RECENT',
  '* 3 EXPUNGE',
  '* VANISHED 405,407',
  '* VANISHED (EARLIER) 41,43:116,118',
  '* 12 FETCH (FLAGS (\\Seen) INTERNALDATE "17-Jul-1996 02:44:25 -0700" RFC822.SIZE 4286 UID 7 MODSEQ (65) EMAILID (M1) THREADID NIL X-GM-LABELS ("\\\\Inbox" x))',
  '* 12 FETCH (BODY ("TEXT" "PLAIN" ("CHARSET" "US-ASCII") NIL NIL "7BIT" 3028 92))',
  '* 1 FETCH (BODYSTRUCTURE ("TEXT" "PLAIN" ("CHARSET" "utf-8" "FORMAT" "flowed") "<id>" "words" "7BIT" 5 1 "md5" ("inline" ("filename" "a")) ("en" "de") "loc"))',
  '* 1 FETCH (BODYSTRUCTURE (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 1 1 NIL NIL NIL NIL)("IMAGE" "PNG" ("NAME" "p") "<p>" NIL "BASE64" 4 NIL ("attachment" NIL) ("en") NIL) "MIXED" ("BOUNDARY" "x") ("inline" NIL) NIL NIL))',
  '* 1 FETCH (BODYSTRUCTURE ("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 9 (NIL "s" NIL NIL NIL NIL NIL NIL NIL NIL) ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 1 1) 1 NIL NIL NIL NIL))',
  '* 25 UIDFETCH (FLAGS (\\Seen) BODY[TEXT] NIL)',
  '* SORT 5 3 4 1 2 (MODSEQ 9)',
  '* THREAD (2)(3 6 (4 23)(44 7 96))',
  '* UIDBATCHES (TAG "A143") 215295:99696,99695:20351',
  '* ID ("name" "Cyrus" "version" "1.5" "os" NIL)',
  '* ID NIL',
  '* QUOTA "" (STORAGE 10 512 MESSAGE 1 100)',
  '* QUOTAROOT INBOX "" user.bob',
  '* ACL INBOX Fred rwipsldexta -Fred wetd',
  '* LISTRIGHTS ~/Mail/saved smith la r swicdkxte',
  '* MYRIGHTS INBOX rwiptsldaex',
  '* METADATA "INBOX" (/shared/comment "Shared comment" /private/comment NIL)',
  '* METADATA "" /shared/comment /private/comment',
  '* ANNOTATION INBOX "/comment" ("value.priv" "My comment" "size.priv" "10")',
  '* GENURLAUTH "imap://joe@example.com/INBOX/;uid=20;urlauth=anonymous:internal:91"',
  '* URLFETCH "imap://joe@example.com/INBOX/;uid=20" {2}\r\nhi',
  '* LANGUAGE (EN DE i-klingon)',
  '* COMPARATOR i;unicode-casemap (i;ascii-numeric "i;octet")',
  '* 2 CONVERTED (TAG "b002") (UID 120 BODYPARTSTRUCTURE[4] ("IMAGE" "GIF" () NIL NIL "BASE64" 4182))',
  '* CONVERSION "image/gif" "image/jpeg" ("pix-x" "pix-y")',
  '* JMAPACCESS "https://example.com/.s/[jmap]"',
  '* XAPPLEPUSHSERVICE "aps-version" "2" "aps-topic" "com.apple.mail.XServer.x"',
];

/** Values that take another form than their shape has, and so are compared as data. */
const otherForms: readonly (readonly [line: string, misfits: readonly string[]])[] = [
  ['* 1 FETCH (BODY[HEADER.FIELDS (DATE)] "x")', ['no list']],
  ['* 1 FETCH (BODYSTRUCTURE ("A" "B" NIL NIL NIL "8BIT" 1 NIL NIL "en"))', ['string where a set should be']],
];

const codes: readonly string[] = [
  '[CAPABILITY IMAP4rev1 AUTH=PLAIN]',
  '[PERMANENTFLAGS (\\Deleted \\Seen \\*)]',
  '[BADCHARSET (UTF-8 US-ASCII)]',
  '[MODIFIED 7,9]',
  '[DOWNGRADED 70,105,108:110]',
  '[APPENDUID 38505 3955]',
  '[COPYUID 38505 304,319:320 3956:3958]',
  '[BADEVENT (MessageNew MessageExpunge)]',
  '[URLMECH INTERNAL XSAMPLE=P34OKhO7VEkCbsiYY8rGEg==]',
  '[METADATA LONGENTRIES 2199]',
  '[INPROGRESS ("A001" 454 1000)]',
  '[ANNOTATE TOOBIG]',
  '[ANNOTATIONS 20000 NOPRIVATE]',
  '[NEWNAME {3}\r\nfoo "bar"]',
  '[X-UNKNOWN (a) b]',
];

describe('the shape of a response', () => {
  it.each(examples)('fits %j', (line) => {
    const response = parseResponse(`${line}\r\n`);
    if (response.kind !== 'data') throw new Error(`no data: ${line}`);
    const shape = shapeOfResponse(response.name);
    expect(misfits(shape.values, response.values)).toEqual([]);
    if (shape.subject === 'number') expect(response.number).toBeTypeOf('number');
    if (typeof shape.subject === 'object' && 'place' in shape.subject)
      expect(response.values[shape.subject.place]?.kind).toMatch(/atom|string/);
  });

  it.each(otherForms)('is left aside where %j has another form', (line, expected) => {
    const response = parseResponse(`${line}\r\n`);
    const values = response.kind === 'data' ? response.values : [];
    expect(misfits(shapeOfResponse(response.kind === 'data' ? response.name : '').values, values)).toEqual(
      expected,
    );
  });

  it('is shown by an example for every name', () => {
    const named = new Set(
      examples.map((line) => parseResponse(line)).map((one) => one.kind === 'data' && one.name),
    );
    expect(Object.keys(responseShapes.responses).filter((name) => !named.has(name))).toEqual([]);
  });

  it('of an unknown name compares values in order', () => {
    expect(shapeOfResponse('X-OURS').values).toEqual({ kind: 'tuple', places: [] });
    expect(shapeOfResponse('constructor').values).toEqual({ kind: 'tuple', places: [] });
    expect(shapeOfCode('toString')).toEqual({ kind: 'tuple', places: [] });
  });
});

describe('the shape of a code', () => {
  it.each(codes)('fits %j', (text) => {
    const response = parseResponse(`* OK ${text} x\r\n`);
    if (response.kind !== 'status' || !response.code) throw new Error(`no code: ${text}`);
    expect(misfits(shapeOfCode(response.code.name), response.code.values)).toEqual([]);
  });

  it('is shown by an example for every name', () => {
    expect(
      Object.keys(responseShapes.codes).filter((name) => !codes.some((text) => text.startsWith(`[${name} `))),
    ).toEqual([]);
  });
});
