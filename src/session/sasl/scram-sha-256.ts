import { createScram } from './scram.js';

/** RFC 7677 §3. */
export const scramSha256 = createScram('SCRAM-SHA-256', 'sha256');
