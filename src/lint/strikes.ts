import { dialects } from '../imap/dialects/index.js';
import type { ServerAnswer } from '../text/diagnostic.js';

/** Counts what servers refuse before the login: some close the connection at the third bad line. */
export interface Strikes {
  /** What is answered to a line at hand: the last that a server bears is answered by its goodbye. */
  count(answers: readonly ServerAnswer[]): ServerAnswer[];
  /** Another connection may be meant. */
  reset(): void;
}

const patience = new Map(
  dialects.flatMap(({ name, strikes }) => (strikes ? [[name, strikes] as const] : [])),
);

export function createStrikes(): Strikes {
  const counts = new Map<string, number>();
  return {
    count: (answers) =>
      answers.map((said) => {
        const strikes = patience.get(said.server);
        if (!strikes || !/^\S+ BAD /.test(said.answer)) return said;
        const bad = (counts.get(said.server) ?? 0) + 1;
        counts.set(said.server, bad);
        return bad === strikes.most ? { ...said, answer: strikes.answer, effect: strikes.effect } : said;
      }),
    reset: () => counts.clear(),
  };
}
