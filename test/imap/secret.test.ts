import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseResponse } from '../../src/imap/response.js';
import { createRedactor, createValueRedactor, redactValues } from '../../src/imap/secret.js';
import { encodeUtf8, type Octets } from '../../src/text/octets.js';

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const plain = base64('\0bob\0sesame-4');

/** What a client sends, piece by piece, and what may be shown of it: `‹›` is a secret. `S` pieces come from the server. */
const sessions: readonly (readonly [
  name: string,
  pieces: readonly (readonly [sent: Octets, shown: string])[],
])[] = [
  ['the password of LOGIN', [['a1 LOGIN bob sesame-4\r\n', 'a1 LOGIN bob ‹›\r\n']]],
  ['a quoted password', [['a1 login "bob" "se \\"same"\r\n', 'a1 login "bob" ‹›\r\n']]],
  ['a password with what cannot be in it', [['a1 LOGIN bob se same (4)\r\n', 'a1 LOGIN bob ‹›\r\n']]],
  [
    'a password behind a user name in quotes with blanks',
    [['a1 LOGIN "bob b" sesame\r\n', 'a1 LOGIN "bob b" ‹›\r\n']],
  ],
  ['a password behind a quote without end', [['a1 LOGIN "bob sesame\r\n', 'a1 LOGIN "bob ‹›\r\n']]],
  [
    'a password in a literal',
    [
      ['a1 LOGIN bob {6}\r\n', 'a1 LOGIN bob {6}\r\n'],
      ['sesame', '‹›'],
      ['\r\n', '\r\n'],
    ],
  ],
  [
    'literals without waiting',
    [['a1 LOGIN {3+}\r\nbob {6+}\r\nsesame\r\n', 'a1 LOGIN {3+}\r\nbob {6+}\r\n‹›\r\n']],
  ],
  [
    'a user name in a literal',
    [
      ['a1 LOGIN {3}\r\n', 'a1 LOGIN {3}\r\n'],
      ['bob sesame\r\n', 'bob ‹›\r\n'],
    ],
  ],
  ['a user name in an empty literal', [['a1 LOGIN {0+}\r\n sesame\r\n', 'a1 LOGIN {0+}\r\n ‹›\r\n']]],
  ['octets behind a password literal', [['a1 LOGIN bob {2+}\r\nsesame\r\n', 'a1 LOGIN bob {2+}\r\n‹›\r\n']]],
  ['two blanks', [['a1  LOGIN  bob  sesame\r\n', 'a1  LOGIN  bob  ‹›\r\n']]],
  ['tabs', [['a1\tLOGIN\tbob\tsesame\r\n', 'a1\tLOGIN\tbob\t‹›\r\n']]],
  ['no tag', [['LOGIN bob sesame\r\n', 'LOGIN bob ‹›\r\n']]],
  ['a blank for a tag', [[' LOGIN bob sesame\r\n', ' LOGIN bob ‹›\r\n']]],
  ['a mistyped name', [['a1 LOGNI bob sesame\r\n', 'a1 LOGNI bob ‹›\r\n']]],
  ['a name typed over', [['a1 LOGON\b\bIN bob sesame\r\n', 'a1 LOGON\b\bIN bob ‹›\r\n']]],
  ['LOGIN glued to the tag', [['a1,LOGIN bob sesame\r\n', 'a1,LOGIN bob ‹›\r\n']]],
  ['LOGIN glued to the user name', [['a1 LOGINbob sesame\r\n', 'a1 LOGINbob ‹›\r\n']]],
  ['LOGIN as the third word', [['a1 UID LOGIN bob sesame\r\n', 'a1 UID LOGIN bob ‹›\r\n']]],
  ['LOG IN', [['a1 LOG IN bob sesame\r\n', 'a1 LOG IN ‹›\r\n']]],
  ['a password glued to the user name', [['a1 LOGIN bob:sesame\r\n', 'a1 LOGIN bob:‹›\r\n']]],
  [
    'a literal that takes in the password',
    [
      ['a1 LOGIN {12}\r\n', 'a1 LOGIN {12}\r\n'],
      ['bob sesame\r\n', 'bob ‹›\r\n'],
    ],
  ],
  ['no line end', [['a1 LOGIN bob sesame', 'a1 LOGIN bob ‹›']]],
  ['trailing blanks', [['a1 LOGIN bob sesame  \r\n', 'a1 LOGIN bob ‹›  \r\n']]],
  [
    'no password',
    [
      ['a1 LOGIN bob\r\n', 'a1 LOGIN bob\r\n'],
      ['a2 NOOP\r\n', 'a2 NOOP\r\n'],
    ],
  ],
  ['LOGIN as a tag', [['LOGIN NOOP\r\n', 'LOGIN NOOP\r\n']]],
  [
    'tags that look like commands',
    [
      ['login SELECT INBOX x\r\n', 'login SELECT INBOX x\r\n'],
      ['auth1 NOOP\r\n', 'auth1 NOOP\r\n'],
    ],
  ],
  ['LOGOUT', [['a1 LOGOUT\r\n', 'a1 LOGOUT\r\n']]],
  ['an initial response', [[`a1 AUTHENTICATE PLAIN ${plain}\r\n`, 'a1 AUTHENTICATE PLAIN ‹›\r\n']]],
  [
    'an answer',
    [
      ['a1 AUTHENTICATE PLAIN\r\n', 'a1 AUTHENTICATE PLAIN\r\n'],
      [`${plain}\r\n`, '‹›\r\n'],
      ['a2 NOOP\r\n', 'a2 NOOP\r\n'],
    ],
  ],
  [
    'an answer with a blank in it',
    [
      ['a1 AUTHENTICATE PLAIN\r\n', 'a1 AUTHENTICATE PLAIN\r\n'],
      ['AGJvYgB zZXNhbWU=\r\n', '‹›\r\n'],
      ['a2 UID FETCH 1 UID\r\n', 'a2 UID FETCH 1 UID\r\n'],
      ['YQ==\r\n', 'YQ==\r\n'],
    ],
  ],
  [
    'AUTHENTICATE LOGIN',
    [
      ['a1 AUTHENTICATE LOGIN\r\n', 'a1 AUTHENTICATE LOGIN\r\n'],
      ['Ym9i\r\n', 'Ym9i\r\n'],
      ['c2VzYW1l\r\n', '‹›\r\n'],
    ],
  ],
  [
    'AUTHENTICATE LOGIN with an initial response',
    [
      ['a1 authenticate login Ym9i\r\n', 'a1 authenticate login Ym9i\r\n'],
      ['c2VzYW1l\r\n', '‹›\r\n'],
    ],
  ],
  [
    'AUTHENTICATE LOGIN with the answer of PLAIN',
    [
      ['a1 AUTHENTICATE LOGIN\r\n', 'a1 AUTHENTICATE LOGIN\r\n'],
      [`${plain}\r\n`, '‹›\r\n'],
    ],
  ],
  [
    'SCRAM',
    [
      ['a1 AUTHENTICATE SCRAM-SHA-256\r\n', 'a1 AUTHENTICATE SCRAM-SHA-256\r\n'],
      [`${base64('n,,n=bob,r=abc')}\r\n`, `${base64('n,,n=bob,r=abc')}\r\n`],
      [`${base64('c=biws,r=abcd,p=cHJvb2Y=')}\r\n`, '‹›\r\n'],
    ],
  ],
  ['EXTERNAL', [['a1 AUTHENTICATE EXTERNAL Ym9i\r\n', 'a1 AUTHENTICATE EXTERNAL Ym9i\r\n']]],
  [
    'an unknown mechanism',
    [
      ['a1 AUTHENTICATE X-Y\r\n', 'a1 AUTHENTICATE X-Y\r\n'],
      ['Ym9i\r\n', '‹›\r\n'],
    ],
  ],
  [
    'a mechanism named like a property',
    [['a1 AUTHENTICATE constructor Ym9i\r\n', 'a1 AUTHENTICATE constructor ‹›\r\n']],
  ],
  [
    'empty answers and the cancelling one',
    [
      ['a1 AUTHENTICATE PLAIN =\r\n', 'a1 AUTHENTICATE PLAIN =\r\n'],
      ['\r\n', '\r\n'],
      ['*\r\n', '*\r\n'],
    ],
  ],
  [
    'what follows the answer to AUTHENTICATE',
    [
      ['a1 AUTHENTICATE PLAIN\r\n', 'a1 AUTHENTICATE PLAIN\r\n'],
      ['S a1 NO go away\r\n', 'a1 NO go away\r\n'],
      ['NOOP\r\n', 'NOOP\r\n'],
    ],
  ],
  [
    'a literal that the server refuses',
    [
      ['a1 LOGIN bob {6}\r\n', 'a1 LOGIN bob {6}\r\n'],
      ['S a1 BAD no\r\n', 'a1 BAD no\r\n'],
      ['a2 NOOP\r\n', 'a2 NOOP\r\n'],
    ],
  ],
  [
    'what a server repeats',
    [
      ['a1 LOGNI bob sesame\r\n', 'a1 LOGNI bob ‹›\r\n'],
      ['S a1 BAD what is "bob sesame"?\r\n', 'a1 BAD what is "bob ‹›"?\r\n'],
    ],
  ],
  [
    'a password of PLAIN that is sent again',
    [
      [`a1 AUTHENTICATE PLAIN ${plain}\r\n`, 'a1 AUTHENTICATE PLAIN ‹›\r\n'],
      ['S a1 NO sesame-4 is wrong\r\n', 'a1 NO ‹› is wrong\r\n'],
    ],
  ],
  [
    'a bearer token',
    [
      [
        `a1 AUTHENTICATE XOAUTH2 ${base64('user=bob\x01auth=Bearer ya29.x\x01\x01')}\r\n`,
        'a1 AUTHENTICATE XOAUTH2 ‹›\r\n',
      ],
      ['S a1 NO ya29.x\r\n', 'a1 NO ‹›\r\n'],
    ],
  ],
  [
    'a password that is the user name',
    [
      ['a1 LOGIN bob bob\r\n', 'a1 LOGIN bob ‹›\r\n'],
      ['S a1 OK bob is in\r\n', 'a1 OK bob is in\r\n'],
    ],
  ],
  [
    'the token of a URL',
    [
      [
        'a1 URLFETCH "imap://h/x/;uid=1;urlauth=user+bob:internal:91354a47"\r\n',
        'a1 URLFETCH "imap://h/x/;uid=1;urlauth=user+bob:internal:‹›"\r\n',
      ],
      [
        'S * GENURLAUTH "imap://h/;URLAUTH=anonymous:internal:0f"\r\n',
        '* GENURLAUTH "imap://h/;URLAUTH=anonymous:internal:‹›"\r\n',
      ],
    ],
  ],
  [
    'the token of a URL in a literal',
    [
      [
        'a1 URLFETCH {47+}\r\nimap://h/x/;uid=1;urlauth=anonymous:internal:99\r\n',
        'a1 URLFETCH {47+}\r\nimap://h/x/;uid=1;urlauth=anonymous:internal:‹›\r\n',
      ],
    ],
  ],
  [
    'a message that looks like a login',
    [
      [
        'a1 APPEND INBOX {21+}\r\na2 LOGIN bob sesame\r\n\r\n',
        'a1 APPEND INBOX {21+}\r\na2 LOGIN bob sesame\r\n\r\n',
      ],
    ],
  ],
  [
    'commands in one piece',
    [['a1 LOGIN bob sesame\r\na2 LIST "" *\r\n', 'a1 LOGIN bob ‹›\r\na2 LIST "" *\r\n']],
  ],
];

