import { connect } from 'node:net';
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
      expected = new RegExp(`^(\\+|${escapeRegex(text.split(/[ \r]/)[0] ?? '')}) .*\r\n`, 'm');
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
