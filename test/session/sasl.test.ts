import { describe, expect, it } from 'vitest';
import { chooseBinding } from '../../src/session/channel-binding.js';
import { chooseMechanism, mechanisms, offersBinding } from '../../src/session/sasl/index.js';
import type { Attempt } from '../../src/session/sasl/mechanism.js';
import { saslprep } from '../../src/session/sasl/saslprep.js';
import { encodeUtf8, type Octets } from '../../src/text/octets.js';

/** An exchange as a document shows it: `C` the client's messages, `S` the server's, without base64. */
interface Example {
  readonly name: string;
  readonly from: string;
  readonly attempt: Partial<Attempt>;
  /** What goes with the command; undefined when the server speaks first. */
  readonly initial: Octets | undefined;
  readonly exchange?: readonly (readonly [challenge: Octets, answer: Octets | undefined])[];
  readonly isProven?: boolean;
  readonly complaint?: string;
}

const fromBase64 = (text: string) => Buffer.from(text, 'base64').toString('latin1');
const scramUser = { user: 'user', password: 'pencil' };
const nonce1 = 'fyko+d2lbbFgONRv9qkxdawL';
const nonce256 = 'rOprNGfwEbeRWgbNEkqO';

const examples: readonly Example[] = [
  {
    name: 'PLAIN',
    from: 'RFC 4616 §4',
    attempt: { user: 'tim', password: 'tanstaaftanstaaf' },
    initial: '\0tim\0tanstaaftanstaaf',
  },
  {
    name: 'LOGIN',
    from: 'draft-murchison-sasl-login-00 §2.1',
    attempt: { user: 'tim', password: 'tanstaaftanstaaf' },
    initial: undefined,
    exchange: [
      ['User Name\0', 'tim'],
      ['Password\0', 'tanstaaftanstaaf'],
      ['Another?', undefined],
    ],
  },
  {
    name: 'CRAM-MD5',
    from: 'RFC 2195 §2',
    attempt: { user: 'tim', password: 'tanstaaftanstaaf' },
    initial: undefined,
    exchange: [
      [
        fromBase64('PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+'),
        fromBase64('dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw'),
      ],
    ],
  },
  {
    name: 'SCRAM-SHA-1',
    from: 'RFC 5802 §5',
    attempt: { ...scramUser, nonce: nonce1 },
    initial: `n,,n=user,r=${nonce1}`,
    exchange: [
      [
        `r=${nonce1}3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096`,
        `c=biws,r=${nonce1}3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=`,
      ],
      ['v=rmF9pqV8S7suAoZWja4dJRkFsKQ=', ''],
    ],
    isProven: true,
  },
  {
    name: 'SCRAM-SHA-256',
    from: 'RFC 7677 §3',
    attempt: { ...scramUser, nonce: nonce256 },
    initial: `n,,n=user,r=${nonce256}`,
    exchange: [
      [
        `r=${nonce256}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`,
        `c=biws,r=${nonce256}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=`,
      ],
      ['v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=', ''],
    ],
    isProven: true,
  },
  {
    name: 'OAUTHBEARER',
    from: 'RFC 7628 §4.1',
    attempt: {
      user: 'user@example.com',
      password: 'vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==',
      host: 'server.example.com',
      port: 143,
    },
    initial: fromBase64(
      'bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB',
    ),
  },
  {
    name: 'OAUTHBEARER',
    from: 'RFC 7628 §4.3, refused',
    attempt: { user: 'user@example.com', password: 'token', host: 'server.example.com', port: 143 },
    initial: 'n,a=user@example.com,\x01host=server.example.com\x01port=143\x01auth=Bearer token\x01\x01',
    exchange: [['{"status":"invalid_token","scope":"example_scope"}', '\x01']],
    complaint: '{"status":"invalid_token","scope":"example_scope"}',
  },
  {
    name: 'XOAUTH2',
    from: 'XOAUTH2 Protocol (Google), "The SASL XOAUTH2 Mechanism"',
    attempt: { user: 'someuser@example.com', password: 'ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg' },
    initial: fromBase64(
      'dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==',
    ),
    exchange: [['{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}', '']],
    complaint: '{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}',
  },
  { name: 'ANONYMOUS', from: 'RFC 4505 §3', attempt: { user: 'sirhc' }, initial: fromBase64('c2lyaGM=') },
  {
    name: 'EXTERNAL',
    from: 'RFC 4422 §A.4, as somebody else',
    attempt: { user: 'fred@example.com' },
    initial: 'fred@example.com',
  },
  { name: 'EXTERNAL', from: 'RFC 4422 §A.4, as oneself', attempt: { user: '' }, initial: '' },
];

