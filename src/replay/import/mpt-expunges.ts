import type { MptLine } from './mpt-file.js';

/**
 * The numbers in an answer with EXPUNGEs depend on the order in which the server takes the messages out (RFC 9051
 * §7.5.1): each becomes all the numbers that its message may have by then, in any order.
 */
export function openExpunges(lines: readonly MptLine[]): readonly MptLine[] {
  const opened: MptLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = endOfAnswer(lines, at);
    opened.push(...openAnswer(lines.slice(at, end)));
    at = end;
  }
  return opened;
}

/** Of more messages that go at once only is known that each has a number. */
const maxGone = 50;

/** An answer goes up to the next line of the client or of another session. */
function endOfAnswer(lines: readonly MptLine[], from: number): number {
  const end = lines.findIndex(
    ({ kind }, index) => index > from && (kind === 'client' || kind === 'session' || kind === 'reinit'),
  );
  return end === -1 ? lines.length : end;
}

function openAnswer(lines: readonly MptLine[]): readonly MptLine[] {
  const gone: number[] = [];
  const messages = lines.map((line) => {
    const { number, name } = numbered(line);
    if (number === undefined) return undefined;
    const message = gone.length > maxGone ? number : numberBefore(number, gone);
    if (name === 'EXPUNGE') gone.push(message);
    return message;
  });
  return lines.map((line, index) => {
    const message = messages[index];
    if (line.kind !== 'server' || message === undefined) return line;
    if (gone.length > maxGone) return { ...line, regex: line.regex.replace(/\d+/, '\\d+') };
    const before = gone.filter((other) => other < message).length;
    const numbers = Array.from({ length: before + 1 }, (_, moved) => message - moved);
    return { ...line, regex: line.regex.replace(/\d+/, before > 0 ? `(${numbers.join('|')})` : '$&') };
  });
}

function numbered(line: MptLine): { readonly number?: number; readonly name?: string } {
  const [, number, name] =
    (line.kind === 'server' && /^\\\* (\d{1,9}) (EXPUNGE$|FETCH )/.exec(line.regex)) || [];
  return number === undefined || name === undefined ? {} : { number: Number(number), name };
}

/** The number that a message had before any of the others went. */
function numberBefore(number: number, gone: readonly number[]): number {
  let message = number;
  for (const other of gone.toSorted((a, b) => a - b)) if (other <= message) message++;
  return message;
}
