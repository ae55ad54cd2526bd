import { limits } from '../imap/limits.js';
import type { Response } from '../imap/response.js';
import type { Value } from '../imap/value.js';
import { type Octets, upperAscii } from '../text/octets.js';

/** The capability words of a server, in upper case. */
export type Capabilities = ReadonlySet<Octets>;

/** The words of a CAPABILITY response or of a CAPABILITY code (RFC 9051 §7.1, §7.2.2), unless there are too many. */
export function capabilitiesIn(response: Response): Capabilities | undefined {
  if (response.octets.length > limits.capabilities) return undefined;
  if (response.kind === 'data') return response.name === 'CAPABILITY' ? wordsOf(response.values) : undefined;
  if (response.kind === 'malformed') return undefined;
  return response.code?.name === 'CAPABILITY' ? wordsOf(response.code.values) : undefined;
}

function wordsOf(values: readonly Value[]): Capabilities {
  return new Set(values.flatMap((value) => (value.kind === 'atom' ? [upperAscii(value.text)] : [])));
}
