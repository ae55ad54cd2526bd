import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadCompiled } from './load-compiled.js';

// A tour of the three commands: each line after the "$" is what a user would type, and is run as it stands.
const root = resolve(import.meta.dirname, '..');
const { main, processHost } = loadCompiled(join(root, 'dist/cli.cjs'));
const host = { ...processHost(process), cwd: root };

async function run(host, why, ...args) {
  process.stdout.write(`\n# ${why}\n$ tagline ${args.join(' ')}\n\n`);
  return main(host, args);
}

const linted = await run(
  host,
  'Four lines that look right, and what is wrong with them.',
  'lint',
  'transcripts/story',
);
const tested = await run(
  host,
  'Scripts against a live server, the built-in one; those for what it is not are skipped.',
  'test',
  'transcripts',
);

// What is recorded here is thrown away, so it may be recorded in CI too.
const folder = await mkdtemp(join(tmpdir(), 'tagline-demo-'));
try {
  for (const file of ['inbox.imap', 'inbox.exchange-2003.transcript']) {
    await copyFile(join(root, 'transcripts/migration', file), join(folder, file));
  }
  const there = { ...host, cwd: folder, env: { ...host.env, CI: undefined } };
  await main(there, ['record', '--quiet', '--format', 'json=inbox.json', 'inbox.imap']);
  const different = await run(
    { ...host, cwd: folder },
    'The same script on the server before and after a migration.',
    ...['diff', 'inbox.exchange-2003.transcript', 'inbox.transcript'],
  );
  // Faults in the first, none in the second, differences in the third: then all is as it should be.
  process.exitCode = linted === 1 && tested === 0 && different === 1 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
