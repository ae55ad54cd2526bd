import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Script } from '../script/ast.js';
import { visibleText } from '../text/octets.js';
import { Player } from './player.js';
import type { PlayerEvent } from './player-log.js';
import { sandboxCertificate } from './sandbox-certificate.js';
import { createScore } from './score.js';

export interface PlaybackOptions {
  /** 127.0.0.1 when it is not given. */
  readonly host?: string;
  /** A free one when it is not given. */
  readonly port?: number;
  readonly onEvent?: (event: PlaybackEvent) => void;
}

/** What happens on one of the connections, which are counted from 1. Texts are safe to show. */
export type PlaybackEvent = { readonly connection: number } & (
  | PlayerEvent
  | { readonly kind: 'connected' | 'secured' | 'closed' }
  | { readonly kind: 'failed'; readonly message: string }
);

/** A transcript that plays the server, while it does. */
export interface Playback {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Lets a transcript play the server: each connection starts it from the beginning. Rejects when it cannot listen. */
export async function startPlayback(script: Script, options: PlaybackOptions = {}): Promise<Playback> {
  const { host = '127.0.0.1', port = 0, onEvent = () => {} } = options;
  const score = createScore(script);
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    new Session(socket, new Player(score), (event) => onEvent({ connection, ...event }));
  });
  server.maxConnections = mostConnections;
  await listen(server, host, port);
  return { host, port: (server.address() as AddressInfo).port, stop: () => stop(server, sockets) };
}

const mostConnections = 64;

/** A server may end a connection on which nothing happens for half an hour — RFC 9051 §5.4 */
const longestSilence = 30 * 60 * 1000;

type Report = (event: WithoutConnection<PlaybackEvent>) => void;
type WithoutConnection<Event> = Event extends unknown ? Omit<Event, 'connection'> : never;

/** Drives one player with one socket. */
class Session {
  readonly #player: Player;
  readonly #report: Report;
  #socket: Socket;

  constructor(socket: Socket, player: Player, report: Report) {
    this.#player = player;
    this.#report = report;
    this.#socket = socket;
    report({ kind: 'connected' });
    socket.setNoDelay(true);
    socket.setTimeout(longestSilence, () => socket.destroy());
    socket.on('error', (error) => report({ kind: 'failed', message: visibleText(error.message) }));
    socket.once('close', () => report({ kind: 'closed' }));
    this.#listen(socket);
  }

  #listen(socket: Socket): void {
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.#player.receive(bytes);
      this.#proceed();
    });
    socket.on('drain', () => socket.resume());
    this.#proceed();
  }

  /** All answers to one packet go out as one. */
  #proceed(): void {
    const socket = this.#socket;
    socket.cork();
    this.#act();
    socket.uncork();
  }

  #act(): void {
    for (let output = this.#player.next(); ; output = this.#player.next()) {
      if (output.kind === 'need-input') return;
      if (output.kind === 'end') return void this.#socket.end();
      if (output.kind === 'event') this.#report(output.event);
      else if (output.kind === 'send') this.#send(output.bytes);
      else this.#secure();
    }
  }

  /** Who does not read the answers is not listened to. */
  #send(bytes: Uint8Array): void {
    if (!this.#socket.write(bytes)) this.#socket.pause();
  }

  #secure(): void {
    const raw = this.#socket.removeAllListeners('data').removeAllListeners('drain');
    raw.uncork();
    const upgrade = createTlsServer({ ...sandboxCertificate });
    upgrade.once('secureConnection', (secured) => {
      secured.on('error', () => secured.destroy());
      this.#report({ kind: 'secured' });
      this.#player.secured();
      this.#listen(secured);
    });
    upgrade.once('tlsClientError', (error) => {
      this.#report({ kind: 'failed', message: visibleText(error.message) });
      raw.destroy();
    });
    upgrade.emit('connection', raw);
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
