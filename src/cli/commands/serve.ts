import { describePlayback } from '../../report/playback-log.js';
import { startPlayback } from '../../server/playback.js';
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
      if (!output.quiet) void output.write(`${describePlayback(event, output.look)}\n`);
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
