import type { Octets } from '../text/octets.js';

/** A mechanism's answers from the client, by their number from 0, that hold a user name and no secret. */
const openAnswers: Readonly<Record<Octets, (answer: number, decoded: Octets) => boolean>> = {
  ANONYMOUS: (_, decoded) => !decoded.includes('\0'),
  EXTERNAL: (_, decoded) => !decoded.includes('\0'),
  LOGIN: (answer, decoded) => answer === 0 && !decoded.includes('\0'),
  'SCRAM-SHA-1': opensScram,
  'SCRAM-SHA-1-PLUS': opensScram,
  'SCRAM-SHA-256': opensScram,
  'SCRAM-SHA-256-PLUS': opensScram,
};

/** Whether an answer to the server, the n-th of an AUTHENTICATE counted from 0, shows no more than who it is. */
export function isOpenAnswer(mechanism: Octets, answer: number, decoded: Octets): boolean {
  return Object.hasOwn(openAnswers, mechanism) && openAnswers[mechanism]?.(answer, decoded) === true;
}

/** `client-first-message = [gs2-header] username "," nonce` — RFC 5802 §7: no secret yet. */
function opensScram(answer: number, decoded: Octets): boolean {
  return answer === 0 && /^[nyp][^\0]*,r=/.test(decoded);
}

/**
 * The password in an answer of PLAIN (RFC 4616), the token of OAUTHBEARER and XOAUTH2 (RFC 7628), or all of it unless
 * that is too short to be one for sure.
 */
export function secretOf(decoded: Octets): Octets {
  const plain = /^[^\0]*\0[^\0]*\0([^\0]+)$/.exec(decoded);
  const token = /\x01auth=Bearer ([^\x01]+)/i.exec(decoded);
  return plain?.[1] ?? token?.[1] ?? (decoded.length < 4 ? '' : decoded);
}
