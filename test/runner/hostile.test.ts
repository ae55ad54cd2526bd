import type { Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Failure, ScriptResult } from '../../src/replay/result.js';
import { makeCertificate } from '../transport/certificates.js';
import { atFirst, inTls, says, withServer } from './hostile-server.js';
import { replay } from './replay.js';

const short = { timeouts: { connect: 150, answer: 150 } };

interface Row {
  readonly name: string;
  readonly behave: (socket: Socket) => void;
  readonly failure: Partial<Failure>;
  readonly scheme?: 'imap' | 'imaps' | 'imap+starttls';
  readonly script?: string;
  /** The time runs out though the failure has another code. */
  readonly isLate?: true;
}

const identity = makeCertificate({ name: 'localhost' });
const imapsInstead = 'Use imaps:// if it has a TLS port.';
const half = '* 1 FETCH (BODY[] {900}\r\nDear';
const compress = 'a1 COMPRESS DEFLATE\na2 NOOP\na3 NOOP\n';

const rows: readonly Row[] = [
  {
    name: 'says nothing',
    behave: () => {},
    failure: {
      code: 'answer-timeout',
      message: 'no greeting within 0.15 s',
      hint: 'Is this a TLS port? Try imaps:// instead of imap://.',
    },
  },
  {
    name: 'never finishes its greeting',
    behave: drips('* OK ready and waiting for you since '.repeat(9)),
    failure: { code: 'answer-timeout', message: 'no greeting within 0.15 s' },
  },
  {
    name: 'drips an answer',
    behave: (socket) => {
      socket.write('* OK ready\r\n');
      socket.once('data', () => drips('* OK just a moment '.repeat(99))(socket));
    },
    failure: {
      code: 'answer-timeout',
      message: expect.stringMatching(
        /^no answer to "a1 NOOP" within 0\.15 s, in the middle of a response: \* OK/,
      ),
    },
  },
  {
    name: 'never answers',
    behave: says('* OK ready\r\n'),
    failure: { code: 'answer-timeout', message: 'no answer to "a1 NOOP" within 0.15 s' },
  },
  {
    name: 'answers with a status that there is not',
    behave: says('* OK ready\r\n', 'a1 MAYBE \x1b[2J\r\n'),
    failure: {
      code: 'answer-timeout',
      hint: 'The last line that came is no response: a1 MAYBE \\x1b[2J',
    },
  },
  {
    name: 'says again what it is told',
    behave: (socket) => {
      socket.write('* OK ready\r\n');
      socket.pipe(socket);
    },
    failure: { code: 'answer-timeout', hint: 'The last line that came is no response: a1 NOOP' },
  },
  {
    name: 'waits for more than it is given',
    behave: says('* OK ready\r\n', '+ go on\r\n'),
    failure: {
      code: 'answer-timeout',
      hint: 'The server sent + and waits for more: write it under the line.',
    },
  },
  {
    name: 'closes at once',
    behave: (socket) => socket.end(),
    failure: { code: 'closed', message: 'the server closed the connection' },
  },
  {
    name: 'says BYE and does not close',
    behave: says('* OK ready\r\n', '* BYE down for maintenance\r\n'),
    failure: { code: 'closed', message: 'the server ended the session, saying BYE down for maintenance' },
  },
  {
    name: 'says BYE and closes',
    behave: (socket) => {
      socket.write('* OK ready\r\n');
      socket.once('data', () => socket.end('* BYE \x1b[2Jdown for maintenance\r\n'));
    },
    failure: {
      code: 'closed',
      message: 'the server closed the connection, saying BYE \\x1b[2Jdown for maintenance',
    },
  },
  {
    name: 'closes in the middle of a line',
    behave: (socket) => {
      socket.write('* OK ready\r\n');
      socket.once('data', () => socket.end('a1 O'));
    },
    failure: {
      code: 'closed',
      message: 'the server closed the connection, in the middle of a response: a1 O',
    },
  },
  {
    name: 'closes in the middle of a literal',
    behave: (socket) => {
      socket.write('* OK ready\r\n');
      socket.once('data', () => socket.end('* 1 FETCH (BODY[] {900}\r\nDear \x1b[2J'));
    },
    failure: {
      code: 'closed',
      message:
        'the server closed the connection, in the middle of a response: * 1 FETCH (BODY[] {900}\\x0d\\x0aDear \\x1b[2J (891 octets of the literal are missing)',
    },
  },
  {
    name: 'closes in the middle of a large literal',
    behave: (socket) => {
      socket.write('* OK ready\r\n');
      socket.once('data', () => socket.end('* 1 FETCH (BODY[] {5000000}\r\nDear'));
    },
    failure: {
      code: 'closed',
      message:
        'the server closed the connection, in the middle of a response: * 1 FETCH (BODY[] {5000000}\\x0d\\x0a (4999996 octets of the literal are missing)',
    },
  },
  {
    name: 'closes in the middle of its greeting',
    behave: (socket) => socket.end('* O'),
    failure: {
      code: 'closed',
      message: 'the server closed the connection, in the middle of a response: * O',
    },
  },
  {
    name: 'resets the connection',
    behave: (socket) => {
      socket.write('* OK ready\r\n');
      socket.once('data', () => socket.resetAndDestroy());
    },
    failure: { code: 'reset', message: 'the server cut the connection (reset)' },
  },
  {
    name: 'never ends a line',
    behave: says('* OK ready\r\n', `* OK ${'x'.repeat(2_000_000)}`),
    failure: { code: 'limit', message: 'The server sent a response line of more than 1048576 octets.' },
  },
  {
    name: 'announces a literal of 1 GB',
    behave: says('* OK ready\r\n', '* 1 FETCH (BODY[] {1073741824}\r\n'),
    failure: {
      code: 'limit',
      message:
        'The server announced 1073741824 octets of literals in one response; at most 268435456 are taken.',
    },
  },
  {
    name: 'floods',
    behave: floods(`* OK [ALERT] ${'flood '.repeat(9000)}\r\n`.repeat(10)),
    failure: {
      code: 'limit',
      message: 'the server sends more responses to one command than are kept in memory',
    },
  },
  {
    name: 'is a web server',
    behave: says('', ''),
    failure: { code: 'answer-timeout' },
  },
  {
    name: 'is an SMTP server',
    behave: says('220 mx.example.com ESMTP\r\n'),
    failure: { code: 'not-imap', message: 'this is an SMTP or FTP server, not IMAP' },
  },
  {
    name: 'sends a TLS alert to plain text',
    behave: (socket) => socket.write(Buffer.from('15030300020228', 'hex')),
    failure: { code: 'tls', hint: 'Use imaps:// instead of imap://.' },
  },
  {
    name: 'speaks in plain to TLS',
    behave: says('* OK ready\r\n'),
    scheme: 'imaps',
    failure: {
      code: 'tls',
      hint: 'This is a plain port: use imap:// or imap+starttls:// instead of imaps://.',
    },
  },
  {
    name: 'waits for more in a TLS handshake',
    behave: () => {},
    scheme: 'imaps',
    isLate: true,
    failure: { code: 'tls', message: expect.stringMatching(/did not answer in TLS within 0\.15 s$/) },
  },
  {
    name: 'closes in a TLS handshake',
    behave: (socket) => socket.once('data', () => socket.end()),
    scheme: 'imaps',
    failure: { code: 'tls', message: 'the server closed the connection in the TLS handshake' },
  },
  {
    name: 'says OK to STARTTLS and goes on in the clear',
    behave: says('* OK ready\r\n', 'tagline1 OK go\r\n', '* OK still in the clear\r\n'),
    scheme: 'imap+starttls',
    failure: { code: 'tls', hint: 'The server said OK to STARTTLS and then went on in the clear.' },
  },
  {
    name: 'does not answer STARTTLS',
    behave: says('* OK ready\r\n'),
    scheme: 'imap+starttls',
    failure: { code: 'answer-timeout', message: 'no answer to "STARTTLS" within 0.15 s', hint: imapsInstead },
  },
  {
    name: 'says BYE to STARTTLS',
    behave: says('* OK ready\r\n', '* BYE not here\r\n'),
    scheme: 'imap+starttls',
    failure: { code: 'closed', message: 'the server ended the session, saying BYE not here' },
  },
  ...[' AUTH=PLAIN', ' AUTH=LOGIN', ' AUTH=CRAM-MD5', ' AUTH=SCRAM-SHA-256', ' SASL-IR AUTH=PLAIN'].map(
    (offer): Row => ({
      name: `challenges without end where it offers${offer}`,
      behave: challenges(offer),
      script: '%login\na1 NOOP\n',
      failure: {
        code: 'limit',
        message: 'the server sends challenges without end: also after the "*" that ends AUTHENTICATE',
      },
    }),
  ),
  {
    name: 'greets in the clear as if somebody were logged in',
    behave: says('* PREAUTH welcome\r\n', 'tagline1 OK\r\n'),
    scheme: 'imap+starttls',
    failure: { code: 'tls', message: expect.stringMatching(/\(PREAUTH\), where nothing can turn to TLS/) },
  },
  {
    name: 'resets the connection in the middle of a literal',
    behave: atFirst((socket) => socket.write(half, () => setTimeout(() => socket.resetAndDestroy(), 20))),
    failure: {
      code: 'reset',
      message:
        'the server cut the connection (reset), in the middle of a response: * 1 FETCH (BODY[] {900}\\x0d\\x0aDear (896 octets of the literal are missing)',
    },
  },
  {
    name: 'resets the connection at once',
    behave: (socket) => socket.resetAndDestroy(),
    failure: { code: 'reset', message: 'the server cut the connection (reset)' },
  },
  {
    name: 'drips within a literal',
    behave: atFirst((socket) => {
      socket.write(half);
      drips('x'.repeat(900))(socket);
    }),
    failure: {
      code: 'answer-timeout',
      message: expect.stringMatching(
        /^no answer to "a1 NOOP" within 0\.15 s, in the middle of a response: .*Dearx+ \(8\d\d octets of the literal are missing\)$/,
      ),
    },
  },
  {
    name: 'says BYE within a literal',
    behave: atFirst((socket) => socket.end(`${half}\r\n* BYE down for maintenance\r\n`)),
    failure: {
      code: 'closed',
      message: expect.stringMatching(
        /^the server closed the connection, in the middle of a response: .*\* BYE down for .* \(866 octets/,
      ),
    },
  },
  {
    name: 'ends its lines with CR alone',
    behave: says('* OK ready\r\n', '* 1 EXISTS\ra1 OK\r'),
    failure: {
      code: 'answer-timeout',
      message: 'no answer to "a1 NOOP" within 0.15 s, in the middle of a response: * 1 EXISTS\\x0da1 OK\\x0d',
    },
  },
  {
    name: 'sends what is no text, and no line',
    behave: says('* OK ready\r\n', '\0\x01\xff\x1b[2J'),
    failure: {
      code: 'answer-timeout',
      message: expect.stringMatching(/in the middle of a response: \\x00\\x01.*\\x1b\[2J$/),
    },
  },
  {
    name: 'greets with NULs',
    behave: (socket) => socket.write('\0'.repeat(1000)),
    failure: { code: 'answer-timeout', message: 'no greeting within 0.15 s' },
  },
  {
    name: 'closes its side and reads on',
    behave: atFirst((socket) => socket.end('* 1 EXISTS\r\n')),
    failure: { code: 'closed', message: 'the server closed the connection' },
  },
  {
    name: 'announces a literal that no number counts',
    behave: says('* OK ready\r\n', `* 1 FETCH (BODY[] {1${'0'.repeat(400)}}\r\n`),
    failure: {
      code: 'limit',
      message:
        'The server announced more than 9007199254740991 octets of literals in one response; at most 268435456 are taken.',
    },
  },
  {
    name: 'announces a literal of 2^64 octets',
    behave: says('* OK ready\r\n', '* 1 FETCH (BODY[] {18446744073709551616}\r\nDear'),
    failure: { code: 'limit', message: expect.stringMatching(/more than 9007199254740991 octets/) },
  },
  {
    name: 'announces a literal of 2^32 octets',
    behave: says('* OK ready\r\n', '* 1 FETCH (BODY[] {4294967296}\r\nDear'),
    failure: { code: 'limit', message: expect.stringMatching(/announced 4294967296 octets/) },
  },
  ...(
    [
      ['unknown data', '* FROBNICATE 1 2 3\r\n'],
      ['continuation requests', '+ more\r\n'],
      ['lines that are no responses', 'what is this\r\n'],
      ['empty lines', '\r\n'],
    ] as const
  ).map(
    ([what, line]): Row => ({
      name: `floods with ${what}`,
      behave: floods(line.repeat(5000)),
      failure: {
        code: 'limit',
        message: 'the server sends more responses to one command than are kept in memory',
      },
    }),
  ),
  {
    name: 'sends plain text behind COMPRESS',
    behave: says('* OK ready\r\n', 'a1 OK go\r\n', '* OK not deflated\r\n'),
    script: compress,
    failure: { code: 'other', message: 'what the server sends behind COMPRESS is not deflated data' },
  },
  {
    name: 'ends its deflated data and goes on',
    behave: atFirst((socket) => {
      socket.write('a1 OK go\r\n');
      socket.once('data', () => socket.write(Buffer.concat([deflated('* 1 EXISTS\r\n'), deflated('a2 OK')])));
    }),
    script: compress,
    failure: { code: 'other', message: 'the server ended its deflated data and sends on behind that' },
  },
  {
    name: 'closes in the middle of deflated data',
    behave: atFirst((socket) => {
      socket.write('a1 OK go\r\n');
      socket.once('data', () => socket.end(deflated('* 1 EXISTS\r\n').subarray(0, 6)));
    }),
    script: compress,
    failure: {
      code: 'closed',
      message: 'the server closed the connection, in the middle of a response: * 1 E',
    },
  },
  {
    name: 'resets the connection behind COMPRESS',
    behave: atFirst((socket) => {
      socket.write('a1 OK go\r\n');
      socket.once('data', () => socket.resetAndDestroy());
    }),
    script: compress,
    failure: { code: 'reset', message: 'the server cut the connection (reset)' },
  },
  {
    name: 'lets TLS break off in the middle of a response',
    behave: inTls(identity, (secure, raw) => atFirst(() => secure.write(half, () => raw.destroy()))(secure)),
    scheme: 'imaps',
    failure: {
      code: 'closed',
      message: expect.stringMatching(/closed the connection, in the middle of .*Dear \(896 octets/),
    },
  },
  {
    name: 'ends TLS in the middle of a response',
    behave: inTls(identity, (secure) => atFirst(() => secure.end(half))(secure)),
    scheme: 'imaps',
    failure: {
      code: 'closed',
      message: expect.stringMatching(/closed the connection, in the middle of .*Dear \(896 octets/),
    },
  },
  {
    name: 'resets the connection below TLS',
    behave: inTls(identity, (secure, raw) => atFirst(() => raw.resetAndDestroy())(secure)),
    scheme: 'imaps',
    failure: { code: 'reset', message: 'the server cut the connection (reset)' },
  },
  {
    name: 'goes on in the clear below TLS',
    behave: inTls(identity, (secure, raw) => atFirst(() => raw.write('* OK in the clear\r\n'))(secure)),
    scheme: 'imaps',
    failure: {
      code: 'tls',
      message: 'what the server sends is no part of the TLS session (wrong version number)',
    },
  },
  {
    name: 'sends a TLS record that anybody made',
    behave: inTls(identity, (secure, raw) => atFirst(() => raw.write(forgedRecord))(secure)),
    scheme: 'imaps',
    failure: {
      code: 'tls',
      message: 'what the server sends is no part of the TLS session (decryption failed or bad record mac)',
    },
  },
  {
    name: 'breaks TLS behind COMPRESS',
    behave: inTls(identity, (secure, raw) =>
      atFirst(() => {
        secure.write('a1 OK go\r\n');
        secure.once('data', () => raw.write('* OK in the clear\r\n'));
      })(secure),
    ),
    scheme: 'imaps',
    script: compress,
    failure: { code: 'tls', message: expect.stringMatching(/is no part of the TLS session/) },
  },
];

/** An application record of TLS (RFC 8446 §5.2) that was encrypted with no key. */
const forgedRecord = Buffer.concat([Buffer.from('1703030040', 'hex'), Buffer.alloc(64, 7)]);

interface Liar {
  readonly name: string;
  /** What it says to a1; to what else it is asked it says OK. */
  readonly answer: string;
  readonly script?: string;
  readonly messages: readonly string[];
}

const hugeNumber = `1${'0'.repeat(400)}`;

const liars: readonly Liar[] = [
  {
    name: 'answers for a tag that nobody sent',
    answer: 'zzz OK never asked\r\na1 OK\r\n',
    messages: ['an answer came for "zzz", which no command waits for'],
  },
  {
    name: 'answers the next command already',
    answer: 'a1 OK\r\na2 OK\r\n',
    script: 'a1 NOOP\n%wait 50ms\na2 NOOP\na2 OK\n',
    messages: ['the server answered this before it was sent'],
  },
  {
    name: 'asks for more than there is',
    answer: '+ go \x1b[2J\r\na1 OK\r\n',
    messages: ['the server asks for more, and the command has no more'],
  },
  {
    name: 'asks for a literal that is there',
    answer: '+ go\r\na1 OK\r\n',
    script: 'a1 APPEND INBOX {4+}\nDear\n\n',
    messages: ['the server asks for more, and the command has no more'],
  },
  {
    name: 'sends NULs for a line',
    answer: '\0\0\xff\r\na1 OK \0\xff\r\n',
    messages: [
      "the server sent a line that is no response: it begins with neither '* ' nor '+ ', nor with a tag and OK, NO or BAD",
    ],
  },
  {
    name: 'nests 100,000 parentheses',
    answer: `* 1 FETCH (BODYSTRUCTURE ${'('.repeat(100_000)}${')'.repeat(100_000)})\r\na1 OK\r\n`,
    script: 'a1 NOOP\n* 1 FETCH (UID 7)\na1 OK\n',
    messages: [
      'FETCH 1 is missing; a response came that cannot be read: expected at most 200 parentheses in each other at octet 225',
    ],
  },
  ...(
    [
      ['2^32', '4294967296', '4294967296', '1:4294967296'],
      ['2^64', '18446744073709551616', '18446744073709551616', '1:18446744073709551616'],
      ['10^400', hugeNumber, '… (401 octets)', '… (403 octets)'],
    ] as const
  ).map(
    ([power, number, shown, set]): Liar => ({
      name: `counts to ${power}`,
      answer: `* ${number} EXISTS\r\n* ${number} FETCH (UID ${number})\r\n* OK [HIGHESTMODSEQ ${number}]\r\n* VANISHED 1:${number}\r\na1 OK [UIDNEXT ${number}]\r\n`,
      script:
        'a1 NOOP\n* 1 EXISTS\n* 2 FETCH (UID 7)\n* OK [HIGHESTMODSEQ 3]\n* VANISHED 1:9\na1 OK [UIDNEXT 7]\n',
      messages: [
        `EXISTS is ${shown}, expected 1`,
        `FETCH 2 is missing; what came is FETCH ${shown}`,
        `HIGHESTMODSEQ is ${shown}, expected 3`,
        `VANISHED is ${set}, expected 1:9`,
        `a1: UIDNEXT is ${shown}, expected 7`,
      ],
    }),
  ),
];

describe('large literals', () => {
  const lines = 'All work and no play makes Jack a dull boy.\n';
  const body = lines.repeat(30_000);
  const fetched = (count: number) =>
    Array.from({ length: count }, (_, at) => `* ${at + 1} FETCH (BODY[] {${wire.length}}\r\n${wire})\r\n`);
  const wire = body.replaceAll('\n', '\r\n');
  const script = (text: string) => `a1 FETCH 1:20 BODY[]\n* 1 FETCH (BODY[] {<<EOM}\n${text}EOM)\na1 OK\n`;
  const serve = (text: string, options = {}) =>
    withServer(says('* OK ready\r\n', `${fetched(20).join('')}a1 OK done\r\n`, 'tagline1 OK\r\n'), (port) =>
      replay(text, { url: `imap://127.0.0.1:${port}`, ...options }),
    );

  it('are compared by length and hash', async () => {
    expect((await serve(script(body))).result.outcome).toMatchObject({ kind: 'passed' });
    const other = await serve(script(body.replace('dull', 'dumb')));
    expect(other.result.outcome).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(other.result)).toContain(`<${wire.length} octets, SHA-256 `);
    expect(JSON.stringify(other.result)).toContain(`* 2 FETCH (BODY[] {${wire.length}}`);
  });

  it('are kept up to 1 MiB where they are expected', async () => {
    const text = lines.repeat(3000);
    const sent = text.replaceAll('\n', '\r\n');
    const play = (script: string) =>
      withServer(
        says(
          '* OK ready\r\n',
          `* 1 FETCH (BODY[] {${sent.length}}\r\n${sent})\r\na1 OK\r\n`,
          'tagline1 OK\r\n',
        ),
        (port) => replay(script, { url: `imap://127.0.0.1:${port}`, record: true }),
      );
    const expected = (body: string) => `a1 FETCH 1 BODY[]\n* 1 FETCH (BODY[] {<<EOM}\n${body}EOM)\na1 OK\n`;
    const plain = await play('a1 FETCH 1 BODY[]\na1 OK\n');
    expect(plain.transcript).toContain(`<${sent.length} octets, SHA-256 `);
    const patterned = await play(expected(text.replace('Jack', '${who}')));
    expect(patterned.result.outcome).toMatchObject({ kind: 'passed' });
    const failed = await play(expected(text.replace('dull', 'dumb')));
    expect(JSON.stringify(failed.result)).toContain('dumb boy');
    expect(JSON.stringify(failed.result)).not.toContain('SHA-256');
  });

  it('are recorded so, and meet what was recorded', async () => {
    const text = 'a1 FETCH 1:20 BODY[]\na1 OK\n';
    const { transcript } = await serve(text, { record: true });
    expect(transcript?.length).toBeLessThan(10_000);
    expect((await serve(text, { transcript })).result.outcome).toMatchObject({ kind: 'passed' });
  });
});

const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);

describe('a server that', () => {
  it.each(rows)('$name meets a limit and is named', async (row) => {
    const { behave, failure, scheme = 'imap', script = 'a1 NOOP\na2 NOOP\n' } = row;
    // Only where the time is to run out it may be short: a busy machine needs more for what comes to its end.
    const isLate = row.isLate ?? ('code' in failure && failure.code === 'answer-timeout');
    const { result } = await withServer(behave, (port) =>
      replay(script, {
        url: `${scheme}://127.0.0.1:${port}`,
        tls: { insecure: true },
        ...(isLate ? short : {}),
      }),
    );
    expect(result.outcome).toMatchObject({ kind: 'errored', failure });
    expect(JSON.stringify(result)).not.toMatch(/\\u001b/);
    expect(skipped(result)).toBe(true);
  });

  it.each(liars)('$name is told', async ({ answer, script = 'a1 NOOP\n', messages }) => {
    const behave = atFirst((socket) => {
      socket.write(Buffer.from(answer, 'latin1'));
      socket.on('data', (bytes) => socket.write(`${String(bytes).split(' ', 1)[0]} OK\r\n`));
    });
    const { result } = await withServer(behave, (port) =>
      replay(script, { url: `imap://127.0.0.1:${port}`, ...short }),
    );
    const outcomes = result.steps.map(({ outcome }) => outcome);
    const told = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? outcome.mismatches : []));
    expect(told.map(({ message }) => message)).toEqual(messages);
    expect(JSON.stringify(result)).not.toMatch(/\\u001b/);
  });

  it('counts further than anybody can is told where something is to be added', async () => {
    const behave = says('* OK ready\r\n', `a1 OK [UIDNEXT ${hugeNumber}]\r\n`);
    const { result } = await withServer(behave, (port) =>
      replay('a1 NOOP\na1 OK [UIDNEXT ${n}]\na2 UID FETCH ${n+1} FLAGS\n', {
        url: `imap://127.0.0.1:${port}`,
        ...short,
      }),
    );
    const message = 'Expected a number of at most 20 digits to add to in "${n+1}".';
    expect(result.outcome).toMatchObject({ kind: 'errored', failure: { kind: 'script', message } });
  });

  it.skipIf(!hasIpv6)('listens on IPv6 is found', async () => {
    const { result } = await withServer(
      says('* OK ready\r\n', 'a1 OK\r\n', 'tagline1 OK\r\n'),
      (port) => replay('a1 NOOP\na1 OK\n', { url: `imap://[::1]:${port}` }),
      '::1',
    );
    expect(result.outcome).toMatchObject({ kind: 'passed' });
  });

  it('is not there is named', async () => {
    const { result } = await replay('a1 NOOP\n', { url: `imap://127.0.0.1:${await freePort()}`, ...short });
    expect(result.outcome).toMatchObject({ kind: 'errored', failure: { code: 'refused' } });
  });

  it('has no name is named', async () => {
    const { result } = await replay('a1 NOOP\n', { url: 'imap://no-host.invalid' });
    expect(result.outcome).toMatchObject({ kind: 'errored', failure: { code: 'name-not-found' } });
  });
});

