import imapHandler from 'imap-handler';
import parseWithImapflow from 'imapflow/lib/handler/imap-parser.js';
import { lintScript, parseResponse, streamScript } from '../src/index.js';
import { bytesOf } from '../src/text/octets.js';
import { createSource } from '../src/text/source.js';
import { generateCommands } from './lint.js';
import { report, sideBySide } from './measure.js';

/** Responses as a client meets them. */
const responses = [
  '* 23 EXISTS\r\n',
  '* LIST (\\HasNoChildren \\Sent) "/" "Sent Items"\r\n',
  '* 12 FETCH (UID 4827313 FLAGS (\\Seen $Forwarded) INTERNALDATE "17-Jul-1996 02:44:25 -0700" RFC822.SIZE 4286)\r\n',
  '* STATUS INBOX (MESSAGES 231 UIDNEXT 44292 UNSEEN 7)\r\n',
  '* SEARCH 2 84 882 883 884 900 1024 1025\r\n',
  'a4 OK [READ-WRITE] SELECT completed\r\n',
  '* 12 FETCH (ENVELOPE ("Wed, 17 Jul 1996 02:23:25 -0700" "IMAP4rev1 WG mtg" (("Terry Gray" NIL "gray" "cac.washington.edu")) NIL NIL (("imap" NIL "imap" "cac.washington.edu")) NIL NIL NIL "<B27397@cac.washington.edu>"))\r\n',
];

const count = 140_000;

/** Responses against imapflow's parser; checked commands against imap-handler's and imapflow's, which check no grammar. */
export async function benchParsers(): Promise<void> {
  await benchResponses();
  await benchCommands();
}

async function benchResponses(): Promise<void> {
  const ours = Array.from({ length: count }, (_, index) => responses[index % responses.length] ?? '');
  const theirs = ours.map((octets) => Buffer.from(bytesOf(octets.trimEnd())));
  const figures = await sideBySide(
    3,
    () => {
      for (const octets of ours) if (parseResponse(octets).kind === 'malformed') throw new Error(octets);
    },
    async () => {
      for (const bytes of theirs) await parseWithImapflow(bytes);
    },
  );
  show('responses', 'imapflow', figures);
}

async function benchCommands(): Promise<void> {
  const text = generateCommands(count);
  const lines = text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('%'))
    .map((line) => line.replaceAll('${user}', 'user').replaceAll('${password}', 'x'));
  const bytes = lines.map((line) => Buffer.from(bytesOf(line)));
  const lint = () => void lintScript(streamScript(createSource('x', text)));
  const handler = await sideBySide(3, lint, () => {
    for (const line of lines) imapHandler.parser(line);
  });
  show('commands, linted', 'imap-handler', handler);
  const flow = await sideBySide(3, lint, async () => {
    for (const line of bytes) await parseWithImapflow(line);
  });
  show('commands, linted', 'imapflow', flow);
}

function show(what: string, theirName: string, figures: { ours: number; theirs: number }): void {
  const perSecond = (milliseconds: number) => Math.round(count / milliseconds);
  const shown = `${perSecond(figures.ours)}k/s, ${theirName} ${perSecond(figures.theirs)}k/s`;
  report(what, shown, `${(figures.theirs / figures.ours).toFixed(2)} ×`, '≥ 3.00 ×');
}
