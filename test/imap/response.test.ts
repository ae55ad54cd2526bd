import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Framer } from '../../src/imap/framer.js';
import { limits } from '../../src/imap/limits.js';
import { parseResponse, type Response, type ResponseSyntax, skimResponse } from '../../src/imap/response.js';
import type { Value } from '../../src/imap/value.js';
import { bytesOf, type Octets } from '../../src/text/octets.js';

/**
 * Values for reading: an atom is its text, a quoted string `['"', text]`, a literal `['{', text]`, a literal8
 * `['~', text]`, NIL null, and a list `{ list: […] }`.
 */
type Shown = string | null | readonly ['"' | '{' | '~', string] | { readonly list: readonly Shown[] };

const quoted = (text: string): Shown => ['"', text];
const literal = (text: string): Shown => ['{', text];
const list = (...items: Shown[]): Shown => ({ list: items });

const dataResponses: readonly (readonly [
  octets: Octets,
  name: string,
  number: number | undefined,
  values: readonly Shown[],
])[] = [
  // RFC 9051 and RFC 3501
  [
    '* CAPABILITY IMAP4rev1 AUTH=PLAIN LITERAL+ RIGHTS=kxte\r\n',
    'CAPABILITY',
    undefined,
    ['IMAP4rev1', 'AUTH=PLAIN', 'LITERAL+', 'RIGHTS=kxte'],
  ],
  ['* ENABLED\r\n', 'ENABLED', undefined, []],
  [
    '* LIST (\\Noselect) "/" ~/Mail/foo\r\n',
    'LIST',
    undefined,
    [list('\\Noselect'), quoted('/'), '~/Mail/foo'],
  ],
  ['* LIST () NIL {5}\r\na"b\\c\r\n', 'LIST', undefined, [list(), null, literal('a"b\\c')]],
  [
    '* LIST (\\HasChildren) "\\\\" "a \\"b\\" \\\\"\r\n',
    'LIST',
    undefined,
    [list('\\HasChildren'), quoted('\\'), quoted('a "b" \\')],
  ],
  ['* LIST () "/" [Gmail]/Alle\r\n', 'LIST', undefined, [list(), quoted('/'), '[Gmail]/Alle']],
  [
    '* LIST () "/" foo ("CHILDINFO" ("SUBSCRIBED"))\r\n',
    'LIST',
    undefined,
    [list(), quoted('/'), 'foo', list(quoted('CHILDINFO'), list(quoted('SUBSCRIBED')))],
  ],
  [
    '* NAMESPACE (("" "/")("#news." ".")) NIL nil\r\n',
    'NAMESPACE',
    undefined,
    [list(list(quoted(''), quoted('/')), list(quoted('#news.'), quoted('.'))), null, null],
  ],
  [
    '* STATUS blurdybloop (MESSAGES 231 UIDNEXT 44292)\r\n',
    'STATUS',
    undefined,
    ['blurdybloop', list('MESSAGES', '231', 'UIDNEXT', '44292')],
  ],
  ['* SEARCH\r\n', 'SEARCH', undefined, []],
  [
    '* SEARCH 2 84 882 (MODSEQ 917162500)\r\n',
    'SEARCH',
    undefined,
    ['2', '84', '882', list('MODSEQ', '917162500')],
  ],
  [
    '* ESEARCH (TAG "A282") UID MIN 2 ALL 2,10:15,*\r\n',
    'ESEARCH',
    undefined,
    [list('TAG', quoted('A282')), 'UID', 'MIN', '2', 'ALL', '2,10:15,*'],
  ],
  ['* FLAGS (\\Answered $Junk \\*)\r\n', 'FLAGS', undefined, [list('\\Answered', '$Junk', '\\*')]],
  ['* 172 EXISTS\r\n', 'EXISTS', 172, []],
  ['* 0 recent\r\n', 'RECENT', 0, []],
  ['* 44 EXPUNGE\r\n', 'EXPUNGE', 44, []],
  ['* VANISHED (EARLIER) 41,43:116\r\n', 'VANISHED', undefined, [list('EARLIER'), '41,43:116']],
  [
    '* 23 FETCH (FLAGS (\\Seen) UID 4827313 INTERNALDATE "17-Jul-1996 02:44:25 -0700" MODSEQ (12121231000))\r\n',
    'FETCH',
    23,
    [
      list(
        'FLAGS',
        list('\\Seen'),
        'UID',
        '4827313',
        'INTERNALDATE',
        quoted('17-Jul-1996 02:44:25 -0700'),
        'MODSEQ',
        list('12121231000'),
      ),
    ],
  ],
  // A section is one atom, whatever it holds
  [
    '* 1 FETCH (BODY[] {3}\r\n)\r\n FLAGS ())\r\n',
    'FETCH',
    1,
    [list('BODY[]', literal(')\r\n'), 'FLAGS', list())],
  ],
  [
    '* 1 FETCH (BODY[1.2.HEADER.FIELDS (FROM "X Y")]<0> "")\r\n',
    'FETCH',
    1,
    [list('BODY[1.2.HEADER.FIELDS (FROM "X Y")]<0>', quoted(''))],
  ],
  [
    '* 1 FETCH (body[HEADER.FIELDS ({2}\r\n])] NIL)\r\n',
    'FETCH',
    1,
    [list('body[HEADER.FIELDS ({2}\r\n])]', null)],
  ],
  [
    '* 1 FETCH (BINARY[1] ~{4}\r\n\0\x80\r\n BINARY.SIZE[1] 4)\r\n',
    'FETCH',
    1,
    [list('BINARY[1]', ['~', '\0\x80\r\n'], 'BINARY.SIZE[1]', '4')],
  ],
  // Structures
  [
    '* 1 FETCH (BODY (("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)("A" "B" ("N" "x") NIL NIL "8BIT" 9) "MIXED"))\r\n',
    'FETCH',
    1,
    [
      list(
        'BODY',
        list(
          list(quoted('TEXT'), quoted('PLAIN'), null, null, null, quoted('7BIT'), '5', '1'),
          list(quoted('A'), quoted('B'), list(quoted('N'), quoted('x')), null, null, quoted('8BIT'), '9'),
          quoted('MIXED'),
        ),
      ),
    ],
  ],
  [
    '* THREAD (2)(3 6 (4 23)(44 7 96))\r\n',
    'THREAD',
    undefined,
    [list('2'), list('3', '6', list('4', '23'), list('44', '7', '96'))],
  ],
  // Unknown and odd ones, as servers send them
  ['* 1 EXPUNGED\r\n', 'EXPUNGED', 1, []],
  ['* X-Thing {2+}\r\nab (c) d\r\n', 'X-THING', undefined, [literal('ab'), list('c'), 'd']],
  ['* 5\r\n', '5', undefined, []],
  ['*  3   EXISTS \r\n', 'EXISTS', 3, []],
  ['* STATUS Sent (UIDNEXT 107 ) \r\n', 'STATUS', undefined, ['Sent', list('UIDNEXT', '107')]],
  ['* LIST () "/" "D\\user"\n', 'LIST', undefined, [list(), quoted('/'), quoted('D\\user')]],
  ['* LIST () "/" K\xc3\xb6ln\r\n', 'LIST', undefined, [list(), quoted('/'), 'K\xc3\xb6ln']],
  ['* 1 FETCH (FLAGS (a{b} {} x~ ~y))\r\n', 'FETCH', 1, [list('FLAGS', list('a{b}', '{}', 'x~', '~y'))]],
  ['* LIST () "/" a{2}\r\nbc\r\n', 'LIST', undefined, [list(), quoted('/'), 'a', literal('bc')]],
  ['* QUOTAROOT "" ${x}\r\n', 'QUOTAROOT', undefined, [quoted(''), '${x}']],
];

