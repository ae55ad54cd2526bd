import { createRequire } from 'node:module';
import type { AddressInfo, Server, Socket } from 'node:net';
import { limits } from '../imap/limits.js';
import { correctAnswer, type SandboxAnswer } from './sandbox-answers.js';
import { sandboxCertificate } from './sandbox-certificate.js';
import { createSandboxMail } from './sandbox-mail.js';

/** The built-in server while it runs, on loopback: the same small mailbox each time (sandbox-mail.ts). */
export interface Sandbox {
  readonly url: string;
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Its certificate, as PEM: trust it to try STARTTLS. */
  readonly certificate: string;
  /** Ends it and all its connections. */
  stop(): Promise<void>;
}

/** Starts a sandbox of its own on a free port. Nothing it does reaches the terminal or ends the process. */
export async function startSandbox(): Promise<Sandbox> {
  const imap = createHoodiecrow();
  const sockets = new Set<Socket>();
  imap.connectionHandlers.push((connection) => {
    remember(connection, sockets);
    shield(connection);
  });
  shieldCommands(imap);
  imap.outputHandlers.push((_, answer) => correctAnswer(answer));
  const port = await listen(imap.server);
  return {
    ...{ url: `imap://${host}:${port}`, host, port, user, password },
    certificate: sandboxCertificate.cert,
    stop: () => stop(imap.server, sockets),
  };
}

const host = '127.0.0.1';
const user = 'alice';
const password = 'wonderland';

/** In the order of loading: CONDSTORE needs ENABLE before it, the others do not mind. */
const plugins = [
  ...['AUTH-PLAIN', 'SASL-IR', 'STARTTLS', 'ID', 'ENABLE', 'CONDSTORE', 'IDLE', 'LITERALPLUS', 'NAMESPACE'],
  ...['MOVE', 'UIDPLUS', 'UNSELECT', 'SPECIAL-USE', 'CREATE-SPECIAL-USE'],
];

/** The parts of hoodiecrow-imap 2.1.0 that are used here; it has no types of its own. */
interface Hoodiecrow {
  readonly server: Server;
  readonly connectionHandlers: ((connection: Connection) => void)[];
  readonly outputHandlers: ((connection: Connection, answer: SandboxAnswer) => void)[];
  getCommandHandler(name: string): CommandHandler | false;
}

interface Connection {
  socket: Socket | null;
  inputHandler: ((line: string) => void) | false;
  readonly _remainder: string;
  readonly _command: string;
  onData(chunk: Uint8Array): void;
  upgradeConnection(done: () => void): void;
  send(answer: SandboxAnswer): void;
}

type CommandHandler = (
  connection: Connection,
  parsed: { tag: string },
  data: string,
  done: () => void,
) => void;

function createHoodiecrow(): Hoodiecrow {
  const load = createRequire(import.meta.url) as (name: string) => (options: object) => Hoodiecrow;
  return load('hoodiecrow-imap')({
    plugins,
    users: { [user]: { password } },
    storage: createSandboxMail(),
    credentials: { ...sandboxCertificate },
    id: { name: 'tagline sandbox' },
  });
}

/** Keeps the socket while it is open. STARTTLS takes all listeners off it, so it is put under watch again. */
function remember(connection: Connection, sockets: Set<Socket>): void {
  const { socket } = connection;
  if (!socket) return;
  const forget = () => {
    sockets.delete(socket);
    endIdle(connection);
  };
  const upgrade = connection.upgradeConnection.bind(connection);
  connection.upgradeConnection = (done) => {
    upgrade(done);
    socket.once('close', forget);
  };
  sockets.add(socket);
  socket.setNoDelay(true);
  socket.once('close', forget);
}

/** A client that leaves during IDLE leaves a timer of half an hour behind, which only DONE stops. */
function endIdle(connection: Connection): void {
  if (connection.inputHandler) connection.inputHandler('DONE');
}

/** What makes hoodiecrow throw while it reads must end that connection only, and a line without end too. */
function shield(connection: Connection): void {
  const receive = connection.onData.bind(connection);
  connection.onData = (chunk) => {
    try {
      receive(chunk);
    } catch {
      leave(connection, 'The sandbox cannot go on after this line');
    }
    if (connection._remainder.length > limits.responseLine) leave(connection, 'Line too long');
    if (connection._command.length > limits.commandLiterals) leave(connection, 'Literal too long');
  };
  connection.socket?.removeAllListeners('data').on('data', connection.onData);
}

function leave(connection: Connection, reason: string): void {
  connection.socket?.removeAllListeners('data').end(`* BYE ${reason}\r\n`);
}

/** What a command throws would be printed, and no later command would be answered. */
function shieldCommands(imap: Hoodiecrow): void {
  const find = imap.getCommandHandler.bind(imap);
  imap.getCommandHandler = (name) => {
    const handle = find(name);
    return (
      handle &&
      ((connection, parsed, data, done) => {
        try {
          handle(connection, parsed, data, done);
        } catch {
          const text = { type: 'TEXT', value: 'The sandbox cannot do this' };
          connection.send({ tag: parsed.tag, command: 'NO', attributes: [text] });
          done();
        }
      })
    );
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
