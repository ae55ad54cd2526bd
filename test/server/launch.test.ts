import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  findInstalled,
  type LauncherName,
  launchers,
  startRooms,
  startThrowaway,
  type Throwaway,
} from '../../src/server/launch.js';
import { talk } from '../support/talk.js';

describe.each(Object.keys(launchers) as LauncherName[])('the throwaway %s', (name) => {
  const isMissing = findInstalled(name).kind === 'missing' && !(name === 'dovecot' && process.env.CI);

  it.skipIf(isMissing)('lets its users in, in plain and over TLS, also beside another one', async () => {
    await withServers(name, async (servers) => {
      // Side by side: Courier takes five seconds to refuse a password.
      const peers = servers.flatMap(({ port, tlsPort, certificate }) => [
        { port },
        { port: tlsPort, ca: certificate },
      ]);
      const login = ['a1 LOGIN alice wrong\r\n', `a2 LOGIN bob ${servers[0].password}\r\n`];
      const heard = await Promise.all(peers.map((peer) => talk(peer, login)));
      for (const text of heard) expect(text).toMatch(/^\* OK .*^a1 NO .*^a2 OK /ms);
    });
  });

  it.skipIf(isMissing)('has no mail at first, and none once it was emptied', async () => {
    await withServers(name, async ([server]) => {
      const { port, password } = server;
      const look = () => talk({ port }, [`a1 LOGIN alice ${password}\r\n`, 'a2 SELECT INBOX\r\n']);
      expect(await look()).toMatch(/^\* 0 EXISTS/m);
      // The answer is waited for by the first word of what was sent, here the tag too.
      const message = 'a2: hi\r\n\r\nhello\r\n';
      const session = [
        `a1 LOGIN alice ${password}\r\n`,
        `a2: APPEND INBOX () "17-Jul-1996 02:44:25 +0000" {${message.length}}\r\n`,
        `${message}\r\n`,
      ];
      await talk({ port }, session);
      expect(await look()).toMatch(/^\* 1 EXISTS/m);
      await server.empty();
      expect(await look()).toMatch(/^\* 0 EXISTS/m);
    });
  });

  it.skipIf(isMissing)('leaves no process behind, not even one that somebody is talking to', async () => {
    const server = await startThrowaway(name);
    const { port, password } = server;
    const talking = talk({ port }, [`a1 LOGIN alice ${password}\r\n`, 'a2 SELECT INBOX\r\n', 'a3 IDLE\r\n']);
    const ended = talking.catch(() => {});
    await expect.poll(() => sessionOf(server.pid).length, { timeout: 5000 }).toBeGreaterThan(1);
    await server.stop();
    await ended;
    await expect.poll(() => sessionOf(server.pid), { timeout: 5000 }).toEqual([]);
    await expect(talk({ port }, [])).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
  });
});

describe('a throwaway server', () => {
  const isMissing = findInstalled('dovecot').kind === 'missing';

  it.skipIf(isMissing).each([
    // Its certificate is written before it is started, its sockets are there when it runs.
    ['being furnished', /cert\.pem$/],
    ['running', /run$/],
  ])('is gone when what started it is killed while it is %s', async (_, sign) => {
    const folder = await mkdtemp(join(tmpdir(), 'tagline-killed-'));
    try {
      await chmod(folder, 0o755);
      await writeFile(join(folder, 's.imap'), '%login\n%wait 1m\n');
      const args = ['bin/tagline.js', 'test', folder, '--server', 'dovecot:'];
      const child = spawn(process.execPath, args, {
        env: { ...process.env, TMPDIR: folder },
        stdio: 'ignore',
      });
      const find = () => readdirSync(folder, { recursive: true }).filter((path) => sign.test(String(path)));
      await expect.poll(find, { timeout: 10_000, interval: 2 }).not.toEqual([]);
      child.kill('SIGKILL');
      await expect.poll(() => readdirSync(folder), { timeout: 5000 }).toEqual(['s.imap']);
      const living = () => execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' }).includes(folder);
      await expect.poll(living, { timeout: 5000 }).toBe(false);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.skipIf(isMissing)('can be several, each with mail of its own, in plain and over TLS', async () => {
    const [one, other] = await startRooms('dovecot', 2);
    const ask = (peer: { port: number; ca?: string }, ...commands: string[]) =>
      talk(peer, [`a1 LOGIN alice ${one.password}\r\n`, ...commands]);
    const count = 'a3 STATUS INBOX (MESSAGES)\r\n';
    try {
      await ask(one, 'a2 APPEND INBOX {2+}\r\nhi\r\n');
      const ports = [one, { port: one.tlsPort, ca: one.certificate }, other ?? one];
      const heard = await Promise.all(ports.map((peer) => ask(peer, count)));
      expect(heard.map((text) => /MESSAGES (\d)/.exec(text)?.[1])).toEqual(['1', '1', '0']);
      await other?.empty();
      expect(await ask(one, count)).toContain('MESSAGES 1');
    } finally {
      await one.stop();
    }
  });

  it.skipIf(isMissing).each([
    ['UTC, wherever the machine is', { env: {} }, '+0000'],
    ['that of the environment', { env: { TZ: 'XYZ-5:30' } }, '+0530'],
    ['what it is told, above all', { env: { TZ: 'XYZ-5:30' }, timeZone: 'EET-2' }, '+0200'],
  ] as const)('has a clock in %s', async (_, options, zone) => {
    const server = await startThrowaway('dovecot', options);
    try {
      const session = [
        'a2 APPEND INBOX {2+}\r\nhi\r\n',
        'a3 SELECT INBOX\r\n',
        'a4 FETCH 1 INTERNALDATE\r\n',
      ];
      const said = await talk(server, [`a1 LOGIN alice ${server.password}\r\n`, ...session]);
      expect(/INTERNALDATE ".* (.*)"/.exec(said)?.[1]).toBe(zone);
    } finally {
      await server.stop();
    }
  });

  it.skipIf(isMissing)('says why it does not start', async () => {
    await expect(startThrowaway('dovecot', { settings: 'nonsense = 1\n' })).rejects.toThrow(
      'Unknown setting: nonsense',
    );
  });
});

async function withServers(
  name: LauncherName,
  work: (servers: readonly [Throwaway, Throwaway]) => Promise<void>,
): Promise<void> {
  const servers = await Promise.all([startThrowaway(name), startThrowaway(name)]);
  try {
    await work(servers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** The living processes of a session of the system; each throwaway server is one. */
function sessionOf(leader: number): string[] {
  const rows = execFileSync('ps', ['-eo', 'sid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return rows.filter((row) => Number(row.trim().split(/\s+/)[0]) === leader && !/^\s*\d+\s+Z/.test(row));
}
