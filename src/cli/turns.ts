/** Who may go on at the same time: any number together, or one alone. Those that came first go first. */
export class Turns {
  #running = 0;
  #isAlone = false;
  readonly #waiting: { readonly alone: boolean; readonly go: () => void }[] = [];

  /** Waits for its turn; gives the function that ends it. */
  async take(alone: boolean): Promise<() => void> {
    await new Promise<void>((go) => {
      this.#waiting.push({ alone, go });
      this.#admit();
    });
    return () => {
      this.#running--;
      this.#isAlone = false;
      this.#admit();
    };
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (this.#isAlone || (next.alone && this.#running > 0)) return;
      this.#waiting.shift();
      this.#running++;
      this.#isAlone = next.alone;
      next.go();
    }
  }
}
