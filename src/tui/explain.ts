import { parseResponse } from '../imap/response.js';
import { findResponseCode } from '../imap/response-code.js';
import { explainServerLine } from '../imap/server-message.js';
import type { DiffRow } from '../match/diff.js';
import { encodeUtf8 } from '../text/octets.js';
import { readEncodedWords } from './encoded-words.js';

/** What there is to say about a row: what its server line means and what to do about it, or how a header reads. */
export function explainRow(row: DiffRow): string {
  const { from, text, literal } = row.kind === 'expected' ? row.expected : row.actual;
  if (text.length > longestExplained) return '';
  const read = literal && readEncodedWords(text);
  if (read !== undefined) return `Reads: ${read}`;
  return from === 'server' ? (explainServerLine(encodeUtf8(text)) ?? '') : '';
}

/** Where the response code of a row is defined, such as `RFC 5530 §3`; empty for nothing. */
export function sectionOf(row: DiffRow): string {
  const { from, text } = row.kind === 'expected' ? row.expected : row.actual;
  if (from !== 'server' || text.length > longestExplained) return '';
  const response = parseResponse(`${encodeUtf8(text)}\r\n`);
  const code = response.kind === 'tagged' || response.kind === 'status' ? response.code : undefined;
  return (code && findResponseCode(code.name)?.source) ?? '';
}

/** Status responses are short (in UTF-16 units); what is longer holds data. */
const longestExplained = 1000;
