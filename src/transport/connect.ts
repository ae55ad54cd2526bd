import { connect as connectTcp, isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect as connectTls,
  type DetailedPeerCertificate,
  type PeerCertificate,
  rootCertificates,
  type SecureVersion,
  type TLSSocket,
} from 'node:tls';
import type { ServerUrl } from '../imap/url.js';
import type { ChannelBindings } from '../session/channel-binding.js';
import type { TransportFailure } from '../session/machine.js';
import { type ByteSource, Inlet, sourceOf } from './byte-source.js';
import { channelBindingsOf } from './channel-bindings.js';
import {
  type CertificateFacts,
  describeCertificateError,
  describeConnectTimeout,
  describeNetworkError,
  describeOtherCertificate,
  describeTlsTimeout,
} from './failure.js';
import { openTunnel } from './proxy.js';
import type { ProxyAddress } from './proxy-url.js';
import { weakSignature } from './signature-hash.js';

export type { CertificateFacts } from './failure.js';

/** How TLS is done. */
export interface TlsSettings {
  /** Certificates (PEM) to trust besides those that Node brings. */
  readonly ca?: readonly string[];
  /** Accept any certificate. */
  readonly insecure?: boolean;
  /** The name the certificate must have, when it is not the host's. */
  readonly serverName?: string;
  /** The oldest version of TLS that is spoken; 1.2 unless told. */
  readonly oldest?: SecureVersion | undefined;
  /** What shows the server who we are, in PEM: the certificate with its chain, and its key. */
  readonly identity?: { readonly cert: string; readonly key: string } | undefined;
  /** The SHA-256 of the server's certificate in upper-case hex with colons: that one is accepted, and no other. */
  readonly fingerprint?: string | undefined;
  /** Told of the server's certificate, whether it is accepted or not. */
  readonly onCertificate?: (facts: CertificateFacts) => void;
}

export interface ConnectOptions {
  readonly tls: TlsSettings;
  /** Milliseconds until it must stand. */
  readonly timeout: number;
  /** What connections go through. */
  readonly proxy?: ProxyAddress | undefined;
}

/** A socket that stands; `security` is such as `TLSv1.3`, empty in the clear. */
export type Connected =
  | {
      readonly kind: 'connected';
      readonly socket: Socket;
      readonly source: ByteSource;
      readonly security: string;
      readonly bindings: ChannelBindings;
    }
  | { readonly kind: 'failed'; readonly failure: TransportFailure };

/** Connects, for `imaps` with TLS. Nagle's algorithm is off: it costs 44 ms for every answer of several writes. */
export function connect(url: ServerUrl, options: ConnectOptions): Promise<Connected> {
  if (options.proxy) return connectBy(options.proxy, url, options);
  const { onread, source } = new Inlet();
  const address = { host: url.host, port: url.port, onread };
  const socket =
    url.scheme === 'imaps'
      ? connectTls({ ...address, ...tlsOptions(url, options.tls) })
      : connectTcp({ ...address, noDelay: true, autoSelectFamily: true });
  return settle(socket, source, url, options);
}

async function connectBy(proxy: ProxyAddress, url: ServerUrl, options: ConnectOptions): Promise<Connected> {
  const tunnel = await openTunnel(proxy, url, options.timeout);
  if (tunnel.kind === 'failed') return tunnel;
  return url.scheme === 'imaps'
    ? upgrade(tunnel.socket, url, options)
    : accept(tunnel.socket, sourceOf(tunnel.socket), url, options.tls);
}

/** Turns a socket to TLS, after STARTTLS was answered with OK. */
export function upgrade(socket: Socket, url: ServerUrl, options: ConnectOptions): Promise<Connected> {
  const secured = connectTls({ socket, host: url.host, ...tlsOptions(url, options.tls) });
  return settle(secured, sourceOf(secured), url, options);
}