const nobody: Attempt = {
  user: '',
  password: '',
  nonce: 'n',
  host: 'mail.example.com',
  port: 143,
  binding: undefined,
  isBindingOffered: false,
};

function start(name: Octets, attempt: Partial<Attempt>) {
  const mechanism = mechanisms.find((each) => each.name === name);
  if (!mechanism) throw new Error(`There is no ${name}.`);
  return mechanism.start({ ...nobody, ...attempt });
}

describe('a mechanism', () => {
  it.each(examples)('$name says what $from shows', (example) => {
    const exchange = start(example.name, example.attempt);
    expect(exchange.initial).toBe(example.initial);
    for (const [challenge, answer] of example.exchange ?? []) expect(exchange.answer(challenge)).toBe(answer);
    expect(exchange.isProven).toBe(example.isProven);
    expect(exchange.complaint).toBe(example.complaint);
  });

  it.each(mechanisms.filter(({ isBound }) => !isBound))('$name has an example', ({ name }) => {
    expect(examples.some((example) => example.name === name)).toBe(true);
  });

  it.each(mechanisms)('$name does not answer for ever', ({ name }) => {
    const exchange = start(name, {});
    const answers = Array.from({ length: 10 }, () => exchange.answer('+'));
    expect(answers.at(-1)).toBeUndefined();
  });
});

describe('SCRAM', () => {
  const first = `r=${nonce1}3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096`;

  it.each([
    ['another nonce', first.replace(nonce1, 'somebody-elses')],
    ['nothing added to the nonce', first.replace('3rfcNHYJY1ZVvWVs7j', '')],
    ['few iterations', first.replace('4096', '1')],
    ['endless iterations', first.replace('4096', '999999999')],
    ['no salt', first.replace(/,s=[^,]*/, '')],
    ['a mandatory extension', `m=unknown,${first}`],
    ['words', 'go ahead'],
  ])('does not answer a challenge with %s', (_, challenge) => {
    expect(start('SCRAM-SHA-1', { ...scramUser, nonce: nonce1 }).answer(challenge)).toBeUndefined();
  });

  it.each([
    ['another proof', 'v=AAAApqV8S7suAoZWja4dJRkFsKQ=', undefined],
    ['an error', 'e=invalid-proof', 'invalid-proof'],
  ])('does not believe a server with %s', (_, final, complaint) => {
    const exchange = start('SCRAM-SHA-1', { ...scramUser, nonce: nonce1 });
    exchange.answer(first);
    expect(exchange.answer(final)).toBeUndefined();
    expect(exchange).toMatchObject({ isProven: false });
    expect(exchange.complaint).toBe(complaint);
  });

  it('escapes what separates its attributes', () => {
    expect(start('SCRAM-SHA-1', { user: 'a,b=c' }).initial).toBe('n,,n=a=2Cb=3Dc,r=n');
  });

  const binding = { type: 'tls-exporter', data: '\x01\xff' } as const;

  it.each([
    ['SCRAM-SHA-1', undefined, false, 'n,,'],
    ['SCRAM-SHA-1', binding, false, 'y,,'],
    ['SCRAM-SHA-1', binding, true, 'n,,'],
    ['SCRAM-SHA-256-PLUS', binding, true, 'p=tls-exporter,,'],
    ['SCRAM-SHA-1-PLUS', binding, true, 'p=tls-exporter,,'],
  ])(
    'under the name %s with binding %j, offered %s, begins with %s',
    (name, bound, isBindingOffered, header) => {
      const exchange = start(name, { ...scramUser, nonce: nonce1, binding: bound, isBindingOffered });
      expect(exchange.initial).toBe(`${header}n=user,r=${nonce1}`);
      const data = header.startsWith('p') ? '\x01\xff' : '';
      expect(/^c=([^,]*),/.exec(exchange.answer(first) ?? '')?.[1]).toBe(
        Buffer.from(header + data, 'latin1').toString('base64'),
      );
    },
  );
});

