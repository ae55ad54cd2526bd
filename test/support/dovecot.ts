import { describe, it } from 'vitest';
import { findInstalled, startThrowaway, type ThrowawayOptions } from '../../src/server/launch.js';

export type { Throwaway as Dovecot, ThrowawayOptions as DovecotOptions } from '../../src/server/launch.js';
export const startDovecot = (options?: ThrowawayOptions) => startThrowaway('dovecot', options);

/** Where Dovecot is missing, its tests are skipped, and say so; in CI they must run. */
export const hasDovecot = findInstalled('dovecot').kind === 'installed';
const isSkipped = !hasDovecot && !process.env.CI;
export const describeWithDovecot = describe.skipIf(isSkipped);
export const dovecotIt = it.skipIf(isSkipped);
if (isSkipped)
  console.warn('Tests with Dovecot are skipped: no Dovecot 2.3 (apt-get install dovecot-imapd).');
