import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseServerUrl, type ServerUrl } from '../src/imap/url.js';
import { lintScript } from '../src/lint/linter.js';
import { type Replayed, replayScript } from '../src/runner/replay-script.js';
import type { ClientMessage, Literal, Script, ServerMessage } from '../src/script/ast.js';
import { parseScript } from '../src/script/parser.js';
import { printScript } from '../src/script/printer.js';
import { startPlayback } from '../src/server/playback.js';
import { Player } from '../src/server/player.js';
import { type Sandbox, startSandbox } from '../src/server/sandbox.js';
import { sandboxCertificate } from '../src/server/sandbox-certificate.js';
import { createScores } from '../src/server/score.js';
import type { Diagnostic } from '../src/text/diagnostic.js';
import { bytesOf, type Octets, octetsOf } from '../src/text/octets.js';
import { createSource } from '../src/text/source.js';
import { type Dovecot, describeWithDovecot, startDovecot } from './support/dovecot.js';

const home = resolve(import.meta.dirname, '../transcripts');
const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(imap|transcript)$/.test(file),
);
const recordings = files.filter((file) => /^everyday\/.*\.transcript$/.test(file)).toSorted();
const everyday = files.filter((file) => /^everyday\/.*\.imap$/.test(file)).toSorted();

describe('the transcripts that are shipped', () => {
  const own = files.filter((file) => !file.startsWith('dialects'));
  it.each(own)('%s is read without problems, and printed as it was', (file) => {
    const script = read(file);
    expect(script.problems).toEqual([]);
    expect(printScript(script)).toBe(script.source.text);
  });
});

describe('what the linter says of them', () => {
  it.each(files.filter((file) => /^(rfc|everyday)\//.test(file)))('%s has no fault', (file) => {
    expect(lint(file).filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  it.each([
    ['no-tag', 'missing-tag'],
    ['blank-for-tag', 'leading-blank'],
    ['two-blanks', 'extra-blank'],
    ['overtyped', 'backspace'],
  ])('story/%s.imap has just the fault it tells of: %s', (file, rule) => {
    expect(lint(`story/${file}.imap`).map(({ name, severity }) => [name, severity])).toEqual([
      [rule, 'error'],
    ]);
  });
});

describe('the transcripts as servers', () => {
  const transcripts = files.filter((file) => /^(rfc|exchange-2003)\/.*\.transcript$/.test(file));
  it.each(transcripts)('%s says all of it to a client that sends its lines', (file) => {
    const script = read(file);
    const [score] = createScores(script);
    const player = new Player(score!);
    const heard = [listen(player)];
    for (const message of script.items) {
      if (message.kind !== 'client') continue;
      player.receive(bytesOf(write(message)));
      heard.push(listen(player));
    }
    expect(heard.join('')).toBe(expectedAnswers(script));
  });
});

describe('the everyday scripts on the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it.each(everyday)('%s brings all of what was recorded, and nothing else', async (file) => {
    const { port, user, password } = sandbox;
    const transcript = read(file.replace(/imap$/, 'transcript'));
    expect(explain(await replay(file, { port, user, password, transcript }))).toEqual([]);
  });
});

describe('the everyday scripts on their own transcripts', () => {
  it.each(recordings)('%s brings all of what was recorded, and nothing else', async (file) => {
    const transcript = read(file);
    const { port, stop } = await startPlayback(transcript);
    const replayed = await replay(scriptOf(file), { port, user: 'bob', password: 'secret', transcript });
    await stop();
    expect(explain(replayed)).toEqual([]);
  });
});

describeWithDovecot('the everyday scripts on Dovecot', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot?.stop());

  it.each(everyday)(
    '%s brings what it states, and what was recorded of it, also as another user',
    async (file) => {
      const { port, password, users } = dovecot;
      const { transcript: recorded = '', ...first } = await replay(file, { port, user: users[0], password });
      const transcript = parseScript(createSource('recorded.transcript', recorded));
      const again = users.map((user) => replay(file, { port, user, password, transcript }));
      const all = [first, ...(await Promise.all(again))];
      expect(all.map(explain)).toEqual(all.map(() => []));
    },
  );
});

function read(file: string): Script {
  return parseScript(createSource(file, readFileSync(join(home, file))));
}

function lint(file: string): readonly Diagnostic[] {
  return lintScript(read(file));
}

/** What a message is on the wire. */
function write({ segments }: ClientMessage | ServerMessage): Octets {
  return `${segments.map(({ line, literal }) => line.text + (literal ? writeLiteral(literal) : '')).join('')}\r\n`;
}

function writeLiteral(literal: Literal): Octets {
  return `${literal.announcement}${'octets' in literal ? `\r\n${literal.octets}` : ''}`;
}

/** What a player says until it waits for its client. */
function listen(player: Player): Octets {
  let said = '';
  for (let output = player.next(); ; output = player.next()) {
    if (output.kind === 'need-input' || output.kind === 'end') return said;
    if (output.kind === 'send') said += octetsOf(output.bytes);
    if (output.kind === 'start-tls') player.secured();
  }
}

/** What a transcript's server says, and the greeting that it gets when it has none. */
function expectedAnswers({ items }: Script): Octets {
  const [first] = items.filter(({ kind }) => kind === 'client' || kind === 'server');
  const answers = items.flatMap((item) => {
    if (item.kind === 'server') return [item];
    if (item.kind !== 'client') return [];
    return item.segments.flatMap(({ literal }) =>
      literal && 'continuation' in literal ? (literal.continuation ?? []) : [],
    );
  });
  return (first?.kind === 'client' ? '* OK IMAP4rev1 server ready\r\n' : '') + answers.map(write).join('');
}

/** `login.imap` of `login.transcript` and `login.dovecot.transcript`. */
function scriptOf(recording: string): string {
  return recording.replace(/(?:\.\w+)?\.transcript$/, '.imap');
}

let runs = 0;

interface Trial {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly transcript?: Script;
}

async function replay(file: string, { port, user, password, transcript }: Trial): Promise<Replayed> {
  return replayScript({
    script: read(file),
    ...(transcript && { transcript }),
    server: parseLocal(port),
    tls: { ca: [sandboxCertificate.cert] },
    credentials: () => ({ user, password }),
    readFile: async () => ({ kind: 'failed', message: 'no file is needed' }),
    clock: () => performance.now(),
    runId: `t${process.pid}x${++runs}`,
    record: true,
  });
}

function parseLocal(port: number): ServerUrl {
  const parsed = parseServerUrl(`imap://127.0.0.1:${port}`);
  if (parsed.kind !== 'url') throw new Error('no URL');
  return parsed.url;
}

/** What went otherwise than it should, in words. */
function explain({ result }: Pick<Replayed, 'result'>): unknown[] {
  return result.steps.flatMap(({ line, outcome }) => {
    if (outcome.kind === 'passed') return [];
    const reasons = outcome.kind === 'failed' ? outcome.mismatches.map(({ message }) => message) : [outcome];
    return reasons.map((reason) => ({ line, reason }));
  });
}
