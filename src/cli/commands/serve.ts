import type { Look } from '../../report/look.js';
import { type PlaybackEvent, startPlayback } from '../../server/playback.js';
import { visible } from '../../text/octets.js';
import type { Command } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { readScript } from '../read-script.js';
import { UsageError } from '../usage-error.js';

/** `tagline serve`: a transcript plays the server until Ctrl-C. */
export const command: Command = async ({ host, output, options, arguments: [path = ''] }) => {
  const script = await readScript(host, path);
  const server = await startPlayback(script, {
    host: options.text('host') ?? '127.0.0.1',
    port: readPort(options.text('port')),
    onEvent: (event) => {
      if (!output.quiet) void output.write(`${describe(event, output.look)}\n`);
    },
  }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot listen: ${reasons[error.code ?? ''] ?? error.message}`);
  });
  const address = server.host.includes(':') ? `[${server.host}]` : server.host;
  await output.write(`${visible(path)} answers on imap://${address}:${server.port}   (Ctrl-C ends it)\n`);
  await new Promise<void>((resolve) => {
    const stopListening = host.onSignal(() => {
      stopListening();
      resolve();
    });
  });
  await server.stop();
  return ExitStatus.fine;
};

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken: choose another with --port, or leave it out for a free one.',
  EACCES: 'ports below 1024 need more rights: choose another with --port.',
  EADDRNOTAVAIL: 'this machine does not have the address of --host.',
};

function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port ${text}: expected a number from 0 to 65535.`);
}

/** What happens, a row a line; `2:` is the second connection. */
function describe(event: PlaybackEvent, look: Look): string {
  const number = look.paint('dim', `${event.connection}: `);
  switch (event.kind) {
    case 'heard':
      return `${number}C: ${event.text}`;
    case 'said':
      return `${number}S: ${event.text}`;
    case 'strayed': {
      const place = event.line === 0 ? '' : ` (line ${event.line})`;
      return number + look.paint('warning', `strayed: expected "${event.expected}"${place}`);
    }
    case 'failed':
      return number + look.paint('error', event.message);
    case 'connected':
    case 'secured':
    case 'closed':
    case 'finished':
      return (
        number +
        look.paint('dim', event.kind === 'finished' ? 'all of the transcript was played' : event.kind)
      );
  }
}
