import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { parseServerUrl, type ServerUrl } from '../../src/imap/url.js';

/** A server on loopback that does to each connection what it is told. */
export async function withServer<T>(
  behave: (socket: Socket) => void,
  use: (port: number) => Promise<T>,
  address = '127.0.0.1',
): Promise<T> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    behave(socket);
  });
  const port = await listen(server, address);
  try {
    return await use(port);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

/** Says something now, and something to each line that comes; an empty text says nothing. */
export function says(greeting: string, ...answers: readonly string[]) {
  return (socket: Socket): void => {
    const left = [...answers];
    socket.write(greeting);
    socket.on('data', () => {
      const answer = left.shift();
      if (answer) socket.write(answer);
    });
  };
}

/** Greets, and does something when the first line came. */
export function atFirst(act: (socket: Socket) => void) {
  return (socket: Socket): void => {
    socket.write('* OK ready\r\n');
    socket.once('data', () => act(socket));
  };
}

/** Speaks TLS; `raw` is the socket below. */
export function inTls(
  identity: { readonly cert: string; readonly key: string },
  behave: (secure: TLSSocket, raw: Socket) => void,
) {
  return (raw: Socket): void => {
    const secure = new TLSSocket(raw, { isServer: true, ...identity });
    secure.on('error', () => {}).on('secure', () => behave(secure, raw));
  };
}

export function urlOf(text: string): ServerUrl {
  const parsed = parseServerUrl(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.url;
}

/** Listens on a free port. */
export function listen(server: Server, address: string): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, address, () => resolve((server.address() as AddressInfo).port));
  });
}
