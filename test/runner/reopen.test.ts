import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { withServer } from './hostile-server.js';
import { replay } from './replay.js';

interface Row {
  readonly name: string;
  readonly script: string;
  /** What the server does to a command on its nth connection, from 1, in place of answering OK. */
  readonly disturb: (nth: number, command: string, socket: Socket, tag: string) => boolean;
  /** The steps from the one that fails on. */
  readonly steps: readonly string[];
  /** What came on the connections behind the first one. */
  readonly said: readonly string[];
  /** When the user presses Ctrl-C. */
  readonly interruptAt?: string;
}

const lost = 'errored: the server closed the connection';

const rows: readonly Row[] = [
  {
    name: '%login',
    script: '%login\na1 CREATE box\na2 SELECT box\na3 NOOP\n%cleanup\na4 DELETE box\na4 OK\na5 LOGOUT\n',
    disturb: cutsAt('SELECT'),
    steps: [
      `a2 SELECT box ${lost}`,
      'a3 NOOP skipped: the server closed the connection',
      'connect again for the cleanup passed',
      'a4 DELETE box passed',
      'a5 LOGOUT passed',
    ],
    said: ['CAPABILITY', 'LOGIN "alice" "secret1"', 'DELETE box', 'LOGOUT'],
  },
  {
    name: '%on with a user',
    script: '%on b user=bob\nb1 CREATE box\nb2 SELECT box\n%cleanup\nb3 DELETE box\n',
    disturb: cutsAt('SELECT'),
    steps: [`b2 SELECT box ${lost}`, 'connect b again for the cleanup passed', 'b3 DELETE box passed'],
    said: ['CAPABILITY', 'LOGIN "bob" "secret1"', 'DELETE box', 'LOGOUT'],
  },
  {
    name: 'LOGIN',
    script: 'a0 LOGIN carol "of her own"\na2 SELECT box\n%cleanup\na4 DELETE box\n',
    disturb: cutsAt('SELECT'),
    steps: [`a2 SELECT box ${lost}`, 'connect again for the cleanup passed', 'a4 DELETE box passed'],
    said: ['LOGIN carol "of her own"', 'DELETE box', 'LOGOUT'],
  },
  {
    name: 'LOGIN with literals',
    script: 'a0 LOGIN {5}\ncarol {3}\nher\na2 SELECT box\n%cleanup\na4 DELETE box\n',
    disturb: cutsAt('SELECT'),
    steps: [`a2 SELECT box ${lost}`, 'connect again for the cleanup passed', 'a4 DELETE box passed'],
    said: ['LOGIN {5}', 'carol {3}', 'her', 'DELETE box', 'LOGOUT'],
  },
  {
    name: 'AUTHENTICATE',
    script: 'a0 AUTHENTICATE PLAIN\nAGNhcm9sAGhlcg==\na2 SELECT box\n%cleanup\na4 DELETE box\n',
    disturb: cutsAt('SELECT'),
    steps: [`a2 SELECT box ${lost}`, 'connect again for the cleanup passed', 'a4 DELETE box passed'],
    said: ['AUTHENTICATE PLAIN', 'AGNhcm9sAGhlcg==', 'DELETE box', 'LOGOUT'],
  },
  {
    name: 'a server that answers nothing any more',
    script: '%login\na2 SELECT box\n%cleanup\na4 DELETE box\n',
    disturb: (nth, command) => nth === 1 && command === 'SELECT',
    steps: [
      'a2 SELECT box errored: no answer to "a2 SELECT box" within 0.4 s',
      'connect again for the cleanup passed',
      'a4 DELETE box passed',
    ],
    said: ['CAPABILITY', 'LOGIN "alice" "secret1"', 'DELETE box', 'LOGOUT'],
  },
  {
    name: '%mailbox, without a cleanup',
    script: '%login\n%mailbox ${mailbox} from one.eml\na2 SELECT box\n',
    disturb: cutsAt('SELECT'),
    steps: [`a2 SELECT box ${lost}`, 'connect again to delete "tagline-r1" passed'],
    said: ['CAPABILITY', 'LOGIN "alice" "secret1"', 'DELETE "tagline-r1"', 'LOGOUT'],
  },
  {
    name: '%mailbox, with a cleanup',
    script: '%login\n%mailbox ${mailbox} from one.eml\na2 SELECT box\n%cleanup\na4 DELETE box\n',
    disturb: cutsAt('SELECT'),
    steps: [`a2 SELECT box ${lost}`, 'connect again for the cleanup passed', 'a4 DELETE box passed'],
    said: ['CAPABILITY', 'LOGIN "alice" "secret1"', 'DELETE box', 'DELETE "tagline-r1"', 'LOGOUT'],
  },
  {
    name: 'a server that closes as expected',
    script: '%login\na2 SELECT box\n* BYE\n%closed\n%cleanup\na4 DELETE box\n',
    disturb: (nth, command, socket) => {
      if (nth !== 1 || command !== 'SELECT') return false;
      socket.end('* BYE\r\n');
      return true;
    },
    steps: [
      'a2 SELECT box passed',
      '%closed passed',
      'connect again for the cleanup passed',
      'a4 DELETE box passed',
    ],
    said: ['CAPABILITY', 'LOGIN "alice" "secret1"', 'DELETE box', 'LOGOUT'],
  },
  {
    name: 'a server that lets nobody in again',
    script: '%login\na2 SELECT box\n%cleanup\na4 DELETE box\n',
    disturb: (nth, command, socket, tag) => {
      if (nth === 1 || command !== 'LOGIN') return cutsAt('SELECT')(nth, command, socket);
      socket.write(`${tag} NO locked\r\n`);
      return true;
    },
    steps: [
      `a2 SELECT box ${lost}`,
      'connect again for the cleanup failed: the login was refused: tagline4 NO locked',
      'a4 DELETE box skipped: the login was refused: tagline4 NO locked',
    ],
    said: ['CAPABILITY', 'LOGIN "alice" "secret1"'],
  },
  {
    name: 'a server that cuts again, once only',
    script: '%login\n%mailbox ${mailbox} from one.eml\na2 SELECT box\n',
    disturb: (nth, command, socket) => cutsAt(nth === 1 ? 'SELECT' : 'DELETE')(1, command, socket),
    steps: [`a2 SELECT box ${lost}`, `connect again to delete "tagline-r1" ${lost}`],
    said: ['CAPABILITY', 'LOGIN "alice" "secret1"', 'DELETE "tagline-r1"'],
  },
  {
    name: 'a cut before anybody was logged in: nothing is to be done',
    script: 'a0 NOOP\na2 SELECT box\n%cleanup\na4 DELETE box\n',
    disturb: cutsAt('SELECT'),
    steps: [`a2 SELECT box ${lost}`, 'a4 DELETE box skipped: the server closed the connection'],
    said: [],
  },
  {
    name: 'Ctrl-C while the server waits for a literal',
    script: '%login\na1 CREATE {3}\nbox\n%cleanup\na4 DELETE box\n',
    disturb: (nth, command) => nth === 1 && command === 'CREATE',
    interruptAt: 'CREATE',
    steps: [
      'a1 CREATE {3} errored: interrupted',
      'connect again for the cleanup passed',
      'a4 DELETE box passed',
    ],
    said: ['CAPABILITY', 'LOGIN "alice" "secret1"', 'DELETE box', 'LOGOUT'],
  },
  {
    name: 'Ctrl-C while it is opened again',
    script: '%login\n%mailbox ${mailbox} from one.eml\na2 SELECT box\n%cleanup\na4 DELETE box\n',
    disturb: (nth, command, socket) =>
      (nth > 1 && command === 'LOGIN') || cutsAt('SELECT')(nth, command, socket),
    interruptAt: '2 LOGIN',
    steps: [
      `a2 SELECT box ${lost}`,
      'connect again for the cleanup errored: interrupted',
      'a4 DELETE box skipped: interrupted',
    ],
    said: ['CAPABILITY', 'LOGIN "alice" "secret1"'],
  },
];

