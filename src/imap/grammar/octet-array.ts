import type { Octets } from '../../text/octets.js';
import { copyOctets } from '../octet-traits.js';

/** A text's octets as numbers, with `END` behind the last: read several times as fast as a slice of a string. */
export type OctetArray = Uint16Array;

/** Behind the last octet: no octet and no literal has this value, and no class has it. */
export const END = 0x1ff;

export function createOctetArray(text: Octets): OctetArray {
  const array = new Uint16Array(text.length + 1);
  copyOctets(text, array);
  array[text.length] = END;
  return array;
}
