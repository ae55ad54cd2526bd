import { type Replayed, type ReplayRequest, replayScript } from '../../src/runner/replay-script.js';
import { parseScript } from '../../src/script/parser.js';
import { encodeUtf8, type Octets } from '../../src/text/octets.js';
import { createSource } from '../../src/text/source.js';
import { urlOf } from './hostile-server.js';

export interface Session extends Partial<Omit<ReplayRequest, 'script' | 'transcript' | 'server'>> {
  readonly url: string;
  readonly transcript?: Octets | undefined;
  readonly password?: string;
}

/** Replays a text against a server that is there. */
export function replay(text: string, { url, transcript, password, ...request }: Session): Promise<Replayed> {
  return replayScript({
    script: parseScript(createSource('test.imap', encodeUtf8(text))),
    ...(transcript === undefined
      ? {}
      : { transcript: parseScript(createSource('test.transcript', transcript)) }),
    server: urlOf(url),
    readFile: async () => ({ kind: 'failed', message: 'there is no such file' }),
    clock: () => performance.now(),
    runId: 'r1',
    credentials: (user) => ({ user: user ?? 'alice', password: password ?? 'secret1' }),
    ...request,
  });
}
