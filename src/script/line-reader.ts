import type { Octets } from '../text/octets.js';
import type { LineEnd } from './ast.js';

/** Knows where the line that begins at an offset ends. One object for all lines: there are millions. */
export class LineReader {
  start = 0;
  /** Where the line's content ends. */
  stop = 0;
  /** Where the next line begins. */
  next = 0;
  private nextBrace = -1;

  constructor(readonly text: Octets) {}

  moveTo(start: number): void {
    this.start = start;
    const feed = this.text.indexOf('\n', start);
    if (feed === -1) {
      this.stop = this.text.length;
      this.next = this.text.length;
      return;
    }
    this.stop = feed > start && this.text.charCodeAt(feed - 1) === 0x0d ? feed - 1 : feed;
    this.next = feed + 1;
  }

  /** Makes the line end before it began, for a message that ends without one. */
  endAt(offset: number): void {
    this.start = offset;
    this.stop = offset;
    this.next = offset;
  }

  get end(): LineEnd {
    if (this.next === this.stop) return '';
    return this.next - this.stop === 1 ? '\n' : '\r\n';
  }

  /** True when the line has a `{`, without which it has neither literals nor placeholders. */
  hasBrace(): boolean {
    if (this.nextBrace < this.start) {
      const found = this.text.indexOf('{', this.start);
      this.nextBrace = found === -1 ? this.text.length : found;
    }
    return this.nextBrace < this.stop;
  }
}
