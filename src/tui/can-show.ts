import type { Environment } from './theme.js';

/**
 * True where the terminal UI can be shown: on a terminal that understands more than text, and not in CI. In sentences
 * (`plain`) it can be shown on any.
 */
export function canShow(
  stdin: { readonly isTTY?: boolean },
  stdout: { readonly isTTY?: boolean },
  env: Environment,
  plain: boolean,
): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && (plain || (env.TERM !== 'dumb' && !env.CI));
}
