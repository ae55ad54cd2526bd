import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findInstalled, type LauncherName, startThrowaway } from '../../src/server/launch.js';
import { startSandbox } from '../../src/server/sandbox.js';
import { replay, type Session } from './replay.js';

const message = (subject: string) => `{<<EOM}
Date: Mon, 7 Feb 1994 21:52:25 -0800
From: ann@example.org
Subject: ${subject}

hello
EOM`;

/** What changes from run to run is in all of them: what a second run says is not what the first one said. */
const scripts: Readonly<Record<string, string>> = {
  'a mailbox of its own': `%login
a1 CREATE \${mailbox}
a2 APPEND \${mailbox} (\\Seen) ${message('one')}
a3 APPEND \${mailbox} () ${message('two')}
a4 STATUS \${mailbox} (MESSAGES UIDNEXT UIDVALIDITY UNSEEN)
a5 SELECT \${mailbox}
a6 FETCH 1:2 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])
a7 UID SEARCH ALL
a8 COPY 1:2 \${mailbox}
a9 STORE 1 +FLAGS (\\Deleted)
a10 EXPUNGE
a11 CLOSE
%cleanup
a12 DELETE \${mailbox}
`,
  'a message in a mailbox that was there before': `%login
a1 SELECT INBOX
a2 APPEND INBOX () ${message('new')}
a3 NOOP
a4 UID SEARCH SUBJECT new
* SEARCH \${uid}
a5 UID FETCH \${uid} (FLAGS)
a6 UID STORE \${uid} +FLAGS (\\Deleted)
a7 EXPUNGE
a8 STATUS INBOX (UIDNEXT)
a9 LOGOUT
`,
  'modification sequences': `%login
%require CONDSTORE
a1 SELECT INBOX (CONDSTORE)
a2 APPEND INBOX (\\Flagged) ${message('changed')}
a3 UID SEARCH SUBJECT changed
* SEARCH \${uid}
a4 UID STORE \${uid} +FLAGS (\\Answered)
a5 UID FETCH \${uid} (MODSEQ)
a6 UID STORE \${uid} +FLAGS (\\Deleted)
a7 EXPUNGE
a8 LOGOUT
`,
  'what another connection does': `%login
a1 SELECT INBOX
%on other
%login
b1 APPEND INBOX () ${message('from elsewhere')}
%on main
a2 NOOP
a3 UID SEARCH SUBJECT elsewhere
* SEARCH \${uid}
a4 UID STORE \${uid} +FLAGS.SILENT (\\Deleted)
a5 EXPUNGE
a6 CLOSE
`,
  'a message with names of the run in it, and a copy elsewhere': `%login
a1 LIST "" ""
* LIST (\${*}) "\${separator}" \${_}
a2 CREATE INBOX\${separator}\${mailbox}
a3 CREATE INBOX\${separator}\${mailbox}-copy
a4 APPEND INBOX\${separator}\${mailbox} () ${message('${run} for ${mailbox}')}
a5 SELECT INBOX\${separator}\${mailbox}
a6 FETCH 1 (FLAGS BODY.PEEK[] ENVELOPE)
a7 COPY 1 INBOX\${separator}\${mailbox}-copy
a8 STATUS INBOX\${separator}\${mailbox}-copy (UIDVALIDITY UIDNEXT MESSAGES)
a9 CLOSE
%cleanup
b1 DELETE INBOX\${separator}\${mailbox}-copy
b2 DELETE INBOX\${separator}\${mailbox}
`,
  // Cyrus 3.6 answers STATUS MAILBOXID with octets of memory that it no longer uses.
  'what identifies mailboxes and messages': `%login
%require OBJECTID
a1 CREATE \${mailbox}
a2 APPEND \${mailbox} () ${message('one')}
a4 SELECT \${mailbox}
a5 FETCH 1 (UID EMAILID THREADID)
a6 COPY 1 \${mailbox}
a7 UID FETCH 1:* EMAILID
a9 CLOSE
%cleanup
b1 DELETE \${mailbox}
`,
  'a URL with which others may read': `%login
%require URLAUTH
a1 SELECT INBOX
a2 APPEND INBOX () ${message('for others')}
a3 UID SEARCH SUBJECT others
* SEARCH \${uid}
a4 GENURLAUTH "imap://\${user}@localhost/INBOX/;uid=\${uid};urlauth=anonymous" INTERNAL
a5 UID STORE \${uid} +FLAGS.SILENT (\\Deleted)
a6 EXPUNGE
a7 CLOSE
`,
  'searches that return sets of UIDs, also as they change': `%login
%require ESEARCH
a1 SELECT INBOX
a2 APPEND INBOX () ${message('to be found')}
a3 APPEND INBOX () ${message('to be found')}
a4 UID SEARCH RETURN (MIN MAX COUNT ALL) SUBJECT found
a5 UID SEARCH RETURN (UPDATE ALL) SUBJECT found
%on other
%login
b1 APPEND INBOX () ${message('to be found')}
%on main
a6 NOOP
a7 UID SEARCH SUBJECT found
* SEARCH \${one} \${two} \${three}
a8 UID STORE \${one}:\${three} +FLAGS.SILENT (\\Deleted)
a9 EXPUNGE
b1 CLOSE
`,
  'what a server repeats of a password': `%login
a1 CREATE \${mailbox}
a2 APPEND \${mailbox} () ${message('once ${password} was enough')}
a3 SELECT \${mailbox}
a4 FETCH 1 (ENVELOPE BODY.PEEK[])
a5 CLOSE
%cleanup
b1 DELETE \${mailbox}
`,
  'what is refused': '%login\na1 SELECT no-such-mailbox\na2 BOGUS\na3 DELETE no-such-mailbox\na4 LOGOUT\n',
};

