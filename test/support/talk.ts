import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A server on loopback; `ca` asks for TLS and trusts that certificate. */
export interface Peer {
  readonly port: number;
  readonly ca?: string;
}

/**
 * Speaks to a server over a plain socket: waits for the greeting, then sends each text when the one before it was
 * answered. The answer is there when a line begins with the text's first word or `+`, or the server closed. Resolves
 * to all that the server said.
 */
export function talk({ port, ca }: Peer, texts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = ca ? connectTls({ port, host: '127.0.0.1', ca }) : connect(port, '127.0.0.1');
    const waiting = [...texts];
    let heard = '';
    let seen = 0;
    let expected = /^\* /m;
    const proceed = () => {
      if (!expected.test(heard.slice(seen))) return;
      seen = heard.length;
      const text = waiting.shift();
      if (text === undefined) return socket.end();
      expected = new RegExp(`^(\\+|${escapeRegex(text.trim().split(/[ \r]/)[0] ?? '')}) .*\r\n`, 'm');
      socket.write(Buffer.from(text, 'latin1'));
    };
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      proceed();
    });
  });
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Resolves to what the socket brought, once it matches; rejects when the socket ends before. */
export function hear(socket: Socket, expected: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const fail = () => reject(new Error(`Expected ${expected}, heard ${JSON.stringify(heard)}`));
    const listen = (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      if (!expected.test(heard)) return;
      socket.off('data', listen).off('close', fail).off('error', reject);
      resolve(heard);
    };
    socket.on('data', listen).once('close', fail).once('error', reject);
  });
}
