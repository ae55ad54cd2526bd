import { request } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerUrl } from '../imap/url.js';
import type { TransportFailure } from '../session/machine.js';
import { visibleText } from '../text/octets.js';
import { type ProxyAddress, printProxyUrl } from './proxy-url.js';

/** A way through a proxy to the server: a socket on which nothing was read of what the server says. */
export type Tunnel =
  | { readonly kind: 'open'; readonly socket: Socket }
  | { readonly kind: 'failed'; readonly failure: TransportFailure };

/** Opens a way to the server through a proxy; the proxy looks up the server's name. */
export function openTunnel(proxy: ProxyAddress, url: ServerUrl, milliseconds: number): Promise<Tunnel> {
  return proxy.kind === 'http'
    ? openByConnect(proxy, url, milliseconds)
    : openBySocks(proxy, url, milliseconds);
}

/** SOCKS 5 (RFC 1928), with name and password (RFC 1929) where the proxy asks for them; SOCKS 4, with names 4A. */
async function openBySocks(proxy: ProxyAddress, url: ServerUrl, timeout: number): Promise<Tunnel> {
  // Loaded only here: hardly anybody goes through a proxy.
  const { SocksClient } = await import('socks');
  try {
    const { socket } = await SocksClient.createConnection({
      command: 'connect',
      destination: { host: url.host, port: url.port },
      proxy: {
        type: proxy.kind === 'socks4' ? 4 : 5,
        host: proxy.host,
        port: proxy.port,
        ...(proxy.login ? { userId: proxy.login.user, password: proxy.login.password } : {}),
      },
      timeout,
    });
    return { kind: 'open', socket };
  } catch (error) {
    return failed(proxy, error instanceof Error ? error.message : String(error));
  }
}

/** `CONNECT host:port HTTP/1.1` — RFC 9110 §9.3.6; any 2xx opens the way, and what follows its head is the server's. */
function openByConnect(proxy: ProxyAddress, url: ServerUrl, milliseconds: number): Promise<Tunnel> {
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  const path = `${host}:${url.port}`;
  return new Promise((resolve) => {
    const asked = request({
      method: 'CONNECT',
      host: proxy.host,
      port: proxy.port,
      path,
      headers: { host: path, ...authorizationOf(proxy) },
      agent: false,
    });
    const finish = (tunnel: Tunnel) => {
      clearTimeout(timer);
      if (tunnel.kind === 'failed') asked.destroy();
      resolve(tunnel);
    };
    const timer = setTimeout(
      () => finish(failed(proxy, `no answer within ${milliseconds / 1000} s`)),
      milliseconds,
    );
    asked.on('connect', ({ statusCode = 0, statusMessage = '' }, stream, head) => {
      const socket = stream as Socket;
      if (statusCode < 200 || statusCode > 299) {
        socket.on('error', () => {}).destroy();
        finish(failed(proxy, `it answers ${statusCode} ${statusMessage}`));
        return;
      }
      if (head.length > 0) socket.unshift(head);
      finish({ kind: 'open', socket });
    });
    asked.on('response', ({ statusCode, statusMessage }) =>
      finish(failed(proxy, `it answers ${statusCode} ${statusMessage}`)),
    );
    asked.on('error', (error) => finish(failed(proxy, error.message)));
    asked.end();
  });
}

/** `basic-credentials = base64(user-id ":" password)` — RFC 7617 §2 */
function authorizationOf({ login }: ProxyAddress): Readonly<Record<string, string>> {
  if (!login) return {};
  return {
    'proxy-authorization': `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`,
  };
}

function failed(proxy: ProxyAddress, reason: string): Tunnel {
  return {
    kind: 'failed',
    failure: {
      code: 'proxy',
      message: visibleText(`the proxy ${printProxyUrl(proxy)} opens no way to the server: ${reason}`),
      hint: 'Is the address of --proxy right, and does it let through to this host and port?',
    },
  };
}