const texts: readonly (readonly [
  octets: Octets,
  expected: { code?: string; values?: readonly Shown[]; [field: string]: unknown },
])[] = [
  [
    '* OK [ALERT] Careful {3}\r\n',
    { kind: 'status', status: 'OK', code: 'ALERT', text: 'Careful {3}', values: [] },
  ],
  ['* ok\r\n', { kind: 'status', status: 'OK', text: '' }],
  ['* PREAUTH hi\r\n', { kind: 'status', status: 'PREAUTH', text: 'hi' }],
  ['* BYE  two blanks "\r\n', { kind: 'status', status: 'BYE', text: ' two blanks "' }],
  [
    '* BAD Protocol Error: "Tag not found in command".\r\n',
    { kind: 'status', status: 'BAD', text: 'Protocol Error: "Tag not found in command".' },
  ],
  [
    'SELECT BAD Protocol Error: "x".\r\n',
    { kind: 'tagged', tag: 'SELECT', status: 'BAD', text: 'Protocol Error: "x".' },
  ],
  ['a1 OK\n', { kind: 'tagged', tag: 'a1', status: 'OK', text: '' }],
  [
    'a1 no [overquota] full\r\n',
    { kind: 'tagged', status: 'NO', text: 'full', code: 'OVERQUOTA', values: [] },
  ],
  [
    'a1 OK [COPYUID 38505 304,319:320 3956:3958] Done\r\n',
    {
      code: 'COPYUID 38505 304,319:320 3956:3958',
      values: ['38505', '304,319:320', '3956:3958'],
      text: 'Done',
    },
  ],
  [
    '* OK [PERMANENTFLAGS (\\Deleted \\*)]\r\n',
    { code: 'PERMANENTFLAGS (\\Deleted \\*)', values: [list('\\Deleted', '\\*')], text: '' },
  ],
  ['* OK [CAPABILITY IMAP4rev1 ID]hi\r\n', { code: 'CAPABILITY IMAP4rev1 ID', text: 'hi' }],
  [
    '* NO [NEWNAME {3}\r\na]b "c]"] moved\r\n',
    { code: 'NEWNAME {3}\r\na]b "c]"', values: [literal('a]b'), quoted('c]')], text: 'moved' },
  ],
  ["* NO [X-Why don't (] really\r\n", { code: "X-WHY don't (", values: ["don't", '('], text: 'really' }],
  ['* OK [not closed\r\n', { text: '[not closed' }],
  ['* OK [] x\r\n', { text: '[] x' }],
  ['* OK [ALERT]\r\n', { code: 'ALERT', text: '' }],
  ['+ idling\r\n', { kind: 'continuation', text: 'idling' }],
  ['+ \r\n', { kind: 'continuation', text: '' }],
  ['+\r\n', { kind: 'continuation', text: '' }],
  ['+ [X-A] go\r\n', { kind: 'continuation', code: 'X-A', text: 'go' }],
];

