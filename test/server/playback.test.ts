import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { parseScript } from '../../src/script/parser.js';
import { type Playback, type PlaybackEvent, startPlayback } from '../../src/server/playback.js';
import { sandboxCertificate } from '../../src/server/sandbox-certificate.js';
import { createSource } from '../../src/text/source.js';
import { hear, talk } from '../support/talk.js';

describe('a transcript that plays the server on a port', () => {
  const running: Playback[] = [];
  const events: PlaybackEvent[] = [];
  const start = async (transcript: string) => {
    const script = parseScript(createSource('a.transcript', transcript));
    const playback = await startPlayback(script, { onEvent: (event) => events.push(event) });
    running.push(playback);
    return playback;
  };
  afterEach(async () => {
    for (const playback of running.splice(0)) await playback.stop();
    events.length = 0;
  });

  it('can be talked to, several times and at the same time', async () => {
    const playback = await start('a1 NOOP\na1 OK done\na2 LOGOUT\n* BYE bye\na2 OK\n');
    const heard = await Promise.all([1, 2, 3].map(() => talk(playback, ['a1 NOOP\r\n', 'a2 LOGOUT\r\n'])));
    expect(new Set(heard)).toEqual(
      new Set(['* OK IMAP4rev1 server ready\r\na1 OK done\r\n* BYE bye\r\na2 OK\r\n']),
    );
    expect(events.filter(({ connection }) => connection === 2).map(({ kind }) => kind)).toEqual([
      'connected',
      'said',
      'heard',
      'said',
      'heard',
      'said',
      'said',
      'finished',
      'closed',
    ]);
  });

  it('plays both connections of a transcript that has two, in the order of the file, again and again', async () => {
    const playback = await start(
      '%on watcher\nw1 IDLE\n+ idling\n%on writer\na1 NOOP\na1 OK\n%on watcher\n* 1 EXISTS\nDONE\nw1 OK\n',
    );
    for (const _ of ['once', 'again']) {
      const watcher = connect(playback.port, playback.host);
      watcher.write('w1 IDLE\r\n');
      expect(await hear(watcher, /^\+ /m)).not.toContain('EXISTS');
      const news = hear(watcher, /\n/);
      expect(await talk(playback, ['a1 NOOP\r\n'])).toContain('a1 OK\r\n');
      expect(await news).toBe('* 1 EXISTS\r\n');
      watcher.write('DONE\r\n');
      expect(await hear(watcher, /\n/)).toBe('w1 OK\r\n');
      watcher.destroy();
    }
  });

  it('turns to TLS', async () => {
    const playback = await start('a1 STARTTLS\na1 OK go\na2 NOOP\na2 OK secret\n');
    const plain = connect(playback.port, playback.host);
    plain.write('a1 STARTTLS\r\n');
    await hear(plain, /^a1 OK go\r\n/m);
    const secure = connectTls({ socket: plain, servername: 'localhost', ca: sandboxCertificate.cert });
    secure.write('a2 NOOP\r\n');
    expect(await hear(secure, /\n/)).toBe('a2 OK secret\r\n');
    secure.destroy();
  });

  it('closes a connection that fails to turn to TLS, and says so', async () => {
    const playback = await start('a1 STARTTLS\na1 OK go\n');
    const plain = connect(playback.port, playback.host);
    plain.write('a1 STARTTLS\r\n');
    await hear(plain, /^a1 OK go\r\n/m);
    plain.resume().write('a2 NOOP\r\n');
    await once(plain, 'close');
    expect(events.map(({ kind }) => kind)).toContain('failed');
    expect(await talk(playback, [])).toBe('* OK IMAP4rev1 server ready\r\n');
  });

  it('does not listen to who does not read', async () => {
    const playback = await start('a1 NOOP\na1 OK\n');
    const deaf = connect(playback.port, playback.host);
    deaf.pause().write('x NOOP\r\n'.repeat(300_000));
    await once(deaf, 'connect');
    expect(await talk(playback, ['a1 NOOP\r\n'])).toContain('a1 OK\r\n');
    expect(events.filter(({ kind }) => kind === 'strayed').length).toBeLessThan(300_000);
    deaf.destroy();
  });

  it('ends with its connections', async () => {
    const playback = await start('a1 NOOP\na1 OK\n');
    const client = connect(playback.port, playback.host);
    await hear(client, /ready/);
    await Promise.all([once(client, 'close'), playback.stop()]);
    await expect(talk(playback, [])).rejects.toThrow('ECONNREFUSED');
  });

  it('says when it cannot have the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(startPlayback(parseScript(createSource('a', '')), { port })).rejects.toThrow('EADDRINUSE');
    other.close();
  });
});
