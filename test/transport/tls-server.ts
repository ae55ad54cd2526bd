import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';

/** A server by TLS that answers every command with OK. */
export async function withTls<T>(options: TlsOptions, work: (port: number) => Promise<T>): Promise<T> {
  const sockets = new Set<TLSSocket>();
  const server = createServer(options, (socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.write('* OK ready\r\n');
    socket.on('data', (bytes) => socket.write(`${String(bytes).split(' ')[0]} OK done\r\n`));
  }).on('tlsClientError', () => {});
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready));
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  }
}
