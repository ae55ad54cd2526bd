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
  return importTerminal(name, text, 'an openssl session', (lines) => withoutTickets(withOwnCommand(lines)));
}

/**
 * `-starttls imap` takes the greeting, and shows of what it said in the clear only the last line: the answer to its
 * `. CAPABILITY`, behind the certificates.
 */
function withOwnCommand(lines: readonly Octets[]): readonly Octets[] {
  const isBehind = (index: number) => /^---$/.test(lines[index - 1] ?? '');
  const answer = lines.findIndex((line, index) => /^\. OK(?: |$)/.test(line) && isBehind(index));
  return answer === -1 ? lines : ['. CAPABILITY', ...lines.slice(answer)];
}

/** What it says itself, what is typed for it alone, and what `-msg`, `-debug` and `-state` show. */
const noise = new RegExp(
  [
    '(?:read R BLOCK|RENEGOTIATING|KEYUPDATE|(?:depth=|verify ).*)\\s*$',
    '[RQBkK]$',
    '[0-9A-F]{8,}:error:',
    '(?:>>>|<<<) (?:TLS|SSL|DTLS|\\?\\?\\?)',
    ' {4}[0-9a-f]{2}(?: [0-9a-f]{2})*$',
    '(?:read from|write to) 0x',
    '[0-9a-f]{4} - ',
    'SSL_(?:connect|accept|read|write)\\b',
    'SSL3 alert ',
  ]
    .map((form) => `^${form}`)
    .join('|'),
);

/** New session tickets come in the middle of the session. */
function withoutTickets(lines: readonly Octets[]): readonly Octets[] {
  let isTicket = false;
  return lines.filter((line, index) => {
    const isRule = /^---$/.test(line);
    if (isRule) isTicket = /^Post-Handshake/.test(lines[index + 1] ?? '');
    return !isRule && !isTicket && !noise.test(line);
  });
}
