import type { Socket } from 'node:net';
import { constants, createDeflateRaw, createInflateRaw, type DeflateRaw, type InflateRaw } from 'node:zlib';

/** Both directions of a connection behind COMPRESS DEFLATE (RFC 4978 §3): each write goes out at once, in one block. */
export interface Deflated {
  readonly writable: DeflateRaw;
  readonly readable: InflateRaw;
}

/** Deflates what is written to a socket and inflates what comes, beginning with what came already. */
export function deflateOver(socket: Socket, received: Uint8Array): Deflated {
  const writable = createDeflateRaw({ flush: constants.Z_SYNC_FLUSH });
  const readable = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH });
  writable.on('data', (bytes: Uint8Array) => socket.write(bytes));
  if (received.length > 0) readable.write(received);
  socket.pipe(readable);
  return { writable, readable };
}
