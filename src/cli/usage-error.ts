import { ExitStatus } from './exit-status.js';

/** Ends a command with a message for the user: a wrong option, a file that cannot be read, a server out of reach. */
export class UsageError extends Error {
  readonly status: ExitStatus;
  /** What to do about it, a line each. */
  readonly hints: readonly string[];

  constructor(message: string, hints: readonly string[] = [], status: ExitStatus = ExitStatus.usage) {
    super(message);
    this.status = status;
    this.hints = hints;
  }
}

/** What a command tells of one file, and goes on with the others; anything else is a bug. */
export function asRefusal(error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  throw error;
}