describe('a redactor', () => {
  it.each(sessions)('shows no secret in %s', (_, pieces) => {
    const redactor = createRedactor();
    const shown = pieces.map(([sent]) =>
      sent.startsWith('S ') ? redactor.server(sent.slice(2)) : redactor.client(sent),
    );
    expect(shown).toEqual(pieces.map(([, expected]) => encodeUtf8(expected.replaceAll('‹›', '‹redacted›'))));
  });

  it('keeps a secret that is only a placeholder, in a script', () => {
    const placeholderEnd = (octets: Octets, at: number) => octets.indexOf('}', at) + 1 || undefined;
    const redactor = createRedactor([], { placeholderEnd });
    for (const line of [
      'a1 LOGIN ${user} ${password}\r\n',
      'a1 LOGIN ${a b} "${password}"\r\n',
      'a1 AUTHENTICATE PLAIN ${token}\r\n',
    ]) {
      expect(redactor.client(line)).toBe(line);
    }
    expect(redactor.client('a1 LOGIN ${user} ${password}x\r\n')).toBe(
      encodeUtf8('a1 LOGIN ${user} ‹redacted›\r\n'),
    );
  });

  it('hides what it is told to hide from the start', () => {
    const redactor = createRedactor(['sesame']);
    expect(redactor.client('a1 NOOP sesame\r\n')).toBe(encodeUtf8('a1 NOOP ‹redacted›\r\n'));
    expect(redactor.server('* OK sesame\r\n')).toBe(encodeUtf8('* OK ‹redacted›\r\n'));
  });

  it('takes time in proportion to a hostile text', () => {
    for (const part of [
      'a NOOP\r\n',
      'a LOGIN b c\r\n',
      ';URLAUTH=',
      ';URLAUTH=a:b:c ',
      '"',
      'a:',
      '{0}\r\n',
      'secret',
      base64('secret'),
      `${base64('secret')}\r\n`,
    ]) {
      const redactor = createRedactor(['secret']);
      redactor.client(part.repeat(50_000));
      redactor.server(`* X ${part.repeat(50_000)}`);
      redactor.server(`* X ${part.repeat(50_000)}\r\n${part}`);
    }
  });

  it('never throws', () => {
    const piece = fc.stringMatching(
      /^(a1|LOGIN|AUTHENTICATE|PLAIN| |"|\\|\{[0-4]\+?\}|\r\n|\$\{x\}|;URLAUTH=a:b:c|[a-z]){0,20}$/,
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const redactor = createRedactor(['ab']);
        for (const sent of pieces) redactor.server(redactor.client(sent));
      }),
    );
  });
});

