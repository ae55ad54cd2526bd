import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScript } from '../../src/script/parser.js';
import { Player } from '../../src/server/player.js';
import type { PlayerEvent } from '../../src/server/player-log.js';
import { createScores } from '../../src/server/score.js';
import { bytesOf, encodeUtf8, type Octets, octetsOf } from '../../src/text/octets.js';
import { createSource } from '../../src/text/source.js';

const login = 'S: * OK hi\nC: a1 LOGIN bob secret\nS: a1 OK in\n';

type Talk = readonly [title: string, transcript: string, talk: string];

const boxes = /^## (.*)\n(?:(?!^## ).*\n)*?```imap\n([^`]*)```\n\n```talk\n([^`]*)\n```/gm;
const page = readFileSync(new URL('../../docs/serve.md', import.meta.url), 'utf8');
const examples = Array.from(page.matchAll(boxes), ([, ...talk]) => talk as unknown as Talk);

/** What the page does not tell: `[tls]` and `[end]` are what the server does. */
const ready = '< * OK IMAP4rev1 server ready';
const odds: readonly Talk[] = [
  [
    'takes literals in their own time',
    login,
    '< * OK hi\n> a1 LOGIN {3}\n< + Ready for literal data\n> bob {6+}\n> secret\n< a1 OK in',
  ],
  ['undoes what is quoted in quotes', login, '< * OK hi\n> a1 LOGIN "bob" "s\\ecret"\n< a1 OK in'],
  [
    'tells an empty line from a wrong one',
    'S: * OK hi\nC: NOOP\nS: * BAD no tag\nC:\nS: * BAD empty\n',
    '< * OK hi\n> \n< * BAD Expected NOOP (line 2 of the transcript)\n> NOOP\n< * BAD no tag\n> \n< * BAD empty',
  ],
  ['closes after a BYE that ends the transcript', 'S: * BYE busy\n', '< * BYE busy\n[end]'],
  ['closes where the transcript says %closed', 'a1 NOOP\n%closed\n', `${ready}\n> a1 NOOP\n[end]`],
  [
    'gives literals, with as many octets as announced',
    'C: a1 FETCH 1 BODY[]\nS: * 1 FETCH (BODY[] {6}\nS: ab\nS: cd)\nS: a1 OK\n',
    `${ready}\n> a1 fetch 1 body[]\n< * 1 FETCH (BODY[] {6}\n< ab\n< cd)\n< a1 OK`,
  ],
  [
    'counts heredocs',
    'a1 FETCH 1 BODY[]\n* 1 FETCH (BODY[] {<<EOM}\nab\ncd\nEOM)\na1 OK\n',
    `${ready}\n> a1 FETCH 1 BODY[]\n< * 1 FETCH (BODY[] {8}\n< ab\n< cd\n< )\n< a1 OK`,
  ],
  [
    'takes no literal that it does not expect, and drops one that comes unasked',
    'a1 NOOP\na1 OK\n',
    `${ready}\n> a1 APPEND INBOX {5}\n< a1 BAD Expected a1 NOOP (line 1 of the transcript)\n> a1 APPEND INBOX {7+}\n> a1 NOOP\n< a1 BAD Expected a1 NOOP (line 1 of the transcript)\n> a1 NOOP\n< a1 OK`,
  ],
  [
    'takes any value for a placeholder, if it is of that kind',
    'C: a1 FETCH ${n:number} FLAGS\nS: a1 OK ${n}\n',
    '< * OK IMAP4rev1 server ready\n> a1 FETCH x FLAGS\n< a1 BAD Expected a1 FETCH ${n:number} FLAGS (line 1 of the transcript)\n> a1 FETCH 12 FLAGS\n< a1 OK 12',
  ],
  [
    'lets the client log in as it likes where the transcript has %login',
    'S: * OK hi\n%require IDLE !MOVE\n%login\na1 NOOP\na1 OK\n',
    '< * OK hi\n> a1 NOOP\n< a1 BAD Expected a login (line 3 of the transcript)\n> t1 CAPABILITY\n< * CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN SASL-IR\n< t1 OK CAPABILITY completed\n> t2 AUTHENTICATE CRAM-MD5\n< t2 NO Expected PLAIN or LOGIN\n> t3 AUTHENTICATE PLAIN\n< + \n> *\n< t3 BAD Cancelled\n> t4 AUTHENTICATE PLAIN\n< + \n> AGJvYgBzZWNyZXQ=\n< t4 OK AUTHENTICATE completed\n> a1 NOOP\n< a1 OK',
  ],
  [
    'takes literals for the login, and an initial response',
    '%login\na1 NOOP\na1 OK\n%login\n',
    '< * OK IMAP4rev1 server ready\n> t1 LOGIN {3}\n< + Ready for literal data\n> bob {6+}\n> secret\n< t1 OK LOGIN completed\n> a1 NOOP\n< a1 OK\n> t2 AUTHENTICATE PLAIN AGJvYgBzZWNyZXQ=\n< t2 OK AUTHENTICATE completed',
  ],
  [
    'greets first, wherever the recording has the greeting',
    '%login\nS: * OK hi\nC: a1 NOOP\nS: a1 OK\n',
    '< * OK hi\n> t1 LOGIN bob secret\n< t1 OK LOGIN completed\n> a1 NOOP\n< a1 OK',
  ],
  [
    'asks a pattern, but for one that names its groups',
    'C: a1 FETCH ${n:/[1-3]+/} ${x:/(?<p0>A)/}\nS: a1 OK ${n} ${x}\n',
    '< * OK IMAP4rev1 server ready\n> a1 FETCH 4 B\n< a1 BAD Expected a1 FETCH ${n:/[1-3]+/} ${x:/(?<p0>A)/} (line 1 of the transcript)\n> a1 FETCH 23 B\n< a1 OK 23 B',
  ],
  [
    'announces what it has of a literal that the file counts wrongly',
    'C: a1 X\nS: * X {99999999999}\nS: ab',
    '< * OK IMAP4rev1 server ready\n> a1 X\n< * X {2}\n< ab',
  ],
  [
    'keeps to escapes: what is spelled with them is text',
    'C\\: a1 X \\x24{n}\\t.\\x08\nS\\: a1 BAD no \\x24{n}\\x08\n',
    '< * OK IMAP4rev1 server ready\n> a1 X ${n}\t.\b\n< a1 BAD no ${n}\b',
  ],
  [
    'leaves out what may come or must not',
    'C: a1 NOOP\nS?: * 1 EXISTS\nS!: * 2 EXISTS\nS: a1 OK\n',
    '< * OK IMAP4rev1 server ready\n> a1 NOOP\n< a1 OK',
  ],
];
const talks = [...examples, ...odds];

