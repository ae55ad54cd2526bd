import { courier } from './courier.js';
import { cyrus } from './cyrus.js';
import { dovecot } from './dovecot.js';
import type { Launcher } from './launcher.js';
import { mailutils } from './mailutils.js';
import { twisted } from './twisted.js';

/** Every kind of server that can be started, by its name: `--server cyrus:`. */
export const launchers = { dovecot, cyrus, courier, mailutils, twisted } as const satisfies Record<
  string,
  Launcher
>;

export type LauncherName = keyof typeof launchers;
