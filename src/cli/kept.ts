/** Something that runs until the command ends. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** What a command starts once and keeps until its end. */
export class Kept {
  readonly #started = new Map<string, Promise<Stoppable>>();

  /** What goes by that name; started when it is first asked for. */
  get<T extends Stoppable>(name: string, start: () => Promise<T>): Promise<T> {
    const known = this.#started.get(name) as Promise<T> | undefined;
    if (known) return known;
    const started = start();
    this.#started.set(name, started);
    return started;
  }

  /** Ends everything, also what is still being started. What never started has told so already. */
  async stop(): Promise<void> {
    const started = await Promise.allSettled(this.#started.values());
    await Promise.all(started.map((one) => (one.status === 'fulfilled' ? one.value.stop() : undefined)));
  }
}
