import { connect } from 'node:net';
import { parseServerUrl } from '../src/imap/url.js';
import { parseScript, replayScript } from '../src/index.js';
import { startSandbox } from '../src/server/sandbox.js';
import { createSource } from '../src/text/source.js';
import { hasDovecot, startDovecot } from '../test/support/dovecot.js';
import { tagline } from '../test/support/tagline.js';
import { median, report, sideBySide } from './measure.js';

const commands = 2000;
const bodies = 100;
/** Octets of a message that is fetched. */
const bodyLength = 1_000_000;

interface Address {
  readonly host: string;
  readonly port: number;
}

/** A replay, with everything judged, against a socket that only looks for the end of what comes. */
export async function benchReplay(): Promise<void> {
  const dovecot = hasDovecot ? await startDovecot() : undefined;
  const server = dovecot ?? (await startSandbox());
  const where = dovecot ? 'Dovecot' : 'the sandbox';
  try {
    await benchNoops(server, where);
    await benchPipeline(server, `on ${where}, before the login`);
    if (dovecot) {
      const [user = ''] = dovecot.users;
      const login = `a LOGIN ${user} ${dovecot.password}`;
      await benchPipeline(server, 'on Dovecot, selected', [login, 'b SELECT INBOX']);
      await benchFetch(server, login);
    }
  } finally {
    await server.stop();
  }
  if (dovecot) await benchImaptest();
}

async function benchNoops(server: Address, where: string): Promise<void> {
  const lines = noops().map((line) => `${line}\n`);
  const { ours, theirs } = await sideBySide(
    7,
    () => replay(server, lines.join('')),
    () => converse(server, noops()),
  );
  const shown = `replay ${perSecond(ours)}/s, raw socket ${perSecond(theirs)}/s on ${where}`;
  report('NOOP one at a time', shown, ratio(theirs, ours), '≥ 0.90 ×');
}

async function benchPipeline(server: Address, where: string, before: readonly string[] = []): Promise<void> {
  const script = [...before, '%pipeline', ...noops(), '%end', ''].join('\n');
  const { ours, theirs } = await sideBySide(
    7,
    () => replay(server, script),
    () => converse(server, [...before, noops().join('\r\n')]),
  );
  const shown = `replay ${perSecond(ours)}/s, raw batch ${perSecond(theirs)}/s ${where}`;
  report('NOOP pipelined', shown, ratio(theirs, ours), '≥ 0.60 ×');
}

/** Bodies of 100 MB in all: the lines of the answer are read, the octets of the bodies hashed. */
async function benchFetch(server: Address, login: string): Promise<void> {
  const body = `Subject: large\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(bodyLength / 72)}`;
  await converse(server, [login, `b APPEND INBOX {${body.length}+}\r\n${body}`]);
  const fetch = [`c SELECT INBOX`, ...Array.from({ length: bodies }, (_, at) => `d${at} FETCH 1 BODY[]`)];
  const { ours, theirs } = await sideBySide(
    3,
    () => replay(server, `${[login, ...fetch].join('\n')}\n`),
    () => converse(server, [login, ...fetch]),
  );
  const rate = (milliseconds: number) => Math.round((bodies * body.length) / 1e3 / milliseconds);
  const shown = `replay ${rate(ours)} MB/s, raw ${rate(theirs)} MB/s on Dovecot`;
  report('FETCH of 100 MB of bodies', shown, ratio(theirs, ours), '≥ 0.70 ×');
}

/**
 * Tests of imaptest, from the folder that TAGLINE_IMAPTEST names: the whole command with eight at once. Imaptest itself
 * is given a server that runs: what a run of one short test takes is until ours does.
 */
async function benchImaptest(): Promise<void> {
  const folder = process.env.TAGLINE_IMAPTEST;
  if (folder === undefined) return;
  const runs: ImaptestRun[] = [];
  const starts: ImaptestRun[] = [];
  for (let round = 0; round < 5; round++) {
    runs.push(await runImaptest(folder));
    starts.push(await runImaptest(folder, '--filter', `${folder}/id`));
  }
  const whole = median(runs.map(({ milliseconds }) => milliseconds));
  const start = median(starts.map(({ milliseconds }) => milliseconds));
  const { scripts } = runs[0]!;
  const steps = scripts.reduce((sum, { steps }) => sum + steps.length, 0);
  for (const [name, milliseconds] of [
    ['imaptest, --jobs 8', whole],
    ['the same, when the server runs', whole - start],
  ] as const) {
    const shown = `${steps} steps of ${scripts.length} scripts in ${Math.round(milliseconds)} ms`;
    const rate = Math.round(steps / (milliseconds / 1000));
    report(name, shown, `${rate}/s`, '≥ 1000/s');
  }
}

interface ImaptestRun {
  readonly milliseconds: number;
  readonly scripts: readonly { readonly steps: readonly unknown[] }[];
}

async function runImaptest(folder: string, ...options: readonly string[]): Promise<ImaptestRun> {
  const args = ['test', '--import', 'imaptest', folder, '--server', 'dovecot:', '--format', 'json'];
  const { stdout } = await tagline([...args, '--jobs', '8', ...options]);
  return JSON.parse(stdout);
}

function noops(): string[] {
  return Array.from({ length: commands }, (_, index) => `a${index} NOOP`);
}

function perSecond(milliseconds: number): number {
  return Math.round(commands / (milliseconds / 1000));
}

function ratio(theirs: number, ours: number): string {
  return `${(theirs / ours).toFixed(2)} ×`;
}

async function replay({ host, port }: Address, text: string): Promise<void> {
  const parsed = parseServerUrl(`imap://${host}:${port}`);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  const { result } = await replayScript({
    script: parseScript(createSource('bench.imap', text)),
    server: parsed.url,
    readFile: async (path) => ({ kind: 'failed', message: path }),
    clock: () => performance.now(),
    runId: 'bench',
  });
  if (result.outcome.kind !== 'passed') throw new Error(JSON.stringify(result.outcome));
}

/** Sends each piece when the tagged answer to the last one's last command came; looks only at the end of what comes. */
function converse({ host, port }: Address, pieces: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    let sent = 0;
    let end = Buffer.alloc(0);
    let awaited = '* OK';
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      end = chunk.length >= longestAnswer ? chunk : Buffer.concat([end, chunk]).subarray(-longestAnswer);
      if (end.at(-1) !== 0x0a) return;
      const lines = end.subarray(-longestAnswer).toString('latin1').split('\r\n');
      if (!lines.at(-2)?.startsWith(awaited)) return;
      const piece = pieces[sent++];
      if (piece === undefined) {
        socket.destroy();
        resolve();
        return;
      }
      const last = piece.includes('{') ? piece : piece.slice(piece.lastIndexOf('\n') + 1);
      awaited = `${last.slice(0, last.indexOf(' '))} OK`;
      socket.write(`${piece}\r\n`);
    });
  });
}

/** Octets in which the line of an answer fits. */
const longestAnswer = 1024;
