import type { Said } from './log-script.js';

/**
 * What a client sent as a literal: where the log does not have all of it, other octets, as many of them. `isLogged` says
 * whether logs of this kind have any.
 */
export function withSentLiterals(session: readonly Said[], isLogged = true): readonly Said[] {
  const whole: Said[] = [];
  let room = mostFilled;
  for (let at = 0; at < session.length; at++) {
    const said = session[at]!;
    // Empty lines are of messages, which are taken with what announced them.
    if (said.from === 'client' && said.octets === '') continue;
    whole.push(said);
    const [, digits, plus] = (said.from === 'client' && /\{(\d{1,6})(\+?)\}$/.exec(said.octets)) || [];
    if (digits === undefined || !(plus || session[at + 1]?.octets.startsWith('+'))) continue;
    const size = Number(digits);
    const announcement = whole.length - 1;
    if (!plus) whole.push(session[++at]!);
    let data = '';
    // Behind one that does not wait other commands may follow.
    while (
      isLogged &&
      session[at + 1] &&
      session[at + 1]!.from !== 'server' &&
      !(plus && data.length >= size)
    )
      data += `${session[++at]!.octets}\r\n`;
    if (data.length >= size) {
      whole.push({ from: 'client', octets: data.slice(0, size) });
      continue;
    }
    const filled = Math.min(size, room);
    room -= filled;
    whole[announcement] = { ...said, octets: said.octets.replace(/\d+(?=\+?\}$)/, String(filled)) };
    whole.push({ from: 'client', octets: 'x'.repeat(filled) });
  }
  return whole;
}

/** Octets that take the place of others in one session, so that a log that announces much makes no script without end. */
const mostFilled = 1_048_576;