describe('a lost connection is opened again to clean up after', () => {
  it.each(rows)('$name', async ({ script, disturb, steps, said, interruptAt = 'never' }) => {
    const controller = new AbortController();
    const server = createDisturbed(disturb, (what) => {
      if (what.includes(interruptAt)) controller.abort();
    });
    const { result, transcript } = await withServer(server.behave, (port) =>
      replay(script, {
        url: `imap://127.0.0.1:${port}`,
        timeouts: { connect: 1000, answer: 400 },
        readFile: async () => ({ kind: 'content', bytes: Buffer.from('Subject: one\r\n\r\n') }),
        signal: controller.signal,
        record: true,
      }),
    );
    const shown = result.steps.map(({ title, outcome }) => {
      if (outcome.kind === 'failed') return `${title} failed: ${outcome.mismatches[0]?.message}`;
      if (outcome.kind === 'errored') return `${title} errored: ${outcome.failure.message}`;
      return outcome.kind === 'skipped' ? `${title} skipped: ${outcome.reason}` : `${title} passed`;
    });
    expect(shown.slice(-steps.length)).toEqual(steps);
    expect(server.said.filter((line) => !line.startsWith('1 ')).map((line) => line.slice(2))).toEqual(said);
    expect(JSON.stringify(result)).not.toMatch(/secret1|her/);
    expect(transcript?.match(/\* OK ready/g)).toHaveLength(1);
  });
});

/** Breaks off at a command of the first connection. */
function cutsAt(name: string) {
  return (nth: number, command: string, socket: Socket): boolean => {
    if (nth !== 1 || command !== name) return false;
    socket.destroy();
    return true;
  };
}

/** A server that answers OK to all, but where it is told otherwise; tells what was said, without tags. */
function createDisturbed(disturb: Row['disturb'], tell: (what: string) => void) {
  const said: string[] = [];
  let connections = 0;
  const behave = (socket: Socket): void => {
    const nth = ++connections;
    /** Of the command that is not complete; empty between commands. */
    let tag = '';
    /** Octets of a literal that are to come. */
    let left = 0;
    socket.write('* OK ready\r\n');
    createInterface({ input: socket })
      .on('error', () => {})
      .on('line', (line) => {
        const [first = '', command = ''] = tag === '' ? line.split(' ') : [tag];
        said.push(`${nth} ${tag === '' ? line.slice(first.length + 1) : line}`);
        tag = first;
        left -= line.length + 2;
        if (left >= 0) return;
        if (disturb(nth, command, socket, tag)) {
          tell(`${nth} ${command}`);
          return;
        }
        left = Number(/\{(\d+)\}$/.exec(line)?.[1] ?? 0);
        if (left > 0 || command === 'AUTHENTICATE') {
          socket.write('+ \r\n');
          return;
        }
        socket.write(`${tag} OK\r\n`);
        tag = '';
      });
  };
  return { said, behave };
}
