import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/server/sandbox.js';
import { sandboxCertificate } from '../../src/server/sandbox-certificate.js';
import { type ProxyAddress, parseProxyUrl, printProxyUrl, proxyOf } from '../../src/transport/proxy-url.js';
import { atFirst, says, urlOf, withServer } from '../runner/hostile-server.js';
import { replay } from '../runner/replay.js';

const login = { user: 'carol', password: 'p:ss w' };

const proxies = [
  { kind: 'socks5', start: startSocks },
  { kind: 'http', start: startHttp },
] as const;

describe.each(proxies)('a proxy by $kind', ({ kind, start }) => {
  it.each(['imap', 'imap+starttls', 'imaps'] as const)('leads to %s', async (scheme) => {
    const sandbox = await startSandbox();
    const front = await startTls(sandbox.port);
    const proxy = await start();
    try {
      const port = scheme === 'imaps' ? front.port : sandbox.port;
      const { result } = await replay('%login\na1 NOOP\na1 OK\n', {
        url: `${scheme}://localhost:${port}`,
        tls: { insecure: true },
        proxy: { kind, host: '127.0.0.1', port: proxy.port, login },
        allowClearText: true,
        credentials: () => ({ user: sandbox.user, password: sandbox.password }),
      });
      expect(result.outcome).toMatchObject({ kind: 'passed' });
      expect(proxy.asked).toEqual([`localhost:${port}`]);
    } finally {
      await proxy.stop();
      await front.stop();
      await sandbox.stop();
    }
  });

  it('that knows the user not is named, without the password', async () => {
    const proxy = await start();
    try {
      const { result } = await replay('a1 NOOP\n', {
        url: 'imap://localhost:1',
        proxy: { kind, host: '127.0.0.1', port: proxy.port, login: { user: 'carol', password: 'wrong' } },
      });
      expect(result.outcome).toMatchObject({ kind: 'errored', failure: { code: 'proxy' } });
      expect(JSON.stringify(result)).toMatch(kind === 'http' ? /407 Who are you/ : /[Aa]uthentication/);
      expect(JSON.stringify(result)).not.toContain('wrong');
    } finally {
      await proxy.stop();
    }
  });

  it.each([
    ['says nothing', () => {}],
    ['says something else', says('', '* OK this is IMAP\r\n')],
    ['closes', (socket: Socket) => void socket.end()],
  ])('that %s is named', async (_, behave) => {
    const { result } = await withServer(behave, (port) =>
      replay('a1 NOOP\n', {
        url: 'imap://localhost:1',
        proxy: { kind, host: '127.0.0.1', port, login: undefined },
        timeouts: { connect: 150 },
      }),
    );
    expect(result.outcome).toMatchObject({ kind: 'errored', failure: { code: 'proxy' } });
  });

  it('that ends the connection in the middle may be the one who did', async () => {
    const proxy = await start();
    const breaks = atFirst((socket) => void socket.end('a1 O'));
    const { result } = await withServer(breaks, (port) =>
      replay('a1 NOOP\n', {
        url: `imap://127.0.0.1:${port}`,
        proxy: { kind, host: '127.0.0.1', port: proxy.port, login },
      }),
    ).finally(() => proxy.stop());
    expect(result.outcome).toMatchObject({
      failure: {
        code: 'closed',
        message: `the server, or the proxy ${kind}://127.0.0.1:${proxy.port}, closed the connection, in the middle of a response: a1 O`,
      },
    });
  });

  it('makes localhost another machine: no password goes there in the clear', async () => {
    const proxy = await start();
    const greets = says('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n', 'tagline1 OK\r\n');
    const { result } = await withServer(greets, (port) =>
      replay('%login\n', {
        url: `imap://127.0.0.1:${port}`,
        proxy: { kind, host: '127.0.0.1', port: proxy.port, login },
      }),
    ).finally(() => proxy.stop());
    expect(result.outcome).toMatchObject({
      kind: 'errored',
      failure: { kind: 'script', message: expect.stringContaining('in the clear to another machine') },
    });
  });
});

describe('a proxy by socks4', () => {
  it.each(['127.0.0.1', 'localhost'])('leads to %s', async (host) => {
    const proxy = await startSocks4();
    try {
      const greets = says('* OK ready\r\n', 'a1 OK\r\n', 'tagline1 OK\r\n');
      const { result } = await withServer(greets, async (port) => {
        const played = await replay('a1 NOOP\na1 OK\n', {
          url: `imap://${host}:${port}`,
          proxy: { kind: 'socks4', host: '127.0.0.1', port: proxy.port, login: undefined },
        });
        expect(proxy.asked).toEqual([`${host}:${port}`]);
        return played;
      });
      expect(result.outcome).toMatchObject({ kind: 'passed' });
    } finally {
      await proxy.stop();
    }
  });
});

