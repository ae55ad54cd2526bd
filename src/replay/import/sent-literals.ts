import type { Said } from './log-script.js';

/** What a client sent as a literal: where the log does not have all of it, other octets, as many of them. */
export function withSentLiterals(session: readonly Said[]): readonly Said[] {
  const whole: Said[] = [];
  for (let at = 0; at < session.length; at++) {
    const said = session[at]!;
    // Empty lines are of messages, which are taken with what announced them.
    if (said.from === 'client' && said.octets === '') continue;
    whole.push(said);
    const [, size] = (said.from === 'client' && /\{(\d{1,6})\}$/.exec(said.octets)) || [];
    if (size === undefined || !session[at + 1]?.octets.startsWith('+')) continue;
    whole.push(session[++at]!);
    const sent: Said[] = [];
    while (session[at + 1] && session[at + 1]!.from !== 'server') sent.push(session[++at]!);
    const data = sent.map(({ octets }) => `${octets}\r\n`).join('');
    const isWhole = data.length >= Number(size);
    whole.push({
      from: 'client',
      octets: isWhole ? data.slice(0, Number(size)) : 'x'.repeat(Number(size)),
    });
  }
  return whole;
}
