import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { dialects } from '../../src/imap/dialects/index.js';
import { nearestWord } from '../../src/imap/grammar/nearest-word.js';
import { findInstalled, type LauncherName, launchers } from '../../src/server/launch.js';

/**
 * `npm run test:dialects -- --server courier`: starts the servers that are named (`--server` may be repeated; all that are
 * installed unless told) and sends them every line of transcripts/dialects/. `--server twisted@127.0.0.1:10143` asks one
 * that runs: it must have the user alice with secret1, and an empty INBOX.
 */
const { values } = parseArgs({ options: { server: { type: 'string', multiple: true } } });
const startable = Object.keys(launchers) as LauncherName[];
const asked = values.server ?? startable.filter((name) => findInstalled(name).kind === 'installed');
const problems = asked.flatMap(findProblem);

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 2;
} else {
  const env = { ...process.env, TAGLINE_DIALECTS: asked.join(' ') };
  const args = ['vitest', 'run', 'test/lint/dialects.test.ts', '--reporter=verbose', '-t', 'a live server'];
  process.exitCode = spawnSync('npx', args, { env, stdio: 'inherit' }).status ?? 1;
}

function findProblem(name: string): string[] {
  const [id = '', address] = name.split('@');
  const known = address === undefined ? startable : dialects.map((dialect) => dialect.id);
  if (!known.includes(id)) {
    const near = nearestWord(id, known);
    return [`Unknown server "${id}": ${near ? `did you mean ${near}?` : `expected ${known.join(', ')}.`}`];
  }
  if (address !== undefined) return /^[^:]+:\d+$/.test(address) ? [] : [`${name}: expected ${id}@HOST:PORT.`];
  const found = findInstalled(id as LauncherName);
  if (found.kind === 'installed') return [];
  const { title, packages, variable } = launchers[id as LauncherName];
  return [`${title} is not installed: there is no ${found.what} (${packages}; ${variable}=FOLDER).`];
}
