import type { Octets } from '../text/octets.js';

/**
 * The messages of a file: an mbox (RFC 4155) has one behind each `From ` line, anything else is one message. Line ends
 * become CRLF, and `>From ` loses what the mbox had to put before it.
 */
export function splitMessages(file: Octets): readonly Octets[] {
  const text = file.replace(/\r?\n/g, '\r\n');
  if (!text.startsWith('From ')) return text === '' ? [] : [text];
  return text
    .split(/^From .*\r\n/m)
    .slice(1)
    .map((message) => message.replace(/\r\n\r\n$/, '\r\n').replace(/^>(>*From )/gm, '$1'));
}
