import type { Octets } from '../../text/octets.js';

/**
 * A line as the terminal showed it in the end, when what went to the terminal was recorded: what was typed wrong and
 * taken back is gone, and so are colours, prompts' marks and titles (ECMA-48).
 */
export function shownLine(recorded: Octets): Octets {
  const line = recorded.replace(/\r+$/, '');
  return /[\b\r\x1b]/.test(line) ? new TerminalLine().write(line) : line;
}

/**
 * Lines that the terminal, or who copied from it, broke at its width (tmux does): a response with a list that is open at
 * its end shows how wide it was.
 */
export function joinWrapped(lines: readonly Octets[]): readonly Octets[] {
  const width = lines.reduce((most, { length }) => Math.max(most, length), 0);
  const isWrapped = lines.some((line) => line.length === width && isOpen(line));
  if (width < 60 || !isWrapped) return lines;
  const joined: Octets[] = [];
  /** What stands between the line before and the rest of it: blanks at the end are not copied. */
  let seam: Octets | undefined;
  for (const line of lines) {
    if (seam === undefined) joined.push(line);
    else joined.push(joined.pop()! + seam + line);
    seam = line.length === width ? '' : line.length === width - 1 && isOpen(joined.at(-1)!) ? ' ' : undefined;
  }
  return joined;
}

/** A response cannot end here, and no literal follows. */
function isOpen(line: Octets): boolean {
  const [, code] = /^(?:S: )?\S+ (?:OK|NO|BAD|BYE|PREAUTH) \[([^\]]*)$/.exec(line) ?? [];
  const isList =
    /^(?:S: )?\* /.test(line) && !/\{\d+\}$/.test(line) && line.split('(').length > line.split(')').length;
  return code !== undefined || isList;
}

/** Octets from which on nobody typed a line: it is not edited. */
const longest = 16_384;

/** Of an escape sequence: parameters and what it does; of others only where they end. */
const pieces =
  /\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|[\xc0-\xff][\x80-\xbf]*|./gs;

class TerminalLine {
  #cells: Octets[] = [];
  #column = 0;

  write(octets: Octets): Octets {
    if (octets.length > longest) return octets.replace(/\x1b\[[0-?]*[ -/]*[@-~]/g, '');
    for (const [piece, parameter = '', action] of octets.matchAll(pieces)) {
      const count = Number(parameter) || 1;
      if (action !== undefined) this.#obey(action, count, parameter);
      else if (piece === '\b') this.#column = Math.max(this.#column - 1, 0);
      else if (piece === '\r') this.#column = 0;
      else if (!piece.startsWith('\x1b')) this.#cells[this.#column++] = piece;
    }
    const erased = this.#cells.slice(this.#column).every((cell) => cell === ' ');
    return (erased ? this.#cells.slice(0, this.#column) : this.#cells).join('');
  }

  #obey(action: Octets, count: number, parameter: Octets): void {
    if (action === 'C') this.#column = Math.min(this.#column + count, this.#cells.length);
    else if (action === 'D') this.#column = Math.max(this.#column - count, 0);
    else if (action === 'K' && (parameter === '' || parameter === '0')) this.#cells.length = this.#column;
    else if (action === 'P') this.#cells.splice(this.#column, count);
    else if (action === '@')
      this.#cells.splice(this.#column, 0, ...new Array<Octets>(Math.min(count, 80)).fill(' '));
  }
}
