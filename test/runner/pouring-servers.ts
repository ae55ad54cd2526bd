import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Duplex } from 'node:stream';
import { constants, createDeflateRaw, createInflateRaw, deflateRawSync } from 'node:zlib';
import { atFirst, says } from './hostile-server.js';

/** A server that sends more than is good for whom it talks to. */
export interface Pouring {
  readonly name: string;
  readonly behave: (socket: Socket) => void;
  readonly says: string;
  readonly script?: string;
}

const greeting = '* OK ready\r\n';
const flooded = 'the server sends more responses to one command than are kept in memory';

export const pouring: readonly Pouring[] = [
  {
    name: 'announces a literal of 1 GB',
    behave: says(greeting, '* 1 FETCH (BODY[] {1073741824}\r\n'),
    says: 'octets of literals in one response',
  },
  {
    name: 'pours a literal of 250 MB',
    behave: pours(literal(250_000_000), 'x'.repeat(100_000), 2500, ')\r\na1 OK\r\n'),
    says: '1 passed',
  },
  { name: 'never ends a line', behave: pours('* OK ', 'x'.repeat(65_536)), says: 'a response line of more' },
  { name: 'floods with small lines', behave: pours('', '* 1 EXISTS\r\n'.repeat(5000)), says: flooded },
  {
    name: 'floods with long lines',
    behave: pours('', `* OK [ALERT] ${'flood '.repeat(9000)}\r\n`),
    says: flooded,
  },
  {
    name: 'floods with numbers',
    behave: pours('', `* SEARCH${' 1'.repeat(500_000)}\r\n`),
    says: flooded,
  },
  { name: 'floods with lists', behave: pours('', `* X (${'()'.repeat(500_000)})\r\n`), says: flooded },
  {
    name: 'floods with nested lists',
    behave: pours('', `* 1 FETCH (X ${'(() '.repeat(150)}${')'.repeat(151)}\r\n`.repeat(100)),
    says: flooded,
  },
  {
    name: 'floods while nobody listens',
    behave: (socket) => {
      pours('', '* 1 EXISTS\r\n'.repeat(5000))(socket);
      socket.emit('drain');
    },
    script: '* OK ready\n%wait 1s\na1 NOOP\n',
    says: 'while nobody listens',
  },
  {
    name: 'answers each of many commands with long lines',
    behave: answersEach(`* SEARCH${' 1'.repeat(450_000)}\r\n`.repeat(3)),
    script: commands(40),
    says: '1 passed',
  },
  {
    name: 'answers each command of a pipeline with long lines',
    behave: answersEach(`* SEARCH${' 1'.repeat(50_000)}\r\n`),
    script: `%pipeline\n${commands(150)}%end\n`,
    says: '1 passed',
  },
  {
    name: 'answers each of many commands with literals',
    behave: answersEach(`${literal(900_000)}${'x'.repeat(900_000)})\r\n`.repeat(3)),
    script: commands(150),
    says: '1 passed',
  },
  {
    name: 'floods with answers that nobody asked for',
    behave: pours('', `* SEARCH${' 1'.repeat(100_000)}\r\nzzz OK\r\n`),
    says: 'which no command waits for',
  },
  {
    name: 'sends small literals in one response without an end',
    behave: pours('* 1 FETCH (', ` X {4000}\r\n${'x'.repeat(4000)}`.repeat(50)),
    says: 'octets of literals in one response',
  },
  {
    name: 'floods with codes of many values',
    behave: pours('', `* OK [X ${'(a) '.repeat(200_000)}] and more\r\n`),
    says: flooded,
  },
  {
    name: 'floods where a line is waited for',
    behave: pours('+ idling\r\n', '* 1 EXISTS\r\n'.repeat(5000)),
    script: 'a1 IDLE\n+ idling\n* 2 EXISTS\nDONE\n',
    says: flooded,
  },
  {
    name: 'sends no deflated data behind COMPRESS, and stays',
    behave: atFirst((socket) => {
      socket.write('a1 OK deflate\r\n');
      socket.once('data', () => socket.write('* OK not deflated\r\n'));
    }),
    script: 'a1 COMPRESS DEFLATE\na2 NOOP\n',
    says: 'is not deflated data',
  },
  {
    name: 'closes its side and takes nothing any more',
    behave: atFirst((socket) => socket.pause().end()),
    script: `a1 APPEND INBOX {<<EOM+}\n${`${'x'.repeat(200)}\n`.repeat(50_000)}EOM\n\n`,
    says: 'the server closed the connection',
  },
  {
    name: 'hides a bomb in deflate',
    behave: (socket) => {
      socket.write(greeting);
      socket.once('data', () => {
        socket.write('a1 OK deflate\r\n');
        socket.once('data', () => socket.write(bomb('* 1 EXISTS\r\n'.repeat(5000), 2000)));
      });
    },
    script: 'a1 COMPRESS DEFLATE\na2 NOOP\n',
    says: flooded,
  },
];

function literal(octets: number): string {
  return `* 1 FETCH (BODY[] {${octets}}\r\n`;
}

function commands(count: number): string {
  return Array.from({ length: count }, (_, at) => `a${at} FETCH 1 BODY[]\n`).join('');
}

/** Deflated data that never end: the same so many times, some thousand times smaller. */
function bomb(text: string, times: number): Buffer {
  const once = deflateRawSync(text, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat(Array.from({ length: times }, () => once));
}

function answersEach(response: string) {
  return (socket: Socket): void => {
    socket.write(greeting);
    createInterface({ input: socket })
      .on('error', () => {})
      .on('line', (line) => {
        socket.write(response);
        socket.write(`${line.split(' ', 1)[0]} OK\r\n`);
      });
  };
}

/** Greets, and at the first line says the same as fast as it is taken, for ever or so many times. */
function pours(first: string, again: string, times = Number.POSITIVE_INFINITY, last = '') {
  return (socket: Socket): void => {
    const bytes = Buffer.from(again);
    let left = times;
    socket.write(greeting);
    const pour = () => {
      while (left > 0 && socket.writable) {
        left--;
        if (!socket.write(bytes)) return;
      }
      if (left === 0) socket.write(last);
      left = -1;
    };
    socket.once('data', () => {
      socket.write(first);
      pour();
      socket.on('data', () => socket.write('tagline1 OK\r\n'));
    });
    socket.on('drain', pour);
  };
}

/** Greets, takes a COMPRESS, and does the rest behind it, but for another greeting. */
export function deflated(behave: (socket: Socket) => void) {
  return (socket: Socket): void => {
    socket.write(greeting);
    socket.once('data', () => {
      socket.write('c OK deflate\r\n');
      const out = createDeflateRaw({ flush: constants.Z_SYNC_FLUSH, level: 1 });
      const back = createInflateRaw({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
      for (const stream of [out, back]) socket.on('close', () => stream.on('error', () => {}).destroy());
      out.pipe(socket).pipe(back);
      const duplex = Duplex.from({ readable: back, writable: out }).on('error', () => {});
      behave(withoutGreeting(duplex as Socket));
    });
  };
}

function withoutGreeting(socket: Socket): Socket {
  const write = socket.write.bind(socket);
  const pass = (text: string | Uint8Array) => text === greeting || write(text);
  return Object.assign(socket, { write: pass });
}
