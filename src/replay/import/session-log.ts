import type { Said } from './log-script.js';

/** Collects what was said in a log by connection, in the order in which connections first spoke. */
export class SessionLog {
  readonly #sessions = new Map<string, Said[]>();

  say(connection: string, said: Said): void {
    const session = this.#sessions.get(connection);
    if (session) session.push(said);
    else this.#sessions.set(connection, [said]);
  }

  get sessions(): readonly (readonly Said[])[] {
    return [...this.#sessions.values()];
  }
}