describe('a user who interrupts', () => {
  it('ends a handshake', async () => {
    const { result } = await withServer(
      () => {},
      (port) => replay('a1 NOOP\n', { url: `imaps://127.0.0.1:${port}`, signal: AbortSignal.timeout(50) }),
    );
    expect(result.outcome).toMatchObject({ kind: 'errored', failure: { code: 'interrupted' } });
  });

  it('ends a pause', async () => {
    const { result } = await withServer(says('* OK ready\r\n'), (port) =>
      replay('* OK\n%wait 1m\na1 NOOP\n', {
        url: `imap://127.0.0.1:${port}`,
        signal: AbortSignal.timeout(50),
      }),
    );
    expect(result.outcome).toMatchObject({ kind: 'errored', failure: { code: 'interrupted' } });
  });

  it('ends a wait', async () => {
    const controller = new AbortController();
    const { result } = await withServer(says('* OK ready\r\n'), (port) =>
      replay('a1 NOOP\na2 NOOP\n', {
        url: `imap://127.0.0.1:${port}`,
        signal: controller.signal,
        onEvent: (event) => {
          if (event.kind === 'exchanged' && event.line.from === 'client') controller.abort();
        },
      }),
    );
    expect(result.outcome).toMatchObject({ kind: 'errored', failure: { code: 'interrupted' } });
  });
});

/** Answers with a challenge whatever it is told. */
function challenges(offer: string) {
  return (socket: Socket): void => {
    socket.write(`* OK [CAPABILITY IMAP4rev1${offer}] ready\r\n`);
    socket.on('data', () => socket.write('+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+\r\n'));
  };
}

function deflated(text: string): Buffer {
  return deflateRawSync(Buffer.from(text));
}

function drips(text: string) {
  return (socket: Socket): void => {
    const letters = text[Symbol.iterator]();
    const timer = setInterval(() => {
      const { value, done } = letters.next();
      if (done) clearInterval(timer);
      else socket.write(value);
    }, 10);
    socket.on('close', () => clearInterval(timer));
  };
}

function floods(text: string) {
  const bytes = Buffer.from(text);
  return (socket: Socket): void => {
    socket.write('* OK ready\r\n');
    const pour = () => {
      if (socket.writable) while (socket.write(bytes));
    };
    socket.on('drain', pour);
    socket.once('data', pour);
  };
}

function skipped({ steps }: ScriptResult): boolean {
  return steps.at(-1)?.outcome.kind === 'skipped';
}

function freePort(): Promise<number> {
  return withServer(
    () => {},
    async (port) => port,
  );
}