function settle(
  socket: Socket | TLSSocket,
  source: ByteSource,
  url: ServerUrl,
  options: ConnectOptions,
): Promise<Connected> {
  return new Promise((resolve) => {
    const finish = (result: Connected) => {
      clearTimeout(timer);
      for (const [name, listener] of Object.entries(listeners)) socket.off(name, listener);
      if (result.kind === 'failed') socket.on('error', () => {}).destroy();
      resolve(result);
    };
    const fail = (failure: TransportFailure) => finish({ kind: 'failed', failure });
    const late = () => {
      const describe = isTls(socket) && !socket.connecting ? describeTlsTimeout : describeConnectTimeout;
      fail(describe(url, options.timeout));
    };
    const timer = setTimeout(late, options.timeout);
    const listeners = {
      error: (error: Error) => fail(describeNetworkError(error, url)),
      close: () => fail(closedInHandshake),
      [isTls(socket) ? 'secureConnect' : 'connect']: () => finish(accept(socket, source, url, options.tls)),
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
    // Without a name in the handshake Node would compare with what it connects to.
    checkServerIdentity: (_: string, certificate: PeerCertificate) => checkServerIdentity(name, certificate),
    rejectUnauthorized: false,
    ...versionsFrom(tls.oldest ?? 'TLSv1.2'),
    ...tls.identity,
    // Who is trusted need not be a root: `--ca` may name an intermediate authority, or the server's own certificate.
    ...(tls.ca ? { ca: [...rootCertificates, ...tls.ca], allowPartialTrustChain: true } : {}),
  };
}

/** OpenSSL does not speak what is older than 1.2 unless its security level is 0. */
function versionsFrom(minVersion: SecureVersion) {
  const isOld = minVersion === 'TLSv1' || minVersion === 'TLSv1.1';
  return isOld ? { minVersion, ciphers: 'DEFAULT@SECLEVEL=0' } : { minVersion };
}

function accept(socket: Socket | TLSSocket, source: ByteSource, url: ServerUrl, tls: TlsSettings): Connected {
  socket.setNoDelay(true);
  if (!isTls(socket)) return { kind: 'connected', socket, source, security: '', bindings: {} };
  const certificate = socket.getPeerCertificate(true);
  const facts = factsOf(certificate);
  tls.onCertificate?.(facts);
  if (tls.fingerprint !== undefined) {
    if (tls.fingerprint !== certificate.fingerprint256)
      return { kind: 'failed', failure: describeOtherCertificate(facts, certificate.fingerprint256) };
  } else if (!socket.authorized && !tls.insecure) {
    const fault = faultIn(certificate, String(socket.authorizationError));
    const facts = factsOf(fault.certificate);
    return {
      kind: 'failed',
      failure: describeCertificateError(fault.code, facts, tls.serverName ?? url.host),
    };
  }
  const security = socket.getProtocol() ?? 'TLS';
  return { kind: 'connected', socket, source, security, bindings: channelBindingsOf(socket) };
}

/** Which certificate of the chain an error is about, and what it is exactly: Node says neither. */
function faultIn(leaf: DetailedPeerCertificate, error: string): Fault {
  const chain = chainOf(leaf);
  for (const { code, isCulprit, of = error } of faults) {
    const certificate = code.test(error) ? chain.find(isCulprit) : undefined;
    if (certificate) return { code: of, certificate };
  }
  return { code: error, certificate: leaf };
}

interface Fault {
  readonly code: string;
  readonly certificate: PeerCertificate;
}

interface FaultRow {
  /** As Node has it. */
  readonly code: RegExp;
  readonly isCulprit: (
    certificate: DetailedPeerCertificate,
    index: number,
    chain: readonly DetailedPeerCertificate[],
  ) => boolean;
  /** What it is, where the code is too wide. */
  readonly of?: string;
}

const faults: readonly FaultRow[] = [
  { code: /^CERT_HAS_EXPIRED$/, isCulprit: ({ valid_to }) => Date.parse(valid_to) < Date.now() },
  { code: /^CERT_NOT_YET_VALID$/, isCulprit: ({ valid_from }) => Date.parse(valid_from) > Date.now() },
  { code: /^UNABLE_TO_/, isCulprit: (_, index, chain) => index === chain.length - 1 },
  {
    code: /^INVALID_PURPOSE$/,
    of: 'not for servers',
    isCulprit: (own, index) => index === 0 && isForOthers(own),
  },
  { code: /^INVALID_(?:PURPOSE|CA)$/, of: 'no authority', isCulprit: ({ ca }, index) => index > 0 && !ca },
  { code: /^UNSPECIFIED$/, of: 'weak signature', isCulprit: ({ raw }) => weakSignature(raw) !== undefined },
];

/** Whether `ExtKeyUsageSyntax` names uses, and id-kp-serverAuth is none of them — RFC 5280 §4.2.1.12 */
function isForOthers({ ext_key_usage: uses }: PeerCertificate): boolean {
  return uses !== undefined && !uses.includes('1.3.6.1.5.5.7.3.1');
}

/** The certificate of the server, and who signed which. */
function chainOf(leaf: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain = new Set<DetailedPeerCertificate>();
  for (let one = leaf; one && !chain.has(one); one = one.issuerCertificate) chain.add(one);
  return [...chain];
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
    weakness: certificate.raw && weakSignature(certificate.raw),
  };
}