describe('the values to redact', () => {
  it.each<[string, string]>([
    ['LOGIN bob sesame-4!', 'LOGIN bob ‹›'],
    ['sesame-4!sesame-4! x', '‹› x'],
    ['imap://bob:sesame-4%21@host', 'imap://bob:‹›@host'],
    [`+ ${base64('sesame-4!')}`, '+ ‹›'],
    [`+ ${base64('\0bob\0sesame-4!')} x`, '+ ‹› x'],
    [`+ ${base64('\0bobb\0sesame-4!')}`, '+ ‹›'],
    [`+ ${base64('\0bobby\0sesame-4!more')}`, '+ ‹›'],
    [`+ ${base64('\0bob\0sesame-4!').slice(0, -2)} x`, '+ ‹› x'],
    ['sesame-4!\r\nEOM', '‹›\r\nEOM'],
    ['nothing', 'nothing'],
  ])('are hidden in %s', (octets, expected) => {
    expect(redactValues(octets, ['sesame-4!\r\n', ''])).toBe(
      encodeUtf8(expected.replaceAll('‹›', '‹redacted›')),
    );
  });

  it('are hidden in a literal, whose number then fits what is shown', () => {
    const octets = '* 1 FETCH (BODY[] {20}\r\nmy sesame-4!\r\nand so X ~{2}\r\nab)\r\n';
    const expected = encodeUtf8('* 1 FETCH (BODY[] {25}\r\nmy ‹redacted›\r\nand so X ~{2}\r\nab)\r\n');
    expect(redactValues(octets, ['sesame-4!'])).toBe(expected);
    expect(parseResponse(expected)).toMatchObject({ kind: 'data' });
  });

  it.each([8, 16, 60])(
    'are hidden in base64 folded after %i digits, and so is each of its lines',
    (width) => {
      const encoded = base64('\0bob\0sesame-4! and a lot more of it, so that lines end within it');
      const lines = encoded.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
      const redact = createValueRedactor(['sesame-4! and a lot more of it, so that lines end within it']);
      const octets = `Subject: it\r\n\r\n${lines.join('\r\n')}\r\n`;
      expect(redact(octets)).toBe(encodeUtf8('Subject: it\r\n\r\n‹redacted›\r\n'));
      for (const line of lines) expect(redact(`line 3: "${line}"`)).not.toContain(line);
      expect(redact('Subject: it')).toBe('Subject: it');
    },
  );

  it('are looked for in as many steps however often their base64 was folded in another way', () => {
    const redact = createValueRedactor(['sesame-4!sesame-4!']);
    const searches = vi.spyOn(String.prototype, 'indexOf');
    const steps = Array.from({ length: 300 }, (_, at) => {
      const encoded = base64(`${String(at).padStart(6, '0')}sesame-4!sesame-4!`);
      searches.mockClear();
      expect(redact(`${encoded.slice(0, 16)}\r\n${encoded.slice(16)}\r\n`)).toBe(
        encodeUtf8('‹redacted›\r\n'),
      );
      return searches.mock.calls.length;
    });
    searches.mockRestore();
    expect(new Set(steps).size).toBe(1);
  });

  it('are hidden, by the line, also when their base64 was folded in more ways than are kept', () => {
    const redact = createValueRedactor(['sesame-4!sesame-4!']);
    const lines = (at: number) => {
      const encoded = base64(`${'x'.repeat(900)}${String(at).padStart(6, '0')}sesame-4!sesame-4!`);
      return [encoded.slice(0, -16), encoded.slice(-16)] as const;
    };
    for (let at = 0; at < 400; at++) redact(`${lines(at).join('\r\n')}\r\n`);
    expect(redact(`line 3: "${lines(399)[0]}"`)).toBe(encodeUtf8('line 3: "‹redacted›"'));
    expect(redact('line 3: "short"')).toBe('line 3: "short"');
  });

  it('are hidden where their beginning is all there is', () => {
    const redact = createValueRedactor(['sesame-4!']);
    for (const form of ['sesame-4!', base64('sesame-4!'), 'sesame-4%21'])
      for (let length = 4; length < form.length; length++) {
        const octets = `a1 BAD "${form.slice(0, length)}`;
        expect(redact(octets, true)).toBe(encodeUtf8('a1 BAD "‹redacted›'));
      }
    expect(redact('a1 BAD open', true)).toBe('a1 BAD open');
  });

  it('are hidden in base64 that ends within them', () => {
    const secret = 'open, sesame-4! and more';
    const sent = base64(`\0bob\0${secret}`);
    for (let end = 24; end < sent.length; end++)
      expect(redactValues(`you sent ${sent.slice(0, end)}...`, [secret])).toBe(
        encodeUtf8('you sent ‹redacted›...'),
      );
  });

  it('are hidden in quoted form', () => {
    expect(redactValues('LOGIN bob "a\\"b\\\\c"', ['a"b\\c'])).toBe(encodeUtf8('LOGIN bob "‹redacted›"'));
  });

  it('hide whole words only when they are very short', () => {
    expect(redactValues('ab about (ab) cab', ['ab'])).toBe(encodeUtf8('‹redacted› about (‹redacted›) cab'));
  });

  it('do not stay in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii', minLength: 4 }).filter((secret) => /[^\r\n]/.test(secret)),
        fc.string({ unit: 'binary-ascii' }),
        fc.string({ unit: 'binary-ascii' }),
        (secret, before, after) => {
          const text = redactValues(before + secret + after, [secret]);
          expect(text.includes(secret)).toBe(false);
          const encoded = redactValues(base64(before + secret + after), [secret]);
          expect(Buffer.from(encoded, 'base64').toString('latin1').includes(secret)).toBe(false);
          const folded = base64(before + secret + after).replace(/.{4}/g, '$&\r\n');
          const shown = redactValues(folded, [secret]).replaceAll('\r\n', '');
          expect(Buffer.from(shown, 'base64').toString('latin1').includes(secret)).toBe(false);
        },
      ),
    );
  });
});
