import type { Octets } from '../../text/octets.js';
import type { ImportedScript } from './imported.js';

/** The lines of a script while it is written, each with the line of the file that it is from. */
export class ScriptLines {
  /** The line that is being translated, from 1. */
  origin = 1;
  readonly #lines: { readonly text: Octets; readonly origin: number }[] = [];

  /** Whole lines. */
  print(octets: Octets): void {
    for (const [text] of octets.matchAll(/[^\n]*\n/g)) this.#lines.push({ text, origin: this.origin });
  }

  /** An empty line, unless there is one. */
  separate(): void {
    if (this.#lines.at(-1)?.text !== '\n') this.print('\n');
  }

  /** Lines before all others. */
  begin(octets: Octets): void {
    const lines = Array.from(octets.matchAll(/[^\n]*\n/g), ([text]) => ({ text, origin: 1 }));
    this.#lines.unshift(...lines);
  }

  finish(): Pick<ImportedScript, 'text' | 'origins'> {
    return {
      text: this.#lines.map(({ text }) => text).join(''),
      origins: this.#lines.map(({ origin }) => origin),
    };
  }
}
