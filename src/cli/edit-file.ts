import { spawn } from 'node:child_process';
import type { Host } from './host.js';
import { UsageError } from './usage-error.js';

/** Opens a file in the user's editor and waits until it is closed. `$VISUAL` and `$EDITOR` may hold options, as for git. */
export function editFile({ cwd, env }: Host, path: string): Promise<void> {
  const editor = env.VISUAL || env.EDITOR || 'vi';
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', `${editor} "$1"`, 'sh', path], { cwd, env, stdio: 'inherit' });
    child.on('error', ({ message }) =>
      reject(new UsageError(`The editor ${editor} does not start: ${message}`)),
    );
    child.on('close', () => resolve());
  });
}
