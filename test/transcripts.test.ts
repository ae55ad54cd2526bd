import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseServerUrl, type ServerUrl } from '../src/imap/url.js';
import type { ScriptResult } from '../src/replay/result.js';
import { replayScript } from '../src/runner/replay-script.js';
import { parseScript } from '../src/script/parser.js';
import { printScript } from '../src/script/printer.js';
import { type Sandbox, startSandbox } from '../src/server/sandbox.js';
import { createSource } from '../src/text/source.js';
import { type Dovecot, describeWithDovecot, startDovecot } from './support/dovecot.js';

const home = resolve(import.meta.dirname, '../transcripts');
const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(imap|transcript)$/.test(file),
);
const everyday = files.filter((file) => /^everyday\/.*\.imap$/.test(file)).toSorted();

describe('the transcripts that are shipped', () => {
  const own = files.filter((file) => !file.startsWith('dialects'));
  it.each(own)('%s is read without problems, and printed as it was', (file) => {
    const bytes = readFileSync(join(home, file));
    const script = parseScript(createSource(file, bytes));
    expect(script.problems).toEqual([]);
    expect(printScript(script)).toBe(bytes.toString('latin1'));
  });
});

describe('the everyday scripts on the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it.each(everyday)('%s passes', async (file) => {
    expect(explain(await replay(file, sandbox.port, sandbox.user, sandbox.password))).toEqual([]);
  });
});

describeWithDovecot('the everyday scripts on Dovecot', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot?.stop());

  it.each(everyday)('%s passes', async (file) => {
    expect(explain(await replay(file, dovecot.port, dovecot.users[0], dovecot.password))).toEqual([]);
  });
});

let runs = 0;

async function replay(file: string, port: number, user: string, password: string): Promise<ScriptResult> {
  const script = parseScript(createSource(file, readFileSync(join(home, file))));
  const { result } = await replayScript({
    script,
    server: parseLocal(port),
    credentials: () => ({ user, password }),
    readFile: async () => ({ kind: 'failed', message: 'no file is needed' }),
    clock: () => performance.now(),
    runId: `t${process.pid}x${++runs}`,
  });
  return result;
}

function parseLocal(port: number): ServerUrl {
  const parsed = parseServerUrl(`imap://127.0.0.1:${port}`);
  if (parsed.kind !== 'url') throw new Error('no URL');
  return parsed.url;
}

/** What went otherwise than it should, in words. */
function explain(result: ScriptResult): unknown[] {
  return result.steps.flatMap(({ line, outcome }) => {
    if (outcome.kind === 'passed') return [];
    const reasons = outcome.kind === 'failed' ? outcome.mismatches.map(({ message }) => message) : [outcome];
    return reasons.map((reason) => ({ line, reason }));
  });
}
