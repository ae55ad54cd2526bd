import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResponse } from '../../src/imap/response.js';
import { createMasker } from '../../src/match/mask.js';
import { matchAnswers, transcriptPolicy } from '../../src/match/match.js';
import { notate } from '../../src/script/notate.js';
import { expectations, judge, responses } from './support.js';

/** What a server said in two runs, and how it is recorded in both. */
const recorded: readonly { title: string; first: string; second: string; template: string }[] = [
  {
    title: 'UIDVALIDITY, UIDNEXT and HIGHESTMODSEQ of SELECT get names',
    first: '* OK [UIDVALIDITY 1700000001] UIDs valid\n* OK [UIDNEXT 8] Next\n* OK [HIGHESTMODSEQ 17] Highest',
    second:
      '* OK [UIDVALIDITY 1700000009] UIDs valid\n* OK [UIDNEXT 9] Next\n* OK [HIGHESTMODSEQ 20] Highest',
    template:
      'S: * OK [UIDVALIDITY ${uidvalidity}] UIDs valid\nS: * OK [UIDNEXT ${uidnext}] Next\nS: * OK [HIGHESTMODSEQ ${modseq}] Highest\n',
  },
  {
    title: 'the UID that UIDNEXT announced is the one that APPENDUID and FETCH name',
    first:
      '* OK [UIDVALIDITY 5] x\n* OK [UIDNEXT 8] x\na2 OK [APPENDUID 5 8] done\n* 3 FETCH (UID 8 FLAGS ())\n* 1 FETCH (UID 2)',
    second:
      '* OK [UIDVALIDITY 6] x\n* OK [UIDNEXT 11] x\na2 OK [APPENDUID 6 11] done\n* 3 FETCH (UID 11 FLAGS ())\n* 1 FETCH (UID 2)',
    template:
      'S: * OK [UIDVALIDITY ${uidvalidity}] x\nS: * OK [UIDNEXT ${uidnext}] x\nS: a2 OK [APPENDUID ${uidvalidity} ${uidnext}] done\n' +
      'S: * 3 FETCH (UID ${uidnext} FLAGS ())\nS: * 1 FETCH (UID 2)\n',
  },
  {
    title: 'another value gets another name',
    first: '* OK [UIDVALIDITY 1] x\n* OK [UIDVALIDITY 2] x\n* OK [UIDVALIDITY 1] x',
    second: '* OK [UIDVALIDITY 3] x\n* OK [UIDVALIDITY 4] x\n* OK [UIDVALIDITY 3] x',
    template:
      'S: * OK [UIDVALIDITY ${uidvalidity}] x\nS: * OK [UIDVALIDITY ${uidvalidity2}] x\nS: * OK [UIDVALIDITY ${uidvalidity}] x\n',
  },
  {
    title: 'the same UID in two mailboxes is two values',
    first: '* OK [UIDVALIDITY 1] x\n* OK [UIDNEXT 5] x\n* STATUS foo (UIDVALIDITY 2 UIDNEXT 5)',
    second: '* OK [UIDVALIDITY 1] x\n* OK [UIDNEXT 6] x\n* STATUS foo (UIDVALIDITY 2 UIDNEXT 5)',
    template:
      'S: * OK [UIDVALIDITY ${uidvalidity}] x\nS: * OK [UIDNEXT ${uidnext}] x\nS: * STATUS foo (UIDVALIDITY ${uidvalidity2} UIDNEXT ${uidnext2})\n',
  },
  {
    title: 'object ids, dates of arrival and RECENT change too',
    first:
      '* 2 RECENT\n* OK [MAILBOXID (F2212ea87-6097)] x\n* 1 FETCH (EMAILID (M6d99ac3275bb4e) THREADID (T64b478a75b7ea9) INTERNALDATE "24-Nov-2026 03:00:00 +0000")',
    second:
      '* 0 RECENT\n* OK [MAILBOXID (F2212ea88)] x\n* 1 FETCH (EMAILID (M6) THREADID (T6) INTERNALDATE "25-Nov-2026 04:00:00 +0000")',
    template:
      'S: * ${_:number} RECENT\nS: * OK [MAILBOXID (${mailboxid})] x\nS: * 1 FETCH (EMAILID (${emailid}) THREADID (${threadid}) INTERNALDATE "${_:date}")\n',
  },
  {
    title: 'the UID in a URL is the one of its mailbox',
    first:
      '* STATUS a (UIDNEXT 8)\n* GENURLAUTH "imap://u@h/a/;uid=8;urlauth=x" "imap://u@h/b/;uid=8" "imap://u@h/a/;uid=3"\n* URLFETCH "imap://u@h/%61/;UID=8" "8"',
    second:
      '* STATUS a (UIDNEXT 9)\n* GENURLAUTH "imap://u@h/a/;uid=9;urlauth=x" "imap://u@h/b/;uid=8" "imap://u@h/a/;uid=3"\n* URLFETCH "imap://u@h/%61/;UID=9" "8"',
    template:
      'S: * STATUS a (UIDNEXT ${uidnext})\nS: * GENURLAUTH "imap://u@h/a/;uid=${uidnext};urlauth=x" "imap://u@h/b/;uid=8" "imap://u@h/a/;uid=3"\n' +
      'S: * URLFETCH "imap://u@h/%61/;UID=${uidnext}" "8"\n',
  },
  {
    title: 'what is no object id has no name',
    first: '* STATUS x (MAILBOXID (F1))\n* STATUS x (MAILBOXID (\xe5O~))\n* STATUS x (MAILBOXID (\xe5O~))',
    second: '* STATUS x (MAILBOXID (F2))\n* STATUS x (MAILBOXID (\xe5O!))\n* STATUS x (MAILBOXID (\xe6))',
    template:
      'S: * STATUS x (MAILBOXID (${mailboxid}))\nS: * STATUS x (MAILBOXID (${_}))\nS: * STATUS x (MAILBOXID (${_}))\n',
  },
  {
    title: 'COPYUID, MODSEQ of FETCH, STATUS, SEARCH and ESEARCH change too',
    first:
      '* OK [COPYUID 7 1:2 4:5] x\n* 1 FETCH (MODSEQ (12))\n* SEARCH 1 2 (MODSEQ 12)\n* ESEARCH (TAG "a1") ALL 1:2 MODSEQ 12\n* STATUS x (HIGHESTMODSEQ 12)',
    second:
      '* OK [COPYUID 8 1:2 6:7] x\n* 1 FETCH (MODSEQ (13))\n* SEARCH 1 2 (MODSEQ 13)\n* ESEARCH (TAG "a1") ALL 1:2 MODSEQ 13\n* STATUS x (HIGHESTMODSEQ 13)',
    template:
      'S: * OK [COPYUID ${uidvalidity} ${uid}:${uid2} ${uid3}:${uid4}] x\nS: * 1 FETCH (MODSEQ (${modseq}))\nS: * SEARCH 1 2 (MODSEQ ${modseq})\n' +
      'S: * ESEARCH (TAG "a1") ALL 1:2 MODSEQ ${modseq}\nS: * STATUS x (HIGHESTMODSEQ ${modseq2})\n',
  },
  {
    title: 'what vanished before the run goes up to its first UID',
    first: '* OK [UIDVALIDITY 7] x\na1 OK [APPENDUID 7 5] x\n* VANISHED (EARLIER) 1:4\n* SEARCH 4',
    second: '* OK [UIDVALIDITY 7] x\na1 OK [APPENDUID 7 9] x\n* VANISHED (EARLIER) 1:8\n* SEARCH 4',
    template:
      'S: * OK [UIDVALIDITY ${uidvalidity}] x\nS: a1 OK [APPENDUID ${uidvalidity} ${uid}] x\nS: * VANISHED (EARLIER) 1:${uid-1}\nS: * SEARCH 4\n',
  },
  {
    title: 'the UIDs of a range count from its first one',
    first:
      '* OK [UIDVALIDITY 7] x\na1 OK [APPENDUID 7 5:8,11] x\n* 1 FETCH (UID 5)\n* 2 FETCH (UID 6)\n* 3 FETCH (UID 8)\n* VANISHED 3,5:6',
    second:
      '* OK [UIDVALIDITY 7] x\na1 OK [APPENDUID 7 15:18,21] x\n* 1 FETCH (UID 15)\n* 2 FETCH (UID 16)\n* 3 FETCH (UID 18)\n* VANISHED 3,15:16',
    template:
      'S: * OK [UIDVALIDITY ${uidvalidity}] x\nS: a1 OK [APPENDUID ${uidvalidity} ${uid}:${uid2},${uid3}] x\nS: * 1 FETCH (UID ${uid})\n' +
      'S: * 2 FETCH (UID ${uid+1})\nS: * 3 FETCH (UID ${uid2})\nS: * VANISHED 3,${uid}:${uid+1}\n',
  },
  {
    title: 'timings in the text change',
    first: 'a1 OK Fetch completed (0.001 + 0.000 secs).\na2 OK Completed (0.010 sec)',
    second: 'a1 OK Fetch completed (0.002 + 0.010 + 0.001 secs).\na2 OK Completed (0.000 sec)',
    template: 'S: a1 OK Fetch completed (${_} secs).\nS: a2 OK Completed (${_} sec)\n',
  },
  {
    title: 'greetings name the host, the session and the time',
    first:
      '* OK [CAPABILITY IMAP4rev1] mail.example.org Cyrus IMAP 3.6.1 server ready\n* OK ready <1896.697170952@postoffice.example>\na1 OK User logged in SESSIONID=<cyrus-1-2>\n* OK at Mon, 7 Feb 1994 21:52:25 -0800 (PST)',
    second:
      '* OK [CAPABILITY IMAP4rev1] imap2.example.org Cyrus IMAP 3.6.1 server ready\n* OK ready <1.2@b.example>\na1 OK User logged in SESSIONID=<cyrus-3-4>\n* OK at Tue, 8 Feb 1994 01:02:03 +0100 (CET)',
    template:
      'S: * OK [CAPABILITY IMAP4rev1] ${_} Cyrus IMAP 3.6.1 server ready\nS: * OK ready <${_}>\nS: a1 OK User logged in SESSIONID=<${_}>\nS: * OK at ${_:date}\n',
  },
  {
    title: 'ids in the text change',
    first:
      '* OK Gimap ready for requests from 192.0.2.7 d2e1a72fcca58mb27\n* OK ready. [TQBOADIAUABSADA4NgAwAA==]',
    second:
      '* OK Gimap ready for requests from 192.0.2.9 a2e1a72fcca58mb31\n* OK ready. [AQBOADIAUABSADA4NgAwBB==]',
    template: 'S: * OK Gimap ready for requests from ${_} ${_}\nS: * OK ready. [${_}]\n',
  },
  {
    title: 'names of mailboxes and versions in the text stay',
    first: "a1 NO Mailbox doesn't exist: no-such-mailbox-1\n* OK Cyrus 3.6.1 IMAP4rev1 on Debian-12",
    second: "a1 NO Mailbox doesn't exist: no-such-mailbox-1\n* OK Cyrus 3.6.1 IMAP4rev1 on Debian-12",
    template:
      "S: a1 NO Mailbox doesn't exist: no-such-mailbox-1\nS: * OK Cyrus 3.6.1 IMAP4rev1 on Debian-12\n",
  },
  {
    title: 'what Dovecot tells besides, and what Cyrus sets by itself',
    first:
      '* 1 FETCH (X-GUID 1795745067.M707067P16612.vm,S=343)\n* STATUS x (X-SIZE 12 X-GUID 306bd629)\n' +
      '* METADATA x ("/shared/vendor/cmu/cyrus-imapd/uniqueid" "8x7o4y7o" "/shared/vendor/cmu/cyrus-imapd/lastupdate" "27-Nov-2026 02:05:10 +0000" "/shared/vendor/cmu/cyrus-imapd/synccrcs" "27 19" "/shared/comment" "27 19")',
    second:
      '* 1 FETCH (X-GUID 1795745067.M765013P16656.vm,S=343)\n* STATUS x (X-SIZE 12 X-GUID 28e3492d)\n' +
      '* METADATA x ("/shared/vendor/cmu/cyrus-imapd/uniqueid" "888pv3n4" "/shared/vendor/cmu/cyrus-imapd/lastupdate" "27-Nov-2026 02:05:11 +0000" "/shared/vendor/cmu/cyrus-imapd/synccrcs" "28 20" "/shared/comment" "27 19")',
    template:
      'S: * 1 FETCH (X-GUID ${guid})\nS: * STATUS x (X-SIZE 12 X-GUID ${mailboxid})\n' +
      'S: * METADATA x ("/shared/vendor/cmu/cyrus-imapd/uniqueid" "${mailboxid2}" "/shared/vendor/cmu/cyrus-imapd/lastupdate" "${_:date}" "/shared/vendor/cmu/cyrus-imapd/synccrcs" "${_}" "/shared/comment" "27 19")\n',
  },
  {
    title: 'what a SASL mechanism asks is another thing each time',
    first: '+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+\n+ idling\n+',
    second: '+ PDIuNjk3MTcwOTUyQHBvc3RvZmZpY2UxMj4=\n+ idling\n+',
    template: 'S: + ${_}\nS: + idling\nS: +\n',
  },
];

