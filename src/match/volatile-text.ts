import type { Response } from '../imap/response.js';
import type { Volatile } from './mask.js';

/** Finds what changes from run to run in the text that servers write for people. */
export function findVolatileText(response: Response): Volatile[] {
  if (response.kind === 'data' || response.kind === 'malformed') return [];
  const { text, octets } = response;
  const start = octets.replace(/\r?\n$/, '').length - text.length;
  return patternsOf[response.kind].flatMap(({ pattern, placeholder }) =>
    [...text.matchAll(pattern)].map((match) => {
      const found = match.groups?.volatile ?? match[0];
      const from = start + match.index + match[0].indexOf(found);
      return { start: from, end: from + found.length, placeholder };
    }),
  );
}

interface TextPattern {
  /** Its group `volatile`, if it has one, is what changes. */
  readonly pattern: RegExp;
  readonly placeholder: string;
}

/** What a SASL mechanism asks is another thing each time. */
const challengePatterns: readonly TextPattern[] = [
  { pattern: /^[A-Za-z0-9+/]{16,}={0,2}$/g, placeholder: '${_}' },
];

const textPatterns: readonly TextPattern[] = [
  // Dovecot `(0.001 + 0.000 secs)`, Cyrus `(0.000 sec)`, hoodiecrow and others
  {
    pattern: /(?<volatile>(?<!\d)\d{1,12}\.\d{1,12}(?: \+ \d{1,12}\.\d{1,12}){0,9}) ?(?:secs?|ms|seconds)\b/g,
    placeholder: '${_}',
  },
  // `Mon, 7 Feb 1994 21:52:25 -0800 (PST)`
  {
    pattern: /(?:[A-Z][a-z]{2}, ?)?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}(?: \([A-Z]{1,5}\))?/g,
    placeholder: '${_:date}',
  },
  // Cyrus `SESSIONID=<…>`, Dovecot `session=<…>`
  { pattern: /\bsession(?:id)?=<(?<volatile>[^<>]+)>/gi, placeholder: '${_}' },
  // `<1896.697170952@postoffice.example>`
  { pattern: /<(?<volatile>[^<>@ ]+@[^<>@ ]+)>/g, placeholder: '${_}' },
  // Ids: long words in which letters and digits take turns
  {
    pattern:
      /(?<![\w+/=-])(?=[\w+/-]{0,80}?(?:[a-z]\d{1,20}[a-z]|\d[a-z]{1,20}\d))[\w+/-]{12,}={0,2}(?![\w+/=-])/gi,
    placeholder: '${_}',
  },
];

/** What a server says of itself, in its greeting and when it says goodbye. */
const hostPatterns: readonly TextPattern[] = [
  // The name before that of the program: Cyrus, UW
  { pattern: /^(?<volatile>\S+) (?=Cyrus IMAP|IMAP4rev1 \d)/g, placeholder: '${_}' },
  // `mail.example.org`, `192.0.2.7`
  {
    pattern:
      /(?<![\w.@-])(?:(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,9}[a-z]{2,24}|(?:\d{1,3}\.){3}\d{1,3})(?![\w.-])/gi,
    placeholder: '${_}',
  },
];

const patternsOf = {
  continuation: challengePatterns,
  tagged: textPatterns,
  status: [...textPatterns, ...hostPatterns],
};
