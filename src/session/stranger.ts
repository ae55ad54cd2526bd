import type { Octets } from '../text/octets.js';
import type { TransportFailure } from './machine.js';

interface Stranger {
  readonly opening: RegExp;
  readonly code: 'tls' | 'not-imap';
  readonly message: string;
  readonly hint: string;
}

const otherProtocols: readonly Stranger[] = [
  {
    // A TLS record: content type alert (RFC 8446 §5.1, §6), sent to a client that does not begin with ClientHello.
    opening: /^\x15\x03/,
    code: 'tls',
    message: 'the server speaks TLS on this port and was spoken to in plain',
    hint: 'Use imaps:// instead of imap://.',
  },
  {
    opening: /^HTTP\//,
    code: 'not-imap',
    message: 'this is a web server (HTTP), not IMAP',
    hint: portHint(),
  },
  {
    opening: /^220[ -]/,
    code: 'not-imap',
    message: 'this is an SMTP or FTP server, not IMAP',
    hint: portHint(),
  },
  { opening: /^\+OK\b/, code: 'not-imap', message: 'this is a POP3 server, not IMAP', hint: portHint() },
  { opening: /^SSH-/, code: 'not-imap', message: 'this is an SSH server, not IMAP', hint: portHint() },
];

/** The failure when a server's first octets are those of another protocol. */
export function describeStranger(opening: Octets): TransportFailure | undefined {
  const found = otherProtocols.find((stranger) => stranger.opening.test(opening));
  return found && { code: found.code, message: found.message, hint: found.hint };
}

function portHint(): string {
  return 'IMAP listens on port 143 (imap://) or 993 (imaps://).';
}
