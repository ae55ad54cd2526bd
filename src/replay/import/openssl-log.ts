import type { Octets } from '../../text/octets.js';
import type { Imported, ImportRequest } from './imported.js';
import { importTerminal } from './terminal-log.js';

export function isOpensslLog(text: Octets): boolean {
  // With -quiet there is only what it says of the certificates, and often only the command was copied.
  const isCommand = /^.*\bopenssl s_client\b.*\r?\n(?:.*\r?\n)*?(?:S: )?\* (?:OK|PREAUTH)\b/m.test(text);
  return (
    isCommand ||
    /^CONNECTED\([0-9A-F]+\)\s*$/m.test(text) ||
    /^depth=\d+ .*\r?\n(?:verify .*\r?\n)/m.test(text)
  );
}

/** A session of `openssl s_client`, as it is on the terminal. */
export function importOpensslLog({ name, text }: ImportRequest): Imported {
  return importTerminal(name, withoutTickets(session(text.split('\n'))), 'an openssl session');
}

/** Behind the certificates: from the greeting on or, where `-starttls imap` took that, behind the last `---`. */
function session(lines: readonly Octets[]): readonly Octets[] {
  const greeting = lines.findIndex((line) => /^\* (?:OK|PREAUTH|BYE)\b/i.test(line));
  if (greeting !== -1) return lines.slice(greeting);
  const end = lines.findIndex((line) => /^\s*Verify return code: /.test(line));
  return lines.slice(lines.findIndex((line, index) => index > end && /^---\s*$/.test(line)) + 1);
}

const noise = /^(?:read R BLOCK|read:errno=\d+|closed|RENEGOTIATING|(?:depth=|verify ).*)\s*$/;

/** New session tickets come in the middle of the session. */
function withoutTickets(lines: readonly Octets[]): readonly Octets[] {
  let isTicket = false;
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.filter((line, index) => {
    const isRule = /^---\s*$/.test(line);
    if (isRule) isTicket = /^Post-Handshake/.test(lines[index + 1] ?? '');
    const isFarewell = index === last && line.trim() === 'DONE';
    return !isRule && !isTicket && !noise.test(line) && !isFarewell;
  });
}
