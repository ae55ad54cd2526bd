import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Framed, Framer } from '../../src/imap/framer.js';
import { limits } from '../../src/imap/limits.js';
import { bytesOf, type Octets } from '../../src/text/octets.js';

/** What is sent, as the responses it is: the framer must find the places where one ends. */
const streams: readonly (readonly [name: string, responses: readonly Octets[]])[] = [
  ['lines', ['* OK ready\r\n', '* 3 EXISTS\r\n', 'a1 OK done\r\n']],
  ['line feeds alone', ['* OK ready\n', 'a1 OK done\n']],
  ['empty lines', ['\r\n', '\n', '* OK\r\n']],
  ['a lone carriage return inside a line', ['* 1 FETCH (BODY[] "a\rb")\r\n', '+ \r\n']],
  ['a literal', ['* 1 FETCH (BODY[] {6}\r\na\r\nb\r\n FLAGS ())\r\n', 'a1 OK\r\n']],
  ['a literal that looks like responses', ['* 1 FETCH (BODY[] {12}\r\na1 OK {3}\r\n()\r\n', 'a1 OK\r\n']],
  ['an empty literal', ['* 1 FETCH (BODY[] {0}\r\n)\r\n', '* 2 EXISTS\r\n']],
  ['several literals', ['* LIST () "/" {3}\r\na/b ("OLDNAME" ({1}\r\nb))\r\n', '* 1 EXISTS\r\n']],
  ['a literal8', ['* 1 FETCH (BINARY[1] ~{4}\r\n\0\n\r\x80)\r\n', 'a1 OK\r\n']],
  ['a literal that does not synchronise', ['* X {2+}\r\nab\r\n', 'a1 OK\r\n']],
  ['a literal announced by a line feed alone', ['* 1 FETCH (BODY[] {3}\nabc)\n', 'a1 OK\n']],
  ['a literal whose announcement has leading zeros', ['* X {0003}\r\nabc\r\n', '+\r\n']],
  [
    'braces in the text of a status',
    ['* OK use {5}\r\n', 'a1 NO not {12}\r\n', '* BYE {1}\r\n', '* preauth {1}\r\n'],
  ],
  ['braces in a continuation request', ['+ idling {3}\r\n', '+ {5}\r\n']],
  ['braces behind a closed code', ['* OK [ALERT] {5}\r\n', 'a1 OK\r\n']],
  ['a literal in an open code', ['* NO [NEWNAME {3}\r\na]b {1}\r\nc] moved {5}\r\n', 'a1 OK\r\n']],
  ['braces inside a quoted string', ['* X "a {5}\r\n', '* X "a\\" {5}\r\n', '* X "a\\\\" {1}\r\nb\r\n']],
  ['braces in what is no response', ['HTTP/1.1 400 Bad {5}\r\n', 'x {5}\r\n', '* OK\r\n']],
  ['braces without a number', ['* X {}\r\n', '* X {+}\r\n', '* X {a}\r\n', '* X 5}\r\n', '* X {5} \r\n']],
];

