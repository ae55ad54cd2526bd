/** Who may go on at the same time: those that have seats together. Those that came first go first. */
export class Turns {
  readonly #seats: number;
  #taken = 0;
  readonly #waiting: { readonly seats: number; readonly go: () => void }[] = [];

  constructor(seats: number) {
    this.#seats = seats;
  }

  /** Waits for so many seats, or for all there are; gives the function that gives them back. */
  async take(wanted: number): Promise<() => void> {
    const seats = Math.min(wanted, this.#seats);
    await new Promise<void>((go) => {
      this.#waiting.push({ seats, go });
      this.#admit();
    });
    return () => {
      this.#taken -= seats;
      this.#admit();
    };
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (this.#taken + next.seats > this.#seats) return;
      this.#waiting.shift();
      this.#taken += next.seats;
      next.go();
    }
  }
}
