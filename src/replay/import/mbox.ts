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

/**
 * `date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE` — RFC 9051 §9. In the line a
 * zone may stand before or behind the year, and seconds may be left out.
 */
function dateOf(fromLine: Octets): Octets | undefined {
  const [, month, day = '', minutes, seconds = ':00', before, year, behind] =
    /[A-Z][a-z]{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +(0?[1-9]|[12]\d|3[01]) ((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d)?(?: ([+-]\d{4}|[A-Z]{3,5}))? (\d{4})(?: ([+-]\d{4}|[A-Z]{3,5}))?/.exec(
      fromLine,
    ) ?? [];
  if (month === undefined) return undefined;
  const zone = before ?? behind ?? '+0000';
  const offset = /^[+-]/.test(zone) ? zone : (zones[zone] ?? '+0000');
  return `${day.padStart(2)}-${month}-${year} ${minutes}${seconds} ${offset}`;
}

/** `obs-zone` — RFC 5322 §4.3; others are unknown, and so +0000. */
const zones: Readonly<Record<string, string>> = {
  EST: '-0500',
  EDT: '-0400',
  CST: '-0600',
  CDT: '-0500',
  MST: '-0700',
  MDT: '-0600',
  PST: '-0800',
  PDT: '-0700',
};
