import type { Phase, Strikes } from '../imap/dialects/dialect.js';
import { dialects } from '../imap/dialects/index.js';
import type { ServerAnswer } from '../text/diagnostic.js';

/** Counts what servers refuse: some close the connection after a number of bad lines. */
export interface StrikeCounter {
  /** What is answered to the command with this number: the last that a server bears may be answered by its goodbye. */
  count(answers: readonly ServerAnswer[], phase: Phase, command: number): ServerAnswer[];
  /** Another connection may be meant. */
  reset(): void;
}

interface Tally {
  bad: number;
  last: number;
}

export function createStrikes(): StrikeCounter {
  const tallies = new Map<Strikes, Tally>();
  const isLast = (rule: Strikes, command: number): boolean => {
    const tally = tallies.get(rule) ?? { bad: 0, last: command };
    tallies.set(rule, tally);
    if (rule.inARow && command - tally.last > 1) tally.bad = 0;
    tally.bad++;
    tally.last = command;
    return tally.bad === rule.most;
  };
  return {
    count: (answers, phase, command) =>
      answers.map((said) => {
        const found = dialects
          .find(({ name }) => name === said.server)
          ?.strikes?.find(({ phases, counts }) => phases.includes(phase) && counts.test(said.answer));
        if (!found || !isLast(found, command)) return said;
        return { ...said, answer: found.answer ?? said.answer, effect: found.effect };
      }),
    reset: () => tallies.clear(),
  };
}
