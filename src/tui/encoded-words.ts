import { visible } from '../text/octets.js';

/**
 * A header line with its encoded words read, safe to show; undefined when it has none that can be read.
 * `encoded-word = "=?" charset "?" encoding "?" encoded-text "?="`, the blanks between two are none of the text — RFC 2047 §2, §6.2
 */
export function readEncodedWords(line: string): string | undefined {
  let isRead = false;
  const joined = line.replace(/(\?=)\s+(?==\?[^?\s]+\?[bq]\?[^?\s]*\?=)/gi, '$1');
  const text = joined.replace(
    /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi,
    (word, charset: string, encoding: string, encoded: string) => {
      const decoder = decoderOf(charset);
      if (!decoder) return word;
      isRead = true;
      return decoder.decode(
        encoding.toLowerCase() === 'b' ? Buffer.from(encoded, 'base64') : octetsOfQ(encoded),
      );
    },
  );
  return isRead ? visible(Buffer.from(text).toString('latin1')) : undefined;
}

/** `=FC` is an octet, `_` a blank — RFC 2047 §4.2 */
function octetsOfQ(text: string): Uint8Array {
  const octets = text
    .replaceAll('_', ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(octets, 'latin1');
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}
