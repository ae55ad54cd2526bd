import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { report, sideBySide } from './measure.js';

/** `tagline lint` on one small file against a Node that does nothing. */
export async function benchStartUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-bench-'));
  const script = join(folder, 'small.imap');
  writeFileSync(script, 'a1 LOGIN ${user} ${password}\na2 SELECT INBOX\na3 FETCH 1:* FLAGS\na4 LOGOUT\n');
  const tagline = resolve(import.meta.dirname, '../bin/tagline.js');
  const run = (...args: string[]) => execFileSync(process.execPath, args, { stdio: 'ignore' });
  const { ours, theirs } = await sideBySide(
    21,
    () => run(tagline, 'lint', script),
    () => run('-e', '0'),
  );
  rmSync(folder, { recursive: true });
  const figures = `lint ${ours.toFixed(0)} ms, node -e 0 ${theirs.toFixed(0)} ms`;
  report('start-up of lint', figures, `${(ours / theirs).toFixed(2)} ×`, '≤ 1.15 ×');
}
