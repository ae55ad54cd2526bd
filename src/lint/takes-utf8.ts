import type { ConnectionState } from '../imap/state.js';

/** True when the server was told that names and strings come in UTF-8 (RFC 6855 §3, RFC 9051 §6.3.1). */
export function takesUtf8(state: ConnectionState | undefined): boolean {
  return state?.enabled.some((word) => word === 'UTF8=ACCEPT' || word === 'IMAP4REV2') === true;
}