const malformed: readonly (readonly [octets: Octets, expected: string, at: number])[] = [
  ['\r\n', "'* ', '+ ' or a tag and OK, NO or BAD", 0],
  ['', "'* ', '+ ' or a tag and OK, NO or BAD", 0],
  ['*\r\n', "'* ', '+ ' or a tag and OK, NO or BAD", 0],
  ['HTTP/1.1 400 Bad Request\r\n', "'* ', '+ ' or a tag and OK, NO or BAD", 0],
  ['a1  OK done\r\n', "'* ', '+ ' or a tag and OK, NO or BAD", 0],
  ['* \r\n', 'the name of a response', 2],
  ['* (a)\r\n', 'the name of a response', 2],
  ['* LIST () "/" "foo\r\n', `'"' that ends the string`, 18],
  ['* LIST (\\Seen "/" foo\r\n', "')'", 21],
  ['* FLAGS (a))\r\n', "no ')' without its '('", 11],
  ['* 1 FETCH (BODY[TEXT "x")\r\n', "']'", 25],
  ['* X {5}\r\nabc', 'more octets in the literal', 12],
  [
    `* X ${'('.repeat(limits.nesting + 1)}`,
    `at most ${limits.nesting} parentheses in each other`,
    4 + limits.nesting,
  ],
];

