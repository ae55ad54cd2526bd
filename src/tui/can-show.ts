import type { Environment } from './theme.js';

/** True where the terminal UI can be shown: on a terminal that understands more than text, and not in CI. */
export function canShow(
  stdin: { readonly isTTY?: boolean },
  stdout: { readonly isTTY?: boolean },
  env: Environment,
): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && env.TERM !== 'dumb' && !env.CI;
}
