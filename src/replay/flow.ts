/**
 * A part of a replay that may have to wait for the server: it yields how many milliseconds it waits at most, and goes on
 * when something came or the time is over. It yields undefined to have carried out what it asked for, and goes on at once.
 */
export type Flow<Result> = Generator<number | undefined, Result, void>;

/** How a wait ended: what was waited for is there, the connection ended, the time ran out, the user wants to stop. */
export type WaitEnd = 'done' | 'ended' | 'late' | 'interrupted';
