import { createScram } from './scram.js';

/** RFC 5802 §4. */
export const scramSha1 = createScram('SCRAM-SHA-1', 'sha1');
