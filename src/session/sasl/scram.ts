import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { limits } from '../../imap/limits.js';
import { bytesOf, type Octets } from '../../text/octets.js';
import { escapedName } from './escaped-name.js';
import type { Attempt, Exchange, Mechanism } from './mechanism.js';
import { saslprep } from './saslprep.js';

/**
 * SCRAM (RFC 5802) with a hash function: the password is not sent, and the server proves that it knows it too. Under a
 * name that ends in -PLUS it is tied to the TLS connection.
 */
export function createScram(name: Octets, hash: 'sha1' | 'sha256'): Mechanism {
  const isBound = name.endsWith('-PLUS');
  return {
    name,
    isPlain: false,
    takes: 'password',
    ...(isBound ? { isBound } : {}),
    start: (attempt) => new ScramExchange(attempt, hash, isBound),
  };
}

/** RFC 5802 §5.1: at least so many are announced; fewer are a hint that somebody wants to guess the password. */
const fewestIterations = 4096;

class ScramExchange implements Exchange {
  readonly initial: Octets;
  isProven = false;
  complaint: Octets | undefined;
  readonly #header: Octets;
  readonly #bindingData: Octets;
  readonly #attempt: Attempt;
  readonly #hash: string;
  readonly #bare: Octets;
  /** What the server's proof has to be; undefined until its challenge is answered. */
  #signature: Octets | undefined;

  constructor(attempt: Attempt, hash: string, isBound: boolean) {
    this.#header = `${bindingFlag(attempt, isBound)},,`;
    this.#bindingData = isBound ? (attempt.binding?.data ?? '') : '';
    this.#attempt = attempt;
    this.#hash = hash;
    this.#bare = `n=${escapedName(saslprep(attempt.user))},r=${attempt.nonce}`;
    this.initial = this.#header + this.#bare;
  }

  answer(challenge: Octets): Octets | undefined {
    if (this.#signature === undefined) return this.#prove(challenge);
    if (this.isProven) return undefined;
    // `server-final-message = (server-error / verifier) ["," extensions]`
    this.complaint = /^e=([^,]*)/.exec(challenge)?.[1];
    this.isProven = challenge.split(',', 1)[0] === `v=${this.#signature}`;
    return this.isProven ? '' : undefined;
  }

  /** `client-final-message = channel-binding "," nonce ["," extensions] "," proof` — §7 */
  #prove(challenge: Octets): Octets | undefined {
    const first = readServerFirst(challenge, this.#attempt.nonce);
    if (!first) return undefined;
    // `cbind-input = gs2-header [ cbind-data ]`
    const channel = Buffer.from(this.#header + this.#bindingData, 'latin1').toString('base64');
    const unproven = `c=${channel},r=${first.nonce}`;
    const signed = `${this.#bare},${challenge},${unproven}`;
    const salted = this.#saltedPassword(first);
    const clientKey = this.#hmac(salted, 'Client Key');
    const storedKey = createHash(this.#hash).update(clientKey).digest();
    const proof = xor(clientKey, this.#hmac(storedKey, signed));
    this.#signature = this.#hmac(this.#hmac(salted, 'Server Key'), signed).toString('base64');
    return `${unproven},p=${proof.toString('base64')}`;
  }

  /** `Hi(Normalize(password), salt, i)` — §2.2 */
  #saltedPassword({ salt, iterations }: ServerFirst): Buffer {
    const length = createHash(this.#hash).digest().length;
    return pbkdf2Sync(bytesOf(saslprep(this.#attempt.password)), salt, iterations, length, this.#hash);
  }

  #hmac(key: Uint8Array, text: Octets): Buffer {
    return createHmac(this.#hash, key).update(bytesOf(text)).digest();
  }
}

/**
 * `gs2-cbind-flag = ("p=" cb-name) / "n" / "y"` — §7. With `y` a server notices when somebody took its -PLUS forms out of
 * what it offers (§6).
 */
function bindingFlag({ binding, isBindingOffered }: Attempt, isBound: boolean): Octets {
  if (isBound && binding) return `p=${binding.type}`;
  return binding && !isBindingOffered ? 'y' : 'n';
}

interface ServerFirst {
  readonly nonce: Octets;
  readonly salt: Buffer;
  readonly iterations: number;
}

/**
 * `server-first-message = [reserved-mext ","] nonce "," salt "," iteration-count ["," extensions]` — §7. Undefined also
 * for extensions that must be understood, for a nonce that is not ours with more behind it, and for a weak or endless
 * computation.
 */
function readServerFirst(challenge: Octets, ours: Octets): ServerFirst | undefined {
  const found = /^r=([\x21-\x2b\x2d-\x7e]+),s=([A-Za-z0-9+/]+={0,2}),i=([1-9][0-9]{0,8})(?:,|$)/.exec(
    challenge,
  );
  const [, nonce = '', salt = '', count = ''] = found ?? [];
  const iterations = Number(count);
  const isAcceptable = iterations >= fewestIterations && iterations <= limits.scramIterations;
  if (!isAcceptable || !nonce.startsWith(ours) || nonce.length === ours.length) return undefined;
  return { nonce, salt: Buffer.from(salt, 'base64'), iterations };
}

function xor(a: Buffer, b: Buffer): Buffer {
  return a.map((byte, index) => byte ^ (b[index] ?? 0)) as Buffer;
}
