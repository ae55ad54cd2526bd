import { connect } from 'node:net';
import { parseServerUrl } from '../src/imap/url.js';
import { parseScript, replayScript } from '../src/index.js';
import { startSandbox } from '../src/server/sandbox.js';
import { createSource } from '../src/text/source.js';
import { hasDovecot, startDovecot } from '../test/support/dovecot.js';
import { report, sideBySide } from './measure.js';

const commands = 2000;

/** NOOPs one at a time: a replay, with everything judged, against a socket that only waits for the line end. */
export async function benchReplay(): Promise<void> {
  const dovecot = hasDovecot ? await startDovecot() : undefined;
  const server = dovecot ?? (await startSandbox());
  try {
    const { ours, theirs } = await sideBySide(
      7,
      () => replayNoops(server.host, server.port),
      () => sendNoops(server.host, server.port),
    );
    const perSecond = (milliseconds: number) => Math.round(commands / (milliseconds / 1000));
    const shown = `replay ${perSecond(ours)}/s, raw socket ${perSecond(theirs)}/s on ${dovecot ? 'Dovecot' : 'the sandbox'}`;
    report('NOOP one at a time', shown, `${(theirs / ours).toFixed(2)} ×`, '≥ 0.70 ×');
  } finally {
    await server.stop();
  }
}

async function replayNoops(host: string, port: number): Promise<void> {
  const lines = Array.from({ length: commands }, (_, index) => `a${index} NOOP\n`);
  const parsed = parseServerUrl(`imap://${host}:${port}`);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  const { result } = await replayScript({
    script: parseScript(createSource('noop.imap', lines.join(''))),
    server: parsed.url,
    readFile: async (path) => ({ kind: 'failed', message: path }),
    clock: () => performance.now(),
    runId: 'bench',
  });
  if (result.outcome.kind !== 'passed') throw new Error(JSON.stringify(result.outcome));
}

function sendNoops(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    let sent = -1;
    let received = '';
    socket.setEncoding('latin1').on('error', reject);
    socket.on('data', (chunk) => {
      received += chunk;
      if (!received.endsWith('\r\n')) return;
      received = '';
      if (++sent === commands) {
        socket.destroy();
        resolve();
      } else {
        socket.write(`a${sent} NOOP\r\n`);
      }
    });
  });
}