describe('the choice', () => {
  const all = new Set(mechanisms.map(({ name }) => `AUTH=${name}`));
  const without = (...names: Octets[]) => new Set([...all].filter((word) => !names.includes(word.slice(5))));
  const plus = ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-1-PLUS'];
  const scram = [...plus, 'SCRAM-SHA-256', 'SCRAM-SHA-1'];
  const secure = { named: undefined, mayShow: true, canBind: true };
  const clear = { named: undefined, mayShow: false, canBind: false };

  it.each([
    ['everything in TLS', all, secure, 'SCRAM-SHA-256-PLUS'],
    ['SHA-1 with binding before SHA-256 without', without('SCRAM-SHA-256-PLUS'), secure, 'SCRAM-SHA-1-PLUS'],
    ['everything in the clear', all, clear, 'SCRAM-SHA-256'],
    ['no binding', without(...plus), secure, 'SCRAM-SHA-256'],
    ['SCRAM-SHA-1', without(...plus, 'SCRAM-SHA-256'), secure, 'SCRAM-SHA-1'],
    ['CRAM-MD5 and less', without(...scram), clear, 'CRAM-MD5'],
    ['PLAIN and LOGIN in TLS', without(...scram, 'CRAM-MD5'), secure, 'PLAIN'],
    ['PLAIN and LOGIN in the clear', without(...scram, 'CRAM-MD5'), clear, undefined],
    ['LOGIN', new Set(['AUTH=LOGIN']), secure, 'LOGIN'],
    ['tokens only', new Set(['AUTH=XOAUTH2', 'AUTH=OAUTHBEARER']), secure, undefined],
    ['nothing', new Set<string>(), secure, undefined],
    ['all, one named', all, { ...secure, named: 'XOAUTH2' }, 'XOAUTH2'],
    ['all, a token named in the clear', all, { ...clear, named: 'XOAUTH2' }, undefined],
    ['all, EXTERNAL named', all, { ...clear, named: 'EXTERNAL' }, 'EXTERNAL'],
    ['all, binding named without TLS', all, { ...clear, named: 'SCRAM-SHA-1-PLUS' }, undefined],
    ['another one than is named', new Set(['AUTH=PLAIN']), { ...secure, named: 'CRAM-MD5' }, undefined],
  ])('of %s', (_, offered, choice, name) => {
    expect(chooseMechanism(offered, choice)?.name).toBe(name);
  });

  it('knows whether binding is offered', () => {
    expect([all, without(...plus)].map(offersBinding)).toEqual([true, false]);
  });

  it.each([
    [{}, undefined, undefined],
    [{ 'tls-server-end-point': 'e', 'tls-exporter': 'x' }, undefined, { type: 'tls-exporter', data: 'x' }],
    [{ 'tls-server-end-point': 'e', 'tls-unique': 'u' }, undefined, { type: 'tls-unique', data: 'u' }],
    [
      { 'tls-server-end-point': 'e', 'tls-exporter': 'x' },
      'tls-server-end-point',
      { type: 'tls-server-end-point', data: 'e' },
    ],
    [{ 'tls-exporter': 'x' }, 'tls-unique', undefined],
  ] as const)('of bindings %j, wanted %s', (bindings, wanted, chosen) => {
    expect(chooseBinding(bindings, wanted)).toEqual(chosen);
  });
});

describe('saslprep', () => {
  it.each([
    ['I\u00adX', 'IX', 'RFC 4013 §3: SOFT HYPHEN mapped to nothing'],
    ['user', 'user', 'RFC 4013 §3: no transformation'],
    ['USER', 'USER', 'RFC 4013 §3: case is kept'],
    ['\u00aa', 'a', 'RFC 4013 §3: output is NFKC'],
    ['\u2168', 'IX', 'RFC 4013 §3: output is NFKC, and matches the first'],
    ['pass\u00a0word', 'pass word', 'RFC 4013 §2.1: other spaces'],
    ['e\u0301', '\u00e9', 'composed'],
  ])('makes %j %j (%s)', (text, prepared) => {
    expect(saslprep(encodeUtf8(text))).toBe(encodeUtf8(prepared));
  });
});
