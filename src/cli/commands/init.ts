import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseServerUrl } from '../../imap/url.js';
import { ownServers } from '../../script/own-servers.js';
import { visibleText } from '../../text/octets.js';
import type { Command } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { describeFileError } from '../host.js';
import { UsageError } from '../usage-error.js';
import { writeAtomically } from '../write-atomically.js';

/** `tagline init`: a first script and a configuration; nothing that is there is overwritten. */
export const command: Command = async ({ host, output, options, arguments: [folder = '.'] }) => {
  const server = readServer(options.text('server') ?? 'sandbox:');
  const files: Readonly<Record<string, string>> = {
    'first.imap': firstScript,
    'tagline.config.json': configFor(server),
  };
  const paths = Object.keys(files).map((name) => join(folder, name));
  const taken = paths.filter((path) => existsSync(resolve(host.cwd, path)));
  if (taken.length > 0) throw new UsageError(`${taken.join(' and ')}: there already; nothing was written.`);
  await mkdir(resolve(host.cwd, folder), { recursive: true }).catch((error) => {
    throw new UsageError(describeFileError(folder, error));
  });
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    const written = await writeAtomically(host, path, Buffer.from(text));
    if (written.kind === 'failed') throw new UsageError(written.message);
    if (!output.quiet) await output.write(`wrote ${path}\n`);
  }
  const script = join(folder, 'first.imap');
  if (!output.quiet)
    await output.write(`\nNow: tagline run ${script}, tagline record ${script}, tagline test\n`);
  return ExitStatus.fine;
};

/** What stays in a file has no password in it. */
function readServer(text: string): string {
  if (ownServers.includes(text)) return text;
  const parsed = parseServerUrl(text);
  if (parsed.kind === 'problem')
    throw new UsageError(
      `--server ${visibleText(text.replace(/:[^/@]*@/, ':‹redacted›@'))}: ${parsed.message}`,
    );
  if (parsed.url.password === undefined) return text;
  throw new UsageError('--server: leave the password out of the URL, as it would be written to the file.', [
    'It is read from TAGLINE_PASSWORD, .env, ~/.netrc or a prompt.',
  ]);
}

const firstScript = `# What a client says, and the least that the server has to answer.
# Run it: tagline run first.imap
%login
a1 CREATE \${mailbox}
a1 OK
a2 APPEND \${mailbox} (\\Seen) {<<EOM}
Date: Mon, 7 Feb 1994 21:52:25 -0800
From: \${user}@example.com
Subject: a first message

hello
EOM
a2 OK
a3 SELECT \${mailbox}
* 1 EXISTS
a3 OK [READ-WRITE]
a4 FETCH 1 (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])
* 1 FETCH (FLAGS (\\Seen) BODY[HEADER.FIELDS (SUBJECT)] \${_})
a4 OK
a5 CLOSE
a5 OK
%cleanup
a6 DELETE \${mailbox}
a6 OK
`;

function configFor(server: string): string {
  return `${JSON.stringify({ server, servers: {}, variables: {} }, null, 2)}\n`;
}
