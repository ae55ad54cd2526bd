import { courier } from './courier.js';
import { cyrus } from './cyrus.js';
import type { Dialect } from './dialect.js';
import { dovecot } from './dovecot.js';
import { exchange2003 } from './exchange-2003.js';
import { hoodiecrow } from './hoodiecrow.js';
import { mailutils } from './mailutils.js';
import { twisted } from './twisted.js';

/** Every server family whose answers are known, those whose answers tell most first. */
export const dialects: readonly Dialect[] = [
  exchange2003,
  dovecot,
  cyrus,
  courier,
  mailutils,
  hoodiecrow,
  twisted,
];