const record = (text: string, options = {}) => {
  const mask = createMasker(options);
  return responses(text)
    .map((response) => notate('server', mask.mask(response)))
    .join('');
};

describe('a recorded transcript', () => {
  it.each(recorded)('$title', ({ first, second, template }) => {
    expect(record(first)).toBe(template);
    expect(record(second)).toBe(template);
  });

  it.each(recorded)('passes against the run it was recorded from, and against the next: $title', (run) => {
    expect(judge(record(run.first), run.first, transcriptPolicy)).toEqual([]);
    expect(judge(record(run.first), run.second, transcriptPolicy)).toEqual([]);
  });

  it('knows UIDs by the command that asked for them', () => {
    const mask = createMasker();
    const say = (text: string) =>
      responses(text)
        .map((response) => notate('server', mask.mask(response)))
        .join('');
    expect(say('* OK [UIDVALIDITY 7] x\na1 OK [APPENDUID 7 2] x')).toContain('${uid}');
    mask.said('a2 SEARCH ALL\r\n');
    expect(say('* SEARCH 1 2\na2 OK done')).toBe('S: * SEARCH 1 2\nS: a2 OK done\n');
    mask.said('a3 UID SEARCH ALL\r\n');
    expect(say('* SEARCH 1 2\na3 OK done')).toBe('S: * SEARCH 1 ${uid}\nS: a3 OK done\n');
    expect(say('* ESEARCH (TAG "2") UID COUNT 2 ALL 1:2')).toBe(
      'S: * ESEARCH (TAG "2") UID COUNT 2 ALL 1:${uid}\n',
    );
  });

  it('knows the mailbox of each connection, also before its UIDVALIDITY came', () => {
    const mask = createMasker();
    const say = (connection: string, text: string) =>
      responses(text)
        .map((response) => notate('server', mask.mask(response, connection)))
        .join('');
    mask.said('a1 SELECT x\r\n', 'main');
    mask.said('b1 SELECT y\r\n', 'b');
    expect(say('main', '* OK [UIDNEXT 5] x')).toContain('${uidnext}');
    expect(say('b', '* OK [UIDNEXT 5] x')).toContain('${uidnext2}');
    expect(say('main', '* OK [UIDVALIDITY 7] x')).toContain('${uidvalidity}');
    expect(say('b', '* OK [UIDVALIDITY 8] x')).toContain('${uidvalidity2}');
    mask.said('a2 APPEND "x" (\\Seen) {5}\r\n', 'main');
    expect(say('main', 'a2 OK [APPENDUID 7 5] x')).toContain('[APPENDUID ${uidvalidity} ${uidnext}]');
    expect(say('b', '* 1 FETCH (UID 5)')).toContain('${uidnext2}');
  });

  it('tells mailboxes apart whose UIDVALIDITY is the same by chance', () => {
    const mask = createMasker();
    const say = (text: string) =>
      responses(text)
        .map((response) => notate('server', mask.mask(response)))
        .join('');
    mask.said('a1 SELECT x\r\n');
    say('* OK [UIDVALIDITY 7] x\n* OK [UIDNEXT 1] x\na1 OK x');
    mask.said('a2 UID COPY 1:2 "y z"\r\n');
    expect(say('a2 OK [COPYUID 7 1:2 1:2] x')).toBe(
      'S: a2 OK [COPYUID ${uidvalidity2} ${uidnext}:${uid} ${uid2}:${uid3}] x\n',
    );
    mask.said('a3 MOVE 1 "y z"\r\n');
    expect(say('* OK [COPYUID 7 1 3] x')).toBe('S: * OK [COPYUID ${uidvalidity2} ${uidnext} ${uid4}] x\n');
    expect(say('* STATUS "y z" (UIDVALIDITY 7 UIDNEXT 3)')).toBe(
      'S: * STATUS "y z" (UIDVALIDITY ${uidvalidity2} UIDNEXT ${uid4})\n',
    );
  });

  it.each(['inbox', '"INBOX"'])('knows the UIDs that copies to %s got, when it is selected', (name) => {
    const mask = createMasker();
    const say = (text: string) =>
      responses(text)
        .map((response) => notate('server', mask.mask(response)))
        .join('');
    mask.said('a1 SELECT INBOX\r\n');
    say('* OK [UIDVALIDITY 7] x\na1 OK x');
    mask.said(`a2 MOVE 2:3 ${name}\r\n`);
    expect(say('* OK [COPYUID 7 2:3 8:9] x\na2 OK x\n* 1 FETCH (UID 8)')).toContain(
      'S: * OK [COPYUID ${uidvalidity} ${uid}:${uid2} ${uid3}:${uid4}] x\nS: a2 OK x\nS: * 1 FETCH (UID ${uid3})\n',
    );
  });

  it('has literals that count for themselves where the names of the run stand in them', () => {
    const values = new Map([['run', '7f3a']]);
    const text = (run: string) =>
      `* 1 FETCH (BODY[1] {3}\r\nEOM BODY[2] {${run.length + 6}}\r\nEOM ${run}\r\n UID 2 BODY[3] {${run.length}}\r\n${run})`;
    const transcript = record(text('7f3a'), { values });
    expect(transcript).toBe(
      'S: * 1 FETCH (BODY[1] {3}\nS: EOM BODY[2] {<<EOM2}\nS: EOM ${run}\nS: EOM2 UID 2 BODY[3] {<<EOM}\nS\\: ${run}\\c\nS: EOM)\n',
    );
    for (const run of ['7f3a', '1', 'another'])
      expect(judge(transcript, text(run), transcriptPolicy)).toEqual([]);
  });

  it('has the same names in a STATUS of a mailbox that was selected, until one of that name may be another', () => {
    const mask = createMasker();
    const say = (text: string) =>
      responses(text)
        .map((response) => notate('server', mask.mask(response)))
        .join('');
    const status = '* STATUS "a b" (UIDNEXT 5 HIGHESTMODSEQ 9)';
    mask.said('a1 SELECT "a b" (CONDSTORE)\r\n');
    say('* OK [UIDVALIDITY 7] x\n* OK [UIDNEXT 5] x\n* OK [HIGHESTMODSEQ 9] x');
    mask.said('a2 STATUS "a b" (UIDNEXT HIGHESTMODSEQ)\r\n');
    expect(say(status)).toContain('(UIDNEXT ${uidnext} HIGHESTMODSEQ ${modseq})');
    expect(say(status.replace('a b', 'a c'))).toContain('(UIDNEXT ${uidnext2} HIGHESTMODSEQ ${modseq2})');
    mask.said('a3 DELETE "a b"\r\n');
    expect(say(status)).not.toContain('${uidnext}');
  });

  it('has the names of the run wherever they stand', () => {
    const values = new Map([['mailbox', 'run-7f3']]);
    expect(record('a1 NO Mailbox/run-7f3/sub1b2c3 exists', { values })).toBe(
      'S: a1 NO Mailbox/${mailbox}/sub1b2c3 exists\n',
    );
    expect(record('* LIST () "/" "run-7f3/sub"\na1 NO run-7f3 exists', { values })).toBe(
      'S: * LIST () "/" "${mailbox}/sub"\nS: a1 NO ${mailbox} exists\n',
    );
  });

  it('keeps dates that are not of the run', () => {
    const now = Date.UTC(2026, 10, 24);
    const text = '* 1 FETCH (INTERNALDATE "17-Jul-1996 02:44:25 -0700")';
    expect(record(text, { now })).toBe(`S: ${text}\n`);
    expect(record('* 1 FETCH (INTERNALDATE "24-Nov-2026 02:44:25 -0700")', { now })).toContain('${_:date}');
  });

  it('holds text that looks like a placeholder as text', () => {
    const text = 'a1 OK ${_} and ${*} are no placeholders';
    expect(judge(record(text), text, transcriptPolicy)).toEqual([]);
    expect(judge(record(text), 'a1 OK x and y are no placeholders', transcriptPolicy)).not.toEqual([]);
  });

  it('holds a quote that is never closed', () => {
    const text = '* OK [UIDNEXT "7] x';
    expect(judge(record(text), text, transcriptPolicy)).toEqual([]);
  });

  it.each(['9', '9.', 'a.', 'a1', '<', '<a@', 'Mon, 7 ', '-', 'session=<', '0.1 + '])(
    'ends with a text of nothing but %s',
    (text) => {
      const line = `* OK ${text.repeat(100_000)}`;
      expect(judge(record(line), line, transcriptPolicy)).toEqual([]);
    },
  );

  it('passes against its own run whatever the octets were', () => {
    const octets = fc.string({
      unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    });
    const line = fc
      .tuple(fc.constantFrom('* ', '+ ', 'a1 OK ', '* OK [UIDNEXT ', '* 1 FETCH (', '* LIST '), octets)
      .map(([head, rest]) => `${head}${rest.replace(/[\r\n]/g, '')}\r\n`);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        const actual = lines
          .filter((text) => !/\{\d+\+?\}\r\n$/.test(text))
          .map((text) => parseResponse(text));
        const mask = createMasker();
        const transcript = actual.map((response) => notate('server', mask.mask(response))).join('');
        const { mismatches } = matchAnswers(
          expectations(transcript, 'x', 'octets'),
          actual,
          transcriptPolicy,
          new Map(),
        );
        expect(mismatches).toEqual([]);
      }),
    );
  });
});