describe('a response parser', () => {
  it.each(dataResponses)('reads %j as data', (octets, name, number, values) => {
    const response = parseResponse(octets);
    expect(response).toMatchObject({ kind: 'data', octets, name, number });
    expect(valuesOf(response).map(show)).toEqual(values);
  });

  it.each(texts)('reads %j as a text with or without a code', (octets, { code, values, ...expected }) => {
    const response = parseResponse(octets);
    expect(response).toMatchObject({ octets, ...expected });
    expect(codeOf(response)).toBe(code ?? '');
    if (values) expect(valuesOf(response).map(show)).toEqual(values);
  });

  it.each(malformed)('says what it expected in %j', (octets, expected, at) => {
    expect(parseResponse(octets)).toEqual({ kind: 'malformed', octets, expected, at });
  });

  it('reads back whatever data are written', () => {
    fc.assert(
      fc.property(fc.array(shownValue), (values) => {
        const response = parseResponse(`* X ${values.map(write).join(' ')}\r\n`);
        expect(valuesOf(response).map(show)).toEqual(values);
      }),
    );
  });

  it('says where each value stands', () => {
    for (const [octets] of dataResponses) {
      for (const value of flatten(valuesOf(parseResponse(octets)))) {
        const again = parseResponse(`* X ${octets.slice(value.start, value.end)}\r\n`);
        expect(valuesOf(again).map(show)).toEqual([show(value)]);
      }
    }
  });

  it('reads the deepest nesting that is allowed', () => {
    const depth = limits.nesting;
    expect(parseResponse(`* X ${'('.repeat(depth)}${')'.repeat(depth)}\r\n`).kind).toBe('data');
  });

  it('reads the same from bytes that come one at a time', () => {
    const octets = dataResponses.map(([one]) => one).join('');
    const framer = new Framer();
    const found: Response[] = [];
    for (const byte of bytesOf(octets)) {
      framer.receive(Uint8Array.of(byte));
      const framed = framer.next();
      if (framed?.kind === 'response') found.push(parseResponse(framed.octets));
    }
    expect(found).toEqual(dataResponses.map(([one]) => parseResponse(one)));
  });

  it('never throws, and keeps every octet', () => {
    const line = fc.stringMatching(
      /^(\* |\+ |a1 |OK |[0-9] |FETCH |BODY\[|\[|\]|"|\\|\(|\)|\{[0-3]\+?\}|\r?\n|~|\$\{[a-z ]?\}|NIL|[\x00-\xff]){0,30}$/,
    );
    fc.assert(
      fc.property(
        fc.oneof(
          line,
          fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) }),
        ),
        (octets) => {
          for (const syntax of [{}, expectation]) expect(parseResponse(octets, syntax).octets).toBe(octets);
        },
      ),
    );
  });

  it('takes time in proportion to a hostile line', () => {
    for (const part of ['BODY[', '{1', '"\\"', '[', '(', '${', '{1}\r\n']) {
      parseResponse(`* X ${part.repeat(100_000)}\r\n`, expectation);
      parseResponse(`* OK [X ${part.repeat(100_000)}\r\n`, expectation);
    }
  });
});

const octet = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const anyOctets = fc.string({ unit: octet });
const noLineEnds = anyOctets.map((text) => text.replace(/[\r\n]/g, ''));
const atom = fc.stringMatching(/^[!#&-'+-z|}]+$/).filter((text) => text.toUpperCase() !== 'NIL');

const { value: shownValue } = fc.letrec<{ value: Shown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    atom,
    fc.constant(null),
    noLineEnds.map((text): Shown => ['"', text]),
    anyOctets.map((text): Shown => ['{', text]),
    anyOctets.map((text): Shown => ['~', text]),
    fc.array(tie('value')).map((items): Shown => ({ list: items })),
  ),
}));

function write(value: Shown): Octets {
  if (value === null || typeof value === 'string') return value ?? 'NIL';
  if ('list' in value) return `(${value.list.map(write).join(' ')})`;
  const [form, text] = value;
  if (form === '"') return `"${text.replace(/["\\]/g, '\\$&')}"`;
  return `${form === '~' ? '~' : ''}{${text.length}}\r\n${text}`;
}

/** The placeholders of the language, as far as these tests need them. */
const expectation: ResponseSyntax = {
  placeholderEnd: (octets, at) =>
    (octets[at + 1] === '{' ? octets.slice(at, at + 50).indexOf('}') + 1 + at : at) || undefined,
};

