import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate, rootCertificates, type TLSSocket } from 'node:tls';
import type { ServerUrl } from '../imap/url.js';
import type { ChannelBindings } from '../session/channel-binding.js';
import type { TransportFailure } from '../session/machine.js';
import { channelBindingsOf } from './channel-bindings.js';
import {
  type CertificateFacts,
  describeCertificateError,
  describeConnectTimeout,
  describeNetworkError,
} from './failure.js';

export type { CertificateFacts } from './failure.js';

/** How TLS is done. */
export interface TlsSettings {
  /** Certificates (PEM) to trust besides those that Node brings. */
  readonly ca?: readonly string[];
  /** Accept any certificate. */
  readonly insecure?: boolean;
  /** The name the certificate must have, when it is not the host's. */
  readonly serverName?: string;
  /** Told of the server's certificate, whether it is accepted or not. */
  readonly onCertificate?: (facts: CertificateFacts) => void;
}

export interface ConnectOptions {
  readonly tls: TlsSettings;
  /** Milliseconds until it must stand. */
  readonly timeout: number;
}

/** A socket that stands; `security` is such as `TLSv1.3`, empty in the clear. */
export type Connected =
  | {
      readonly kind: 'connected';
      readonly socket: Socket;
      readonly security: string;
      readonly bindings: ChannelBindings;
    }
  | { readonly kind: 'failed'; readonly failure: TransportFailure };

/** Connects, for `imaps` with TLS. Nagle's algorithm is off: it costs 44 ms for every answer of several writes. */
export function connect(url: ServerUrl, options: ConnectOptions): Promise<Connected> {
  return settle(url, options, () =>
    url.scheme === 'imaps'
      ? connectTls({ host: url.host, port: url.port, ...tlsOptions(url, options.tls) })
      : connectTcp({ host: url.host, port: url.port, noDelay: true, autoSelectFamily: true }),
  );
}

/** Turns a socket to TLS, after STARTTLS was answered with OK. */
export function upgrade(socket: Socket, url: ServerUrl, options: ConnectOptions): Promise<Connected> {
  return settle(url, options, () => connectTls({ socket, host: url.host, ...tlsOptions(url, options.tls) }));
}

function settle(url: ServerUrl, options: ConnectOptions, open: () => Socket | TLSSocket): Promise<Connected> {
  return new Promise((resolve) => {
    const socket = open();
    const finish = (result: Connected) => {
      clearTimeout(timer);
      for (const [name, listener] of Object.entries(listeners)) socket.off(name, listener);
      if (result.kind === 'failed') socket.on('error', () => {}).destroy();
      resolve(result);
    };
    const fail = (failure: TransportFailure) => finish({ kind: 'failed', failure });
    const timer = setTimeout(() => fail(describeConnectTimeout(url, options.timeout)), options.timeout);
    const listeners = {
      error: (error: Error) => fail(describeNetworkError(error, url)),
      close: () => fail(closedInHandshake),
      [isTls(socket) ? 'secureConnect' : 'connect']: () => finish(accept(socket, url, options.tls)),
    };
    for (const [name, listener] of Object.entries(listeners)) socket.on(name, listener);
  });
}

const closedInHandshake: TransportFailure = {
  code: 'closed',
  message: 'the server closed the connection before it stood',
  hint: '',
};

/**
 * Certificates are judged here and not by Node, which would throw away the one it refuses; nothing was sent before.
 */
function tlsOptions(url: ServerUrl, tls: TlsSettings) {
  const name = tls.serverName ?? url.host;
  return {
    servername: isIP(name) ? '' : name,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2' as const,
    ...(tls.ca ? { ca: [...rootCertificates, ...tls.ca] } : {}),
  };
}

function accept(socket: Socket | TLSSocket, url: ServerUrl, tls: TlsSettings): Connected {
  socket.setNoDelay(true);
  if (!isTls(socket)) return { kind: 'connected', socket, security: '', bindings: {} };
  const facts = factsOf(socket.getPeerCertificate());
  tls.onCertificate?.(facts);
  if (!socket.authorized && !tls.insecure) {
    const failure = describeCertificateError(
      String(socket.authorizationError),
      facts,
      tls.serverName ?? url.host,
    );
    return { kind: 'failed', failure };
  }
  const security = socket.getProtocol() ?? 'TLS';
  return { kind: 'connected', socket, security, bindings: channelBindingsOf(socket) };
}

function isTls(socket: Socket | TLSSocket): socket is TLSSocket {
  return 'authorized' in socket;
}

function factsOf(certificate: PeerCertificate): CertificateFacts {
  const common = (name: PeerCertificate['subject'] | undefined) => String(name?.CN ?? name?.O ?? 'no name');
  return {
    subject: common(certificate.subject),
    issuer: common(certificate.issuer),
    names: certificate.subjectaltname?.replaceAll('DNS:', '') ?? common(certificate.subject),
    from: certificate.valid_from,
    to: certificate.valid_to,
  };
}
