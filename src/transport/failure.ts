import { printServerUrl, type ServerUrl } from '../imap/url.js';
import type { TransportFailure, TransportFailureCode } from '../session/machine.js';
import { visibleText } from '../text/octets.js';
import { type ProxyAddress, printProxyUrl } from './proxy-url.js';

interface Known {
  readonly code: TransportFailureCode;
  readonly says: (url: ServerUrl) => string;
  readonly hint: (url: ServerUrl) => string;
}

const oldVersion: Known = {
  code: 'tls',
  says: (url) => `${visibleText(url.host)} does not speak the TLS version that is asked for`,
  hint: () => 'Allow an older version with --tls-min (1.2 unless told), if that must be.',
};

const wantsIdentity: Known = {
  code: 'tls',
  says: () => 'the server wants a client certificate',
  hint: () => 'Give one with --cert FILE --key FILE.',
};

/** What the system and OpenSSL call failures, and what they are to people. */
const known: Readonly<Record<string, Known>> = {
  ECONNREFUSED: {
    code: 'refused',
    says: (url) => `nothing listens at ${printServerUrl(url)}`,
    hint: () => 'Is the server running, and is the port right (143 for imap://, 993 for imaps://)?',
  },
  ENOTFOUND: {
    code: 'name-not-found',
    says: (url) => `there is no host named "${visibleText(url.host)}"`,
    hint: () => 'Check the spelling of the host name.',
  },
  EAI_AGAIN: {
    code: 'name-not-found',
    says: (url) => `the name "${visibleText(url.host)}" cannot be looked up now`,
    hint: () => 'Is this machine connected, and does its name server answer?',
  },
  ETIMEDOUT: {
    code: 'connect-timeout',
    says: (url) => `${printServerUrl(url)} does not answer`,
    hint: firewall,
  },
  EHOSTUNREACH: {
    code: 'unreachable',
    says: (url) => `there is no way to ${visibleText(url.host)}`,
    hint: firewall,
  },
  ENETUNREACH: {
    code: 'unreachable',
    says: (url) => `there is no way to ${visibleText(url.host)}`,
    hint: firewall,
  },
  ECONNRESET: { code: 'reset', says: () => 'the server cut the connection (reset)', hint: () => '' },
  EPIPE: {
    code: 'reset',
    says: () => 'the server had closed the connection before everything was sent',
    hint: () => '',
  },
  Z_DATA_ERROR: {
    code: 'other',
    says: () => 'what the server sends behind COMPRESS is not deflated data',
    hint: () => '',
  },
  // Node has no code of its own for this one.
  'closed in the TLS handshake': {
    code: 'tls',
    says: () => 'the server closed the connection in the TLS handshake',
    // After STARTTLS it does not go on in the clear, but takes no TLS.
    hint: (url) => (url.scheme === 'imaps' ? plainHint(url) : ''),
  },
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: oldVersion,
  ERR_SSL_UNSUPPORTED_PROTOCOL: oldVersion,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: wantsIdentity,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: {
    code: 'tls',
    says: () => 'the server broke off the TLS handshake',
    hint: () =>
      'It may want a client certificate (--cert FILE --key FILE), or an older TLS version (--tls-min).',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: { code: 'tls', says: notTls, hint: plainHint },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: { code: 'tls', says: notTls, hint: plainHint },
  ERR_SSL_RECORD_LAYER_FAILURE: { code: 'tls', says: notTls, hint: plainHint },
};

/** The failure that an error of the network is. */
export function describeNetworkError(error: Error, url: ServerUrl): TransportFailure {
  const name = errorName(error);
  const row = known[name];
  if (row) return { code: row.code, message: row.says(url), hint: row.hint(url) };
  const code = isOfTls(name) ? 'tls' : 'other';
  const what = code === 'tls' ? 'TLS could not be set up' : `the connection to ${printServerUrl(url)} failed`;
  return { code, message: `${what}: ${reasonOf(error)}`, hint: '' };
}

/** The same for a connection that stood: TLS was spoken there. */
export function describeLostConnection(error: Error, url: ServerUrl): TransportFailure {
  const name = errorName(error);
  if (!isOfTls(name) || known[name] === wantsIdentity) return describeNetworkError(error, url);
  const what = name.includes('ALERT')
    ? 'the server broke off the TLS session'
    : 'what the server sends is no part of the TLS session';
  return { code: 'tls', message: `${what} (${reasonOf(error)})`, hint: '' };
}

/** Behind a proxy it cannot be said who ended a connection. */
export function describeProxied(
  failure: TransportFailure,
  proxy: ProxyAddress | undefined,
): TransportFailure {
  const isEnd = failure.code === 'closed' || failure.code === 'reset';
  if (!proxy || !isEnd) return failure;
  const message = failure.message.replace(
    /^the server /,
    `the server, or the proxy ${printProxyUrl(proxy)}, `,
  );
  return { ...failure, message };
}

function isOfTls(name: string): boolean {
  return /^ERR_(SSL|TLS)_/.test(name);
}

/** Of errors of OpenSSL, what people can read. */
function reasonOf(error: Error): string {
  return visibleText('reason' in error ? String(error.reason) : error.message);
}

/** That the connection did not stand in time. */
export function describeConnectTimeout(url: ServerUrl, milliseconds: number): TransportFailure {
  return {
    code: 'connect-timeout',
    message: `no connection to ${printServerUrl(url)} within ${milliseconds / 1000} s`,
    hint: firewall(url),
  };
}

/** That the connection stood in time, and TLS did not. */
export function describeTlsTimeout(url: ServerUrl, milliseconds: number): TransportFailure {
  const server = `${visibleText(url.host)}:${url.port}`;
  return {
    code: 'tls',
    message: `${server} took the connection, and did not answer in TLS within ${milliseconds / 1000} s`,
    hint:
      url.scheme === 'imaps'
        ? 'Is this a TLS port? Try imap:// or imap+starttls:// instead of imaps://.'
        : '',
  };
}

/** The parts of a certificate that a message names. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly names: string;
  readonly from: string;
  readonly to: string;
  /** The hash function of its signature, where that is too weak. */
  readonly weakness: string | undefined;
}

