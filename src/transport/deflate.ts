import type { Socket } from 'node:net';
import { constants, createDeflateRaw, createInflateRaw, type DeflateRaw, type InflateRaw } from 'node:zlib';
import type { ByteSource } from './byte-source.js';

/** Both directions of a connection behind COMPRESS DEFLATE (RFC 4978 §3): each write goes out at once, in one block. */
export interface Deflated {
  readonly writable: DeflateRaw;
  readonly readable: InflateRaw;
}

/** Deflates what is written to a socket and inflates what comes from its source, beginning with what came already. */
export function deflateOver(socket: Socket, source: ByteSource, received: Uint8Array): Deflated {
  const writable = createDeflateRaw({ flush: constants.Z_SYNC_FLUSH });
  const readable = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH });
  writable.on('data', (bytes: Uint8Array) => socket.write(bytes));
  if (received.length > 0) readable.write(received);
  source((bytes) => {
    if (!readable.write(Buffer.from(bytes))) socket.pause();
  });
  readable.on('drain', () => socket.resume());
  socket.on('end', () => readable.end());
  return { writable, readable };
}