describe('the proxy of the environment', () => {
  const rows: readonly [string, Record<string, string>, string | undefined][] = [
    ['imap://mail.example.com', {}, undefined],
    ['imap://mail.example.com', { ALL_PROXY: 'socks5://p' }, 'socks5://p'],
    ['imap://mail.example.com', { ALL_PROXY: 'p:8080' }, 'http://p:8080'],
    ['imap://mail.example.com', { ALL_PROXY: '' }, undefined],
    ['imap://mail.example.com', { all_proxy: 'socks5://p', ALL_PROXY: 'socks5://q' }, 'socks5://p'],
    ['imaps://mail.example.com', { ALL_PROXY: 'http://p', imaps_proxy: 'http://q' }, 'http://q'],
    ['imap+starttls://mail.example.com', { imaps_proxy: 'http://q', IMAP_PROXY: 'http://r' }, 'http://r'],
    ['imap://mail.example.com', { ALL_PROXY: 'http://p', NO_PROXY: 'localhost, .example.com' }, undefined],
    ['imap://mail.example.com', { ALL_PROXY: 'http://p', no_proxy: 'Mail.Example.com' }, undefined],
    ['imap://mail.example.com', { ALL_PROXY: 'http://p', no_proxy: '*' }, undefined],
    ['imap://mail.example.com', { ALL_PROXY: 'http://p', no_proxy: 'ample.com,,x' }, 'http://p'],
    ['imap://[2001:db8::1]', { ALL_PROXY: 'http://p', no_proxy: '[2001:db8::1]' }, undefined],
  ];

  it.each(rows)('for %s with %j is found', (text, environment, expected) => {
    const { host, scheme } = urlOf(text);
    expect(proxyOf(environment, host, scheme)?.text).toBe(expected);
  });
});

describe('the URL of a proxy', () => {
  const rows: readonly [string, ProxyAddress | undefined][] = [
    ['socks5://127.0.0.1', { kind: 'socks5', host: '127.0.0.1', port: 1080, login: undefined }],
    [
      'SOCKS5h://proxy.example.com:80/',
      { kind: 'socks5', host: 'proxy.example.com', port: 80, login: undefined },
    ],
    ['http://carol:p%3Ass%20w@[::1]:8080', { kind: 'http', host: '::1', port: 8080, login }],
    ['socks4a://127.0.0.1', { kind: 'socks4', host: '127.0.0.1', port: 1080, login: undefined }],
    ['http://proxy.example.com', { kind: 'http', host: 'proxy.example.com', port: 80, login: undefined }],
    ['https://proxy.example.com', undefined],
    ['socks5://', undefined],
    ['http://proxy.example.com/path', undefined],
    ['http://carol:%@proxy.example.com', undefined],
    ['proxy.example.com:1080', undefined],
  ];

  it.each(rows)('%s is read', (text, expected) => {
    expect(parseProxyUrl(text)).toEqual(expected);
  });

  it('is shown without the password', () => {
    expect(printProxyUrl({ kind: 'http', host: '::1', port: 8080, login })).toBe('http://[::1]:8080');
  });
});

interface Running {
  readonly port: number;
  /** Where it was asked to lead to. */
  readonly asked: string[];
  stop(): Promise<void>;
}

/** TLS in front of a server in the clear. */
function startTls(port: number): Promise<Running> {
  const server = createTlsServer(sandboxCertificate, (client) => {
    const onward = connect({ host: '127.0.0.1', port });
    onward
      .on('error', () => client.destroy())
      .pipe(client.on('error', () => {}))
      .pipe(onward);
    client.on('close', () => onward.destroy());
  });
  return run(server, []);
}

/** HTTP CONNECT, for one user. The server's first octets go out together with the head of the answer. */
function startHttp(): Promise<Running> {
  const asked: string[] = [];
  const server = createHttpServer().on('connect', ({ url = '', headers }, client) => {
    const wanted = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
    client.on('error', () => {});
    if (headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Who are you\r\n\r\n');
      return;
    }
    asked.push(url);
    join(client as Socket, url, 'HTTP/1.1 200 Fine\r\n\r\n');
  });
  return run(server, asked);
}

/** SOCKS 5 (RFC 1928) to names and addresses, for one user (RFC 1929). */
function startSocks(): Promise<Running> {
  const asked: string[] = [];
  const server = createServer((client) => {
    client.on('error', () => {});
    client.once('data', () => {
      client.write(Buffer.from([5, 2]));
      client.once('data', (said) => {
        const name = Buffer.from(login.user);
        const password = Buffer.from(login.password);
        const wanted = Buffer.from([1, name.length, ...name, password.length, ...password]);
        const isKnown = wanted.equals(Buffer.from(said));
        client.write(Buffer.from([1, isKnown ? 0 : 1]));
        if (!isKnown) return void client.end();
        client.once('data', (request: Buffer) => {
          const end = request[3] === 3 ? 5 + (request[4] ?? 0) : 8;
          const host =
            request[3] === 3 ? request.toString('latin1', 5, end) : request.subarray(4, 8).join('.');
          const target = `${host}:${request.readUInt16BE(end)}`;
          asked.push(target);
          join(client, target, Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
        });
      });
    });
  });
  return run(server, asked);
}

/** SOCKS 4, and 4A: for a name the address is 0.0.0.x and the name follows. */
function startSocks4(): Promise<Running> {
  const asked: string[] = [];
  const server = createServer((client) => {
    client.on('error', () => {});
    client.once('data', (request: Buffer) => {
      const address = request.subarray(4, 8);
      const isName = address.readUInt32BE() < 256;
      const [, name = ''] = request.toString('latin1', 8).split('\0');
      const target = `${isName ? name : address.join('.')}:${request.readUInt16BE(2)}`;
      asked.push(target);
      join(client, target, Buffer.from([0, 90, 0, 0, 0, 0, 0, 0]));
    });
  });
  return run(server, asked);
}

/** Leads on, and begins with an answer of its own. */
function join(client: Socket, target: string, answer: string | Buffer): void {
  const at = target.lastIndexOf(':');
  const onward = connect({ host: target.slice(0, at), port: Number(target.slice(at + 1)) });
  onward
    .on('error', () => client.destroy())
    .on('connect', () => {
      client.write(answer);
      onward.pipe(client).pipe(onward);
    });
  client.on('close', () => onward.destroy());
}

async function run(server: Server, asked: string[]): Promise<Running> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    stop: () => new Promise((closed) => server.close(() => closed())),
  };
}
