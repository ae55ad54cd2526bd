import type { Readable } from 'node:stream';

/** What a connection brings: a listener is told of it until the function that is given back is called. */
export type ByteSource = (listener: ByteListener) => () => void;

/** The bytes are those only as long as the call takes. */
export type ByteListener = (bytes: Uint8Array) => void;

/** The bytes of a stream. */
export function sourceOf(stream: Readable): ByteSource {
  return (listener) => {
    stream.on('data', listener);
    return () => stream.off('data', listener);
  };
}

/** Octets that a socket reads at once. */
const bufferLength = 65_536;

/**
 * The bytes of a socket that is opened with `onread`: they are read into the same buffer again and again. New memory for
 * each read takes longer than what is done with the octets in it.
 */
export class Inlet {
  /** To be given to the socket when it is made. */
  readonly onread = {
    buffer: Buffer.alloc(bufferLength),
    callback: (count: number, buffer: Uint8Array): boolean => {
      const bytes = buffer.subarray(0, count);
      if (this.#listener) this.#listener(bytes);
      else this.#early.push(Buffer.from(bytes));
      return true;
    },
  };
  #listener: ByteListener | undefined;
  /** What came before anybody listened. */
  readonly #early: Uint8Array[] = [];

  readonly source: ByteSource = (listener) => {
    this.#listener = listener;
    for (const bytes of this.#early.splice(0)) listener(bytes);
    return () => {
      this.#listener = undefined;
    };
  };
}
