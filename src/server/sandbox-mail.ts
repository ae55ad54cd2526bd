/** One mailbox as the built-in server takes it; names below it are in `folders`. */
export interface SandboxMailbox {
  readonly uidvalidity?: number;
  readonly 'special-use'?: string;
  readonly subscribed?: boolean;
  readonly messages?: readonly SandboxMessage[];
  readonly folders?: Readonly<Record<string, SandboxMailbox>>;
}

export interface SandboxMessage {
  readonly flags: readonly string[];
  readonly internaldate: string;
  readonly raw: string;
}

/** What the sandbox holds when it starts: always the same, and a new copy each time, because the server changes it. */
export function createSandboxMail(): Record<string, SandboxMailbox> {
  return structuredClone({
    INBOX: { uidvalidity: 1001, messages: [welcome, lunch, minutes, unread, flagged] },
    '': {
      folders: {
        Archive: { uidvalidity: 1002, 'special-use': '\\Archive', folders: { 2024: { uidvalidity: 1003 } } },
        Drafts: { uidvalidity: 1004, 'special-use': '\\Drafts', messages: [draft] },
        'Entw&APw-rfe': { uidvalidity: 1005, subscribed: false },
        Junk: { uidvalidity: 1006, 'special-use': '\\Junk' },
        Sent: { uidvalidity: 1007, 'special-use': '\\Sent', messages: [sent] },
        Trash: { uidvalidity: 1008, 'special-use': '\\Trash' },
      },
    },
  });
}

const welcome = message(['\\Seen'], '01-Feb-2024 09:00:00 +0000', [
  'Date: Thu, 1 Feb 2024 09:00:00 +0000',
  'From: Tagline <hello@example.org>',
  'To: Alice <alice@example.org>',
  'Subject: Welcome to the sandbox',
  'Message-ID: <welcome@example.org>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=us-ascii',
  '',
  'This mailbox is the same each time the sandbox starts.',
  'Whatever you change here is gone when it stops.',
  '',
]);

const lunch = message(['\\Seen', '\\Answered'], '02-Feb-2024 11:30:00 +0100', [
  'Date: Fri, 2 Feb 2024 11:29:58 +0100',
  'From: Bob <bob@example.org>',
  'To: Alice <alice@example.org>',
  'Subject: Lunch?',
  'Message-ID: <lunch@example.org>',
  '',
  'At noon, at the usual place?',
  '',
]);

const minutes = message(['\\Seen'], '05-Feb-2024 16:05:00 +0000', [
  'Date: Mon, 5 Feb 2024 16:04:41 +0000',
  'From: Carol <carol@example.net>',
  'To: Alice <alice@example.org>, Bob <bob@example.org>',
  'Subject: Minutes of the meeting',
  'Message-ID: <minutes@example.net>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="edge"',
  '',
  '--edge',
  'Content-Type: text/plain; charset=us-ascii',
  '',
  'The minutes are attached.',
  '--edge',
  'Content-Type: text/csv; name="minutes.csv"',
  'Content-Disposition: attachment; filename="minutes.csv"',
  'Content-Transfer-Encoding: base64',
  '',
  'd2hvLHdoYXQNCkFsaWNlLHdyaXRlcw0K',
  '--edge--',
  '',
]);

const unread = message([], '06-Feb-2024 08:15:00 +0000', [
  'Date: Tue, 6 Feb 2024 08:14:30 +0000',
  'From: =?utf-8?Q?Ren=C3=A9e?= <renee@example.com>',
  'To: alice@example.org',
  'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
  'Message-ID: <gruesse@example.com>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Viele Gr=C3=BC=C3=9Fe!',
  '',
]);

const flagged = message(['\\Flagged'], '07-Feb-2024 21:52:25 -0800', [
  'Date: Wed, 7 Feb 2024 21:52:25 -0800',
  'From: Fred Foobar <foobar@example.com>',
  'To: alice@example.org',
  'Subject: afternoon meeting',
  'Message-ID: <B27397-0100000@example.com>',
  '',
  'Hello Alice, do you think we can meet at 3:30 tomorrow?',
  '',
]);

const draft = message(['\\Draft', '\\Seen'], '03-Feb-2024 10:00:00 +0000', [
  'From: Alice <alice@example.org>',
  'Subject: not finished',
  '',
  'Dear Bob,',
  '',
]);

const sent = message(['\\Seen'], '02-Feb-2024 11:35:00 +0100', [
  'Date: Fri, 2 Feb 2024 11:35:00 +0100',
  'From: Alice <alice@example.org>',
  'To: Bob <bob@example.org>',
  'Subject: Re: Lunch?',
  'Message-ID: <re-lunch@example.org>',
  'In-Reply-To: <lunch@example.org>',
  '',
  'Yes.',
  '',
]);

function message(flags: readonly string[], internaldate: string, lines: readonly string[]): SandboxMessage {
  return { flags, internaldate, raw: lines.join('\r\n') };
}
