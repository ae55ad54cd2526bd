import { describe, it } from 'vitest';
import { findDovecot } from '../../src/server/dovecot.js';

export { type Dovecot, type DovecotOptions, startDovecot } from '../../src/server/dovecot.js';

/** Where Dovecot is missing, its tests are skipped, and say so; in CI they must run. */
export const hasDovecot = findDovecot() !== undefined;
const isSkipped = !hasDovecot && !process.env.CI;
export const describeWithDovecot = describe.skipIf(isSkipped);
export const dovecotIt = it.skipIf(isSkipped);
if (isSkipped)
  console.warn('Tests with Dovecot are skipped: no Dovecot 2.3 (apt-get install dovecot-imapd).');