describe('a transcript that plays the server', () => {
  it('is explained by examples', () => {
    expect(examples).toHaveLength(page.split('```talk\n').length - 1);
  });

  it.each(talks)('%s', (_, transcript, talk) => {
    expect(play(transcript, talk, (sent) => [sent])).toBe(talk);
  });

  it.each(talks)('%s, also when each octet comes by itself', (_, transcript, talk) => {
    expect(play(transcript, talk, (sent) => sent.split(''))).toBe(talk);
  });

  it('bears whatever comes, in any pieces', () => {
    const transcript = score(
      '%login\nC: a1 APPEND ${box} (\\Seen) {3}\nC: abc\nC:\nS: a1 OK\nC: a2 IDLE\nS: +\nC: DONE\nS: a2 OK\n',
    );
    const words = fc.constantFrom(
      ...[
        'a1',
        'a2',
        ' ',
        ' ',
        '\r\n',
        '\r\n',
        '\n',
        '\r',
        'APPEND INBOX (\\Seen) {3}\r\nabc\r\n',
        'a1 LOGIN {1}\r\n',
      ],
      ...[
        'a1 LOGIN bob secret\r\n',
        'IDLE\r\n',
        'DONE\r\n',
        'AUTHENTICATE PLAIN\r\n',
        '{3+}\r\n',
        '"',
        '\\',
        '(',
        '\0\xff',
      ],
    );
    const typed = fc.array(fc.oneof(words, fc.string({ unit: 'binary-ascii', maxLength: 4 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(typed, fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const sent = parts.join('');
        const pieces = sent.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];
        const inPieces = new Player(transcript);
        expect(['', ...pieces].map((piece) => hear(inPieces, piece)).join('')).toBe(
          hear(new Player(transcript), sent),
        );
      }),
    );
  });

  it('plays any file at all', () => {
    const lines = fc.constantFrom(
      ...[
        'S: * OK hi',
        'C: a1 NOOP',
        'S: a1 OK',
        'a1 LOGIN {3}',
        '+ go',
        'abc',
        'a2 IDLE',
        'DONE',
        'C:',
        '%login',
        '%closed',
      ],
      ...[
        '%on other',
        'a1 STARTTLS',
        'a1 OK ${x}',
        'C\\: a1 \\x24{x} ${x:/(a+)+/} \\c',
        'S: * X {9}',
        '* BYE',
        'a3 X {@file}',
        '‹redacted›',
      ],
      ...[
        'a3 X {<<EOM+} ${*}',
        'S: * 1 FETCH (X {<<EOM}',
        'EOM',
        'EOM)',
        'S?: * 1',
        'a1 AUTHENTICATE PLAIN',
        'C: ${y:number}${y+1}',
      ],
    );
    const files = fc.array(fc.oneof(lines, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 20 });
    fc.assert(
      fc.property(files, files, (transcript, sent) => {
        const heardOn: number[] = [];
        for (const score of createScores(parseScript(createSource('a', encodeUtf8(transcript.join('\n')))))) {
          const player = new Player(score, heardOn);
          for (const line of [...sent, ...transcript])
            hear(player, `${encodeUtf8(line.replace(/^[CS]: /, ''))}\r\n`);
        }
      }),
    );
  });

  it('takes lines that end in LF only', () => {
    expect(hear(new Player(score(login)), 'a1 LOGIN bob secret\n')).toBe('* OK hi\r\na1 OK in\r\n');
  });

  it.each([
    ['line', 'x'.repeat(1_048_577), '* BYE Line too long'],
    ['literal', 'a1 LOGIN bob {67108865}\r\n', '* BYE Literal too long'],
    ['literal that nobody expects', 'a1 X {67108865+}\r\n', '* BYE Literal too long'],
    ['number of literals', `a1 LOGIN ${'{0+}\r\n'.repeat(101)}`, '* BYE Too many literals'],
    ['sum of literals', 'a1 LOGIN {3+}\r\nbob {67108863+}\r\n', '* BYE Literal too long'],
  ])('leaves when a %s is too large', (_, sent, answer) => {
    const player = new Player(score(login));
    expect(hear(player, sent)).toBe(`* OK hi\r\n${answer}\r\n`);
    expect(player.next()).toEqual({ kind: 'end' });
  });

  it.each([
    ['refused', ' NOOP {16}\r\n'],
    ['dropped', 'a1 NOOP {16+}\r\n0123456789abcdef\r\n'],
  ])('knows secrets also behind a literal that was %s', (_, sent) => {
    const player = new Player(score(login));
    let told = '';
    for (const octets of [sent, 'Y\r\n', 'a1 LOGIN bob secret\r\n'])
      hear(player, octets, (event) => {
        told += JSON.stringify(event);
      });
    expect(told).toContain('heard');
    expect(told).not.toMatch(/secret|guess/);
  });

  it('tells what happens, without secrets and control characters', () => {
    const player = new Player(score(login));
    const events: PlayerEvent[] = [];
    hear(player, 'a1 LOGIN bob wrong\b\r\na1 LOGIN bob {6}\r\nsecret\r\na2 NOOP\r\n', (event) =>
      events.push(event),
    );
    expect(
      events.map((event) => ('text' in event ? `${event.kind} ${event.text}` : JSON.stringify(event))),
    ).toEqual([
      'said * OK hi',
      'heard a1 LOGIN bob ‹redacted›',
      'said a1 BAD Expected a1 LOGIN bob ‹redacted› (line 2 of the transcript)',
      '{"kind":"strayed","expected":"a1 LOGIN bob ‹redacted›","line":2}',
      'heard a1 LOGIN bob {6}',
      'said + Ready for literal data',
      'heard ‹redacted›',
      'heard ',
      'said a1 OK in',
      '{"kind":"finished"}',
      'heard a2 NOOP',
      'said a2 BAD The transcript is over: connect again to start it',
      '{"kind":"strayed","expected":"","line":0}',
    ]);
  });
});

function score(transcript: string) {
  const [score] = createScores(parseScript(createSource('a.transcript', encodeUtf8(transcript))));
  if (!score) throw new Error('no score');
  return score;
}

/** Plays the client's part of a talk, cut in pieces, and writes down what happens in the same form. */
function play(transcript: string, talk: string, cut: (sent: Octets) => Octets[]): string {
  const player = new Player(score(transcript));
  const lines: string[] = [];
  const listen = () => {
    for (let output = player.next(); output.kind !== 'need-input'; output = player.next()) {
      if (output.kind === 'send') lines.push(...toLines(octetsOf(output.bytes)).map((line) => `< ${line}`));
      if (output.kind === 'start-tls') lines.push('[tls]');
      if (output.kind === 'start-tls') player.secured();
      if (output.kind === 'end') return void lines.push('[end]');
    }
  };
  listen();
  for (const line of talk.split('\n').filter((line) => line.startsWith('>'))) {
    lines.push(line);
    for (const octets of cut(`${encodeUtf8(line.slice(2))}\r\n`)) {
      player.receive(bytesOf(octets));
      listen();
    }
  }
  return lines.join('\n');
}

function toLines(octets: Octets): string[] {
  return Buffer.from(octets, 'latin1').toString('utf8').replace(/\r\n$/, '').split('\r\n');
}

function hear(player: Player, sent: Octets, onEvent: (event: PlayerEvent) => void = () => {}): Octets {
  let heard = '';
  player.receive(bytesOf(sent));
  for (
    let output = player.next();
    output.kind !== 'need-input' && output.kind !== 'end';
    output = player.next()
  ) {
    if (output.kind === 'send') heard += octetsOf(output.bytes);
    if (output.kind === 'event') onEvent(output.event);
  }
  return heard;
}
