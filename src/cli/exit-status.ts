/** The exit statuses, for scripts that call tagline. */
export const ExitStatus = {
  fine: 0,
  /** Differences from what was expected, or lint errors. */
  differences: 1,
  /** Wrong usage, or a file that cannot be read. */
  usage: 2,
  /** The server could not be reached, or broke off. */
  unreachable: 3,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof ExitStatus)[keyof typeof ExitStatus];

/** The gravest of several. */
export function worst(statuses: readonly ExitStatus[]): ExitStatus {
  return statuses.reduce((a, b) => (a > b ? a : b), ExitStatus.fine);
}