describe('a framer', () => {
  for (const [name, responses] of streams) {
    const expected = responses.map((octets) => ({ kind: 'response', octets }));
    it(`finds responses with ${name}, in one chunk`, () => {
      expect(frame([responses.join('')])).toEqual(expected);
    });
    it(`finds responses with ${name}, one octet at a time`, () => {
      expect(frame(responses.join(''))).toEqual(expected);
    });
    it(`finds responses with ${name}, a response a chunk`, () => {
      expect(frame(responses)).toEqual(expected);
    });
  }

  it('gives the same whatever the chunks', () => {
    const octets = fc.stringMatching(/^([*+a1] |OK |\[|\]|"|\\|\{[0-9]{0,2}\+?\}|\r?\n|[ -~]){0,40}$/);
    fc.assert(
      fc.property(octets, fc.array(fc.nat(7), { minLength: 1 }), (text, sizes) => {
        expect(frame(cut(text, sizes))).toEqual(frame([text]));
      }),
    );
  });

  it('keeps an unfinished response for the next chunk', () => {
    const framer = new Framer();
    framer.receive(bytesOf('* OK re'));
    expect(framer.next()).toBeUndefined();
    framer.receive(bytesOf('ady\r\n* 1 '));
    expect(framer.next()).toMatchObject({ kind: 'response', octets: '* OK ready\r\n' });
    expect(framer.next()).toBeUndefined();
  });

  it('tells the CR at the end of a literal from that of a line end', () => {
    const framer = new Framer();
    framer.receive(bytesOf('* X {3}\r\nab\r\n'));
    expect(framer.next()).toEqual({ kind: 'response', octets: '* X {3}\r\nab\r\r\n' });
  });

  it('gives back what it discards, and begins anew', () => {
    const framer = new Framer();
    for (const chunk of ['a1 OK begin TLS\r\n* 1 FETCH (BODY[] {9}\r\nab', 'c', 'd'])
      framer.receive(bytesOf(chunk));
    framer.next();
    expect(framer.next()).toBeUndefined();
    framer.receive(bytesOf('ef'));
    expect(framer.discard()).toBe('* 1 FETCH (BODY[] {9}\r\nabcdef');
    expect(framer.discard()).toBe('');
    framer.receive(bytesOf('* OK\r\n'));
    expect(framer.next()).toMatchObject({ kind: 'response', octets: '* OK\r\n' });
  });
});

describe('a framer that does not keep all literals', () => {
  const bounds = { ...limits, smallLiteral: 2, largeLiteral: 8, keptLiterals: 10 };
  const large = 'a\r\n)\r\n* {1}';
  const literal = (octets: Octets) => `{${octets.length}}\r\n${octets}`;
  const standIn = (octets: Octets) => {
    const hash = createHash('sha256').update(octets).digest('hex');
    return literal(`<${octets.length} octets, SHA-256 ${hash}>`);
  };
  const rows: readonly [string, Octets, Octets][] = [
    ['a large one', `* X ${literal(large)})\r\n`, `* X ${standIn(large)})\r\n`],
    ['a large one of octets', `* X ~${literal(large)})\r\n`, `* X ~${standIn(large)})\r\n`],
    ['the next one too', `* X {3}\r\nabc ${literal(large)}\r\n`, `* X {3}\r\nabc ${standIn(large)}\r\n`],
    [
      'those behind what is kept in all, but small ones',
      `* X {7}\r\n1234567 {4}\r\nabcd {2}\r\nef\r\nzz OK\r\n* Y {4}\r\nabcd\r\n`,
      `* X {7}\r\n1234567 ${standIn('abcd')} {2}\r\nef\r\nzz OK\r\n* Y ${standIn('abcd')}\r\n`,
    ],
  ];

  it.each(rows)('knows length and hash of %s', (_, sent, kept) => {
    for (const chunks of [[sent], sent]) {
      const framed = frame(chunks, bounds);
      expect(framed.map((each) => (each.kind === 'response' ? each.octets : each.message)).join('')).toBe(
        kept,
      );
    }
  });
});

it('a framer keeps literals again once nobody keeps the last ones', () => {
  const framer = new Framer({ ...limits, smallLiteral: 2, keptLiterals: 4 });
  const response = '* X {4}\r\nabcd\r\n';
  framer.receive(bytesOf(response.repeat(3)));
  const next = () => (framer.next() as Extract<Framed, { kind: 'response' }>).octets;
  expect(next()).toBe(response);
  expect(next()).toContain('SHA-256');
  framer.countAnew();
  expect(next()).toBe(response);
});

describe('a framer that meets a limit', () => {
  const bounds = { ...limits, responseLine: 20, responseLiterals: 10 };
  const tooLong = { kind: 'limit', message: 'The server sent a response line of more than 20 octets.' };

  it.each<[string, Octets, Framed]>([
    ['a line that never ends', '* OK aaaaaaaaaaaaaaaaaaaaaaaaaaaa', tooLong as Framed],
    ['a long line', `* OK ${'a'.repeat(30)}\r\n`, tooLong as Framed],
    ['lines of one response that add up', '* X {1}\r\na {1}\r\nb {1}\r\nc\r\n', tooLong as Framed],
    [
      'a long literal',
      '* X {11}\r\n',
      {
        kind: 'limit',
        message: 'The server announced 11 octets of literals in one response; at most 10 are taken.',
      },
    ],
    [
      'literals of one response that add up',
      '* X {6}\r\nabcdef {6}\r\n',
      {
        kind: 'limit',
        message: 'The server announced 12 octets of literals in one response; at most 10 are taken.',
      },
    ],
  ])('says so for %s, and takes nothing more', (_, octets, expected) => {
    expect(frame([octets, '\r\na1 OK\r\n'], bounds)).toEqual([expected]);
    expect(frame(octets, bounds)).toEqual([expected]);
  });

  it('starts to count anew with every response', () => {
    const line = `* OK ${'a'.repeat(10)}\r\n`;
    expect(frame([line.repeat(5)], bounds)).toHaveLength(5);
  });

  it('refuses a number that no memory could hold', () => {
    expect(frame([`* X {${'9'.repeat(30)}}\r\n`])).toEqual([
      { kind: 'limit', message: expect.stringContaining(`at most ${limits.responseLiterals}`) },
    ]);
  });
});

/** The bytes are others as soon as they were received: a socket reads into the same ones again. */
function frame(chunks: Iterable<Octets>, bounds?: ConstructorParameters<typeof Framer>[0]): Framed[] {
  const framer = new Framer(bounds);
  const found: Framed[] = [];
  for (const chunk of chunks) {
    const bytes = bytesOf(chunk);
    framer.receive(bytes);
    bytes.fill(0);
    for (let framed = framer.next(); framed; framed = framer.next()) found.push(framed);
  }
  return found;
}

function cut(text: Octets, sizes: readonly number[]): Octets[] {
  const chunks: Octets[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = (sizes[turn % sizes.length] ?? 0) + 1;
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return chunks;
}
