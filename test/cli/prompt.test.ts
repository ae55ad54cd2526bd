import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { withServer } from '../support/server.js';
import { inFolder } from '../support/tagline.js';
import { PseudoTerminal } from '../tui/support/pseudo-terminal.js';

const bin = resolve(import.meta.dirname, '../../bin/tagline.js');

it('asks for a password on a line of its own, not behind the progress', async () => {
  const files = { 'a.imap': '%login\na1 NOOP\na1 OK\n' };
  await inFolder(files, (folder) =>
    withServer(
      (socket) => socket.end('* BYE busy\r\n'),
      async (port) => {
        const args = ['test', 'a.imap', '--server', `imap://alice@127.0.0.1:${port}`];
        const command = ['sh', '-c', 'cd "$0" && exec "$@"', folder, process.execPath, bin, ...args];
        const terminal = new PseudoTerminal(80, 24, command);
        await terminal.until('Password of alice');
        const line = terminal.text.split('\n').find((each) => each.includes('Password of'));
        terminal.close();
        await terminal.exited;
        expect(line).toMatch(/^Password of alice on 127\.0\.0\.1: *$/);
      },
    ),
  );
});
