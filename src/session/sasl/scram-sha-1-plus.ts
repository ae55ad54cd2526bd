import { createScram } from './scram.js';

/** SCRAM-SHA-1, tied to the TLS connection — RFC 5802 §6 */
export const scramSha1Plus = createScram('SCRAM-SHA-1-PLUS', 'sha1');
