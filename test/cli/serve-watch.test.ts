import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withServer } from '../support/server.js';
import { inFolder, tagline } from '../support/tagline.js';

const select = 'a1 LOGIN ${user} ${password}\na1 OK\na2 SELECT INBOX\n* 4 EXISTS\na2 OK\n';

describe('tagline serve', () => {
  it('plays the session with Exchange 2003 to a plain socket, and ends by Ctrl-C', async () => {
    let received = '';
    const run = await tagline(['serve', 'transcripts/exchange-2003/session.transcript'], {
      onOutput(stdout, kill) {
        const port = /answers on imap:\/\/127\.0\.0\.1:(\d+)/.exec(stdout)?.[1];
        if (port && received === '') {
          received = ' ';
          const socket = connect(Number(port), '127.0.0.1', () =>
            socket.write('tag LOGIN bob hunter2\r\nSELECT INBOX\r\n'),
          );
          socket.on('data', (bytes) => {
            received += bytes;
            if (received.includes('SELECT BAD')) kill('SIGINT');
          });
        }
      },
    });
    expect(received).toContain(
      'tag OK LOGIN completed.\r\nSELECT BAD Protocol Error: "Unidentifiable command specified".\r\n',
    );
    expect(run.stdout).not.toContain('hunter2');
    expect(run.status).toBe(0);
  });

  it('says that a port is taken', async () => {
    const run = await tagline(['serve', 'transcripts/exchange-2003/session.transcript', '--port', '99999']);
    expect(run).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('expected a number from 0 to 65535'),
    });
  });
});

describe('tagline watch in a pipe', () => {
  it('tests at the start, and again when a script is saved', async () => {
    await inFolder({ 's.imap': select }, async (cwd) => {
      let isSaved = false;
      const run = await tagline(['watch'], {
        cwd,
        onOutput(stdout, kill) {
          if (!isSaved && stdout.includes('1 failed')) {
            isSaved = true;
            void writeFile(join(cwd, 's.imap'), select.replace('4', '5'));
          }
          if (stdout.includes('1 passed')) kill('SIGINT');
        },
      });
      expect(run.stdout).toMatch(/1 failed[\s\S]*1 passed/);
      expect(run.status).toBe(130);
    });
  });

  it('tests again what was saved before it watched', async () => {
    await inFolder({ 's.imap': 'a1 NOOP\na1 NO\n' }, async (cwd) => {
      // The first connection is made before anything is watched.
      const save = () => writeFileSync(join(cwd, 's.imap'), 'a1 NOOP\na1 OK\n');
      const behave = (socket: Socket) => {
        save();
        socket.write('* OK ready\r\n');
        socket.on('data', (bytes) => socket.write(`${String(bytes).split(' ', 1)[0]} OK\r\n`));
      };
      const run = await withServer(behave, (port) =>
        tagline(['watch', '--server', `imap://127.0.0.1:${port}`], {
          cwd,
          onOutput: (stdout, kill) => stdout.includes('1 passed') && kill('SIGINT'),
        }),
      );
      expect(run.stdout).toContain('1 passed');
    });
  });

  it('does not send to another machine without being told', async () => {
    const run = await inFolder({ 's.imap': select }, (cwd) =>
      tagline(['watch', '--server', 'imaps://mail.example.com'], { cwd }),
    );
    expect(run.stderr).toMatch(/would send to imaps:\/\/mail\.example\.com:993 at every save/);
    expect(run.status).toBe(2);
  });
});
