import { createScram } from './scram.js';

/** SCRAM-SHA-256, tied to the TLS connection — RFC 7677 §3.1, RFC 5802 §6 */
export const scramSha256Plus = createScram('SCRAM-SHA-256-PLUS', 'sha256');
