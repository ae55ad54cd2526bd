import { type Octets, upperAscii } from '../text/octets.js';

/** The capabilities that a line of the server announces, in upper case; undefined when it announces none. */
export function announcedIn(text: Octets): ReadonlySet<Octets> | undefined {
  const words = /^\* CAPABILITY (.*)$|^\S+ (?:OK|PREAUTH) \[CAPABILITY ([^\]]*)\]/i.exec(text);
  const list = words?.[1] ?? words?.[2];
  return list === undefined || list.includes('${') ? undefined : new Set(upperAscii(list).split(' '));
}
