import { spawn } from 'node:child_process';
import type { Host } from './host.js';

/**
 * Opens a file in the user's editor and waits until it is closed. `$VISUAL` and `$EDITOR` may hold options, as for git.
 * Gives what went wrong as a sentence; undefined when nothing did.
 */
export function editFile({ cwd, env }: Host, path: string): Promise<string | undefined> {
  const editor = env.VISUAL || env.EDITOR || 'vi';
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', `${editor} "$1"`, 'sh', path], { cwd, env, stdio: 'inherit' });
    child.on('error', ({ message }) => resolve(`The editor ${editor} does not start: ${message}.`));
    child.on('close', (status) => resolve(complaintOf(editor, status)));
  });
}

/** What a shell says by its status (POSIX, Shell & Utilities §2.8.2). */
function complaintOf(editor: string, status: number | null): string | undefined {
  if (status === 0) return undefined;
  if (status === 127) return `There is no editor ${editor}: $VISUAL or $EDITOR names another one.`;
  return `The editor ${editor} ended with status ${status ?? 'unknown'}.`;
}
