import type { Octets } from '../../text/octets.js';

/** A message of an mbox file. */
export interface MboxMessage {
  /** With CRLF, up to the next message's first line: the empty line between them belongs to the first one. */
  readonly octets: Octets;
  /** Of the From_ line, as IMAP writes it; undefined when it has none. */
  readonly date: Octets | undefined;
}

/** The messages of an mbox file (RFC 4155): each begins with a line `From ` that has a date. */
export function readMbox(file: Octets): readonly MboxMessage[] {
  const text = file.replaceAll('\r\n', '\n');
  const starts = [...text.matchAll(/(?<=^|\n)From [^\n]*(?:\n|$)/g)].filter(
    ({ index, 0: line }) => index === 0 || dateOf(line) !== undefined,
  );
  return starts.map((match, index) => {
    const end = starts[index + 1]?.index ?? text.length;
    const octets = text.slice(match.index + match[0].length, end).replaceAll('\n', '\r\n');
    return { octets, date: dateOf(match[0]) };
  });
}

/** `date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE` — RFC 9051 §9 */
function dateOf(fromLine: Octets): Octets | undefined {
  const [, month, day = '', time, year, zone = '+0000'] =
    /[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})(?: ([+-]\d{4}))?/.exec(fromLine) ?? [];
  return month === undefined ? undefined : `${day.padStart(2)}-${month}-${year} ${time} ${zone}`;
}