/**
 * How a server greets, and what it says of a mailbox, is its own, and so are texts. What was stored and found there is
 * what IMAP asks of every server.
 */
const portable = `%extra allow
%ignore text order unexpected missing value
%login
a1 LIST "" INBOX
* LIST (\${*}) "\${separator}" INBOX
a2 CREATE INBOX\${separator}\${mailbox}
a3 APPEND INBOX\${separator}\${mailbox} (\\Seen) ${message('one')}
a4 SELECT INBOX\${separator}\${mailbox}

%strict missing value
a5 FETCH 1 (FLAGS RFC822.SIZE BODY.PEEK[])
a6 UID SEARCH SUBJECT one
a7 STORE 1 +FLAGS (\\Flagged)
a8 SEARCH FLAGGED
a9 STORE 1 +FLAGS (\\Deleted)
a10 EXPUNGE
%ignore missing
a11 CLOSE
%cleanup
a12 DELETE INBOX\${separator}\${mailbox}
`;

type Running = Session & { stop(): Promise<void> };

async function startSession(name: string): Promise<Running> {
  if (name === 'sandbox') {
    const { url, user, password, stop } = await startSandbox();
    return { url, password, credentials: () => ({ user, password }), stop };
  }
  const { url, password, stop } = await startThrowaway(name as LauncherName);
  return { url, password, stop };
}

/** Dovecot must be there in CI; the others where they are installed. */
const installed = (['dovecot', 'cyrus', 'courier'] as const).filter(
  (name) => findInstalled(name).kind === 'installed' || (name === 'dovecot' && process.env.CI),
);

const running = new Map<string, Running>();
const names = ['sandbox', ...installed];
let runs = 0;
/** All of one length, as those of the program are: the size of a message with one in it is the same. */
const runId = () => `r${String(++runs).padStart(6, '0')}`;
const sessionOf = (name: string) => running.get(name) as Running;

/** Undefined where the server lacks what the script requires. */
async function record(name: string, script: string): Promise<string | undefined> {
  const { result, transcript = '' } = await replay(script, {
    ...sessionOf(name),
    record: true,
    runId: runId(),
  });
  expect(result.outcome, JSON.stringify(result.steps, null, 1)).not.toMatchObject({ kind: 'errored' });
  return result.outcome.kind === 'skipped' ? undefined : transcript;
}

async function expectMet(name: string, script: string, transcript = ''): Promise<void> {
  const { result } = await replay(script, { ...sessionOf(name), transcript, runId: runId() });
  const differing = result.steps.filter(
    ({ outcome }) => outcome.kind === 'failed' || outcome.kind === 'errored',
  );
  expect(differing, transcript).toEqual([]);
}

beforeAll(async () => {
  for (const name of names) running.set(name, await startSession(name));
}, 60_000);
afterAll(() => Promise.all([...running.values()].map(({ stop }) => stop())));

describe.each(names)('two recordings on %s', (name) => {
  it.each(Object.entries(scripts))('of %s are the same, and are met by later runs', async (_, script) => {
    const [first, second] = [await record(name, script), await record(name, script)];
    expect(second).toBe(first);
    if (first === undefined) return;
    await expectMet(name, script, first);
    await expectMet(name, script, second);
  });
});

describe('what was recorded on one server', () => {
  const pairs = names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const));
  it.each(pairs)('of %s is met by %s in what IMAP asks of both', async (from, to) => {
    await expectMet(to, portable, await record(from, portable));
  });
});