const expectations: readonly (readonly [
  octets: Octets,
  expected: Partial<Response>,
  values: readonly Shown[],
])[] = [
  [
    '* LIST (${!\\Noselect} ${*}) "/" ${name}',
    { kind: 'data', name: 'LIST' },
    [list('${!\\Noselect}', '${*}'), quoted('/'), '${name}'],
  ],
  ['* ${n:number} EXISTS', { kind: 'data', name: 'EXISTS', number: undefined }, []],
  [
    '* ${n} FETCH (BODY[${s} ] "a ${x:/"/} b" UID ${a-1})',
    { kind: 'data', name: 'FETCH' },
    [list('BODY[${s} ]', quoted('a ${x:/"/} b'), 'UID', '${a-1}')],
  ],
  ['* X a${x:/( )/}b {${n}}', { kind: 'data', name: 'X' }, ['a${x:/( )/}b', '{${n}}']],
  ['* ${x} ${y}', { kind: 'data', name: '${y}' }, []],
  ['* OK [UIDVALIDITY ${v:/]/}] ${*}', { kind: 'status', text: '${*}' }, ['${v:/]/}']],
  ['${tag} OK [${_}] done in ${t}', { kind: 'tagged', tag: '${tag}', text: 'done in ${t}' }, []],
];

describe('an expectation', () => {
  it.each(expectations)('%j keeps its placeholders whole', (octets, expected, values) => {
    const response = parseResponse(octets, expectation);
    expect(response).toMatchObject(expected);
    expect(valuesOf(response).map(show)).toEqual(values);
  });

  it('keeps a placeholder that stands for the number', () => {
    expect(parseResponse('* ${n} EXISTS', expectation)).toMatchObject({
      numberAtom: { text: '${n}', start: 2, end: 6 },
    });
    expect(parseResponse('* 12 EXISTS', expectation)).toMatchObject({
      number: 12,
      numberAtom: { text: '12' },
    });
    expect(parseResponse('* ${n} EXISTS')).toMatchObject({ name: '${n}', values: [{ text: 'EXISTS' }] });
  });
});

function show(value: Value): Shown {
  switch (value.kind) {
    case 'atom':
      return value.text;
    case 'nil':
      return null;
    case 'list':
      return { list: value.items.map(show) };
    case 'string':
      return [value.form === 'quoted' ? '"' : value.form === 'literal' ? '{' : '~', value.text];
  }
}

function valuesOf(response: Response): readonly Value[] {
  if (response.kind === 'malformed') return [];
  return response.kind === 'data' ? response.values : (response.code?.values ?? []);
}

function codeOf(response: Response): string {
  const code = response.kind === 'data' || response.kind === 'malformed' ? undefined : response.code;
  return code ? [code.name, code.text].filter(Boolean).join(' ') : '';
}

function flatten(values: readonly Value[]): Value[] {
  return values.flatMap((value) => [value, ...(value.kind === 'list' ? flatten(value.items) : [])]);
}

describe('a response that is skimmed', () => {
  const piece = fc.constantFrom(
    '* ',
    '1 ',
    'FETCH ',
    '(',
    ')',
    '"',
    'a',
    ' NIL ',
    '{1}\r\n',
    'OK ',
    '[',
    ']',
    'BODY[',
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => `* ${pieces.join('')}\r\n`);

  it('says the same as one that is read, when it is asked', () => {
    fc.assert(
      fc.property(text, (octets) => {
        const read = parseResponse(octets);
        const skimmed = skimResponse(octets);
        expect(skimmed.kind).toBe(read.kind);
        if (read.kind === 'data' && skimmed.kind === 'data') {
          const { name, number, numberAtom, values } = skimmed;
          expect({ kind: 'data', octets, name, number, numberAtom, values }).toEqual(read);
        } else {
          const code = 'code' in skimmed ? skimmed.code : undefined;
          const own = code ? { code: { name: code.name, text: code.text, values: code.values } } : {};
          expect({ ...skimmed, ...own }).toEqual(read);
        }
      }),
    );
  });
});