const certificateFaults: Readonly<Record<string, (facts: CertificateFacts, name: string) => string>> = {
  CERT_HAS_EXPIRED: (facts) => `it expired on ${facts.to}`,
  CERT_NOT_YET_VALID: (facts) => `it is not valid before ${facts.from}`,
  DEPTH_ZERO_SELF_SIGNED_CERT: () => 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: (facts) =>
    `its chain ends in a root that is not trusted (issued by ${facts.issuer})`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
  ERR_TLS_CERT_ALTNAME_INVALID: (facts, name) => `it is for ${facts.names}, not for ${name}`,
  CERT_REVOKED: () => 'it was revoked',
  CERT_SIGNATURE_FAILURE: (facts) => `its signature is not one of its issuer ${facts.issuer}`,
  PATH_LENGTH_EXCEEDED: () => 'its chain has more authorities than one of them allows',
  'not for servers': () => 'it is not for servers (extended key usage)',
  'no authority': () => 'it signed another one, and is not the certificate of an authority',
  'weak signature': (facts) => `it is signed with ${facts.weakness}, which is too weak`,
};

function unknownIssuer({ issuer }: CertificateFacts): string {
  return `its issuer ${issuer} is not known here, and the server does not send the certificate of that`;
}

/** What is wrong with which certificate. */
export function describeCertificateError(
  code: string,
  facts: CertificateFacts,
  name: string,
): TransportFailure {
  const fault = certificateFaults[code]?.(facts, name) ?? `OpenSSL refuses it (${code})`;
  return {
    code: 'certificate',
    message: visibleText(`the certificate of ${facts.subject || name} is not accepted: ${fault}`),
    hint: certificateHint(code),
  };
}

function certificateHint(code: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'Use a name that it is for, in the URL or as --server-name NAME, or accept any certificate with --insecure.';
  if (/SELF_SIGNED|UNABLE_TO/.test(code))
    return 'Trust its issuer with --ca FILE, or accept any certificate with --insecure.';
  return 'The server needs another certificate; --fingerprint SHA256 accepts this one, --insecure any.';
}

/** That the certificate is not the pinned one. */
export function describeOtherCertificate(facts: CertificateFacts, fingerprint: string): TransportFailure {
  return {
    code: 'certificate',
    message: visibleText(
      `the certificate of ${facts.subject} is not the pinned one: its SHA-256 is ${fingerprint}`,
    ),
    hint: 'If the server has a new certificate, give its fingerprint to --fingerprint.',
  };
}

function errorName(error: Error): string {
  if (/before secure TLS connection/.test(error.message)) return 'closed in the TLS handshake';
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return errorName(error.errors[0]);
  return 'code' in error ? String(error.code) : '';
}

function firewall(): string;
function firewall(url: ServerUrl): string;
function firewall(): string {
  return 'Is the address right, and does a firewall let this port through?';
}

function notTls(url: ServerUrl): string {
  return `${visibleText(url.host)}:${url.port} does not speak TLS`;
}

function plainHint(url: ServerUrl): string {
  return url.scheme === 'imaps'
    ? 'This is a plain port: use imap:// or imap+starttls:// instead of imaps://.'
    : 'The server said OK to STARTTLS and then went on in the clear.';
}
