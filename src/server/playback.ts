import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Script } from '../script/ast.js';
import { visibleText } from '../text/octets.js';
import { Player } from './player.js';
import type { PlayerEvent } from './player-log.js';
import { sandboxCertificate } from './sandbox-certificate.js';
import { createScores, type Score } from './score.js';

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

/**
 * Lets a transcript play the server: each connection starts it from the beginning, or is the next one that it has.
 * Rejects when it cannot listen.
 */
export async function startPlayback(script: Script, options: PlaybackOptions = {}): Promise<Playback> {
  const { host = '127.0.0.1', port = 0, onEvent = () => {} } = options;
  const scores = createScores(script);
  const sockets = new Set<Socket>();
  let connections = 0;
  let performance = new Performance(scores);
  const server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (performance.isFull) performance = new Performance(scores);
    performance.add(socket, (event) => onEvent({ connection, ...event }));
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

/** All connections of one playing of the transcript. */
class Performance {
  readonly #scores: readonly Score[];
  readonly #heardOn: number[] = [];
  readonly #sessions: Session[] = [];

  constructor(scores: readonly Score[]) {
    this.#scores = scores;
  }

  get isFull(): boolean {
    return this.#sessions.length === this.#scores.length;
  }

  add(socket: Socket, report: Report): void {
    const score = this.#scores[this.#sessions.length];
    if (!score) return;
    const player = new Player(score, this.#heardOn);
    const session: Session = new Session(socket, player, report, () => this.#resumeOthers(session));
    this.#sessions.push(session);
  }

  #resumeOthers(session: Session): void {
    for (const other of this.#sessions) if (other !== session) other.resume();
  }
}

/** Drives one player with one socket. */
class Session {
  readonly #player: Player;
  readonly #report: Report;
  readonly #onInput: () => void;
  #socket: Socket;

  constructor(socket: Socket, player: Player, report: Report, onInput: () => void) {
    this.#player = player;
    this.#report = report;
    this.#onInput = onInput;
    this.#socket = socket;
    report({ kind: 'connected' });
    socket.setNoDelay(true);
    socket.setTimeout(longestSilence, () => socket.destroy());
    socket.on('error', (error) => report({ kind: 'failed', message: visibleText(error.message) }));
    socket.once('close', () => report({ kind: 'closed' }));
    this.#listen(socket);
  }

  resume(): void {
    this.#player.resume();
    this.#proceed();
  }

  #listen(socket: Socket): void {
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.#player.receive(bytes);
      this.#proceed();
      this.#onInput();
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
