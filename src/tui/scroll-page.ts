import type { CommandName } from './keys.js';

/** Where a page of so many lines is scrolled to by a command; undefined when it is none that scrolls. */
export function scrollPage(
  top: number,
  command: CommandName | undefined,
  lines: number,
  room: number,
): number | undefined {
  const page = Math.max(1, room);
  const steps: Readonly<Partial<Record<CommandName, number>>> = {
    down: 1,
    up: -1,
    pageDown: page,
    pageUp: -page,
    halfDown: Math.ceil(page / 2),
    halfUp: -Math.ceil(page / 2),
    first: -lines,
    last: lines,
  };
  const step = command && steps[command];
  return step === undefined ? undefined : Math.max(0, Math.min(top + step, lines - page));
}

/** How many rows of a page are seen: it has a title and a line below. */
export function pageRoom(rows: number): number {
  return Math.max(1, rows - 2);
}
