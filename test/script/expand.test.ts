import { describe, expect, it } from 'vitest';
import { fillTemplate, type Variables } from '../../src/script/expand.js';
import { lineTemplate } from '../../src/script/line-template.js';
import { parseScript } from '../../src/script/parser.js';
import { createSource } from '../../src/text/source.js';

const values: Record<string, string> = {
  user: 'bob',
  password: 's3cret"\\ x',
  plain: 'pass',
  empty: '',
  nil: 'nil',
  umlaut: 'm\xc3\xbcller',
  uid: '41',
  huge: '18446744073709551615',
  evil: 'x\r\na2 DELETE INBOX',
  nul: 'a\0b',
  'env:HOME': '/home/bob',
};
const variables: Variables = {
  find: (name) => {
    const octets = values[name];
    return octets === undefined ? undefined : { octets, secret: name === 'password' };
  },
  names: () => Object.keys(values),
};

describe('a client line', () => {
  it.each([
    ['a1 NOOP', 'a1 NOOP'],
    ['', ''],
    ['a1 LOGIN ${user} ${plain:astring}', 'a1 LOGIN bob pass'],
    ['a1 LOGIN ${user:astring} ${password:astring}', 'a1 LOGIN bob "s3cret\\"\\\\ x"'],
    ['a1 LOGIN x ${empty:astring}', 'a1 LOGIN x ""'],
    ['a1 LOGIN x ${nil:astring}', 'a1 LOGIN x "nil"'],
    ['a1 UID FETCH ${uid+1}:${huge+1} FLAGS', 'a1 UID FETCH 42:18446744073709551616 FLAGS'],
    ['a1 UID FETCH ${uid-41} FLAGS', 'a1 UID FETCH 0 FLAGS'],
    ['a1 SELECT ${env:HOME}', 'a1 SELECT /home/bob'],
    ['a1 SELECT $user {user} $${user}', 'a1 SELECT $user {user} $bob'],
  ])('%j is sent as %j', (text, octets) => {
    expect(fillTemplate(text, variables)).toMatchObject({ kind: 'filled', octets });
  });

  it.each([
    ['a1 LOGIN ${usr} x', 'S012', 'Unknown variable "usr". Did you mean "user"?'],
    [
      'a1 LOGIN ${subject}',
      'S012',
      'Unknown variable "subject". Give it with %set subject = value or --var subject=value.',
    ],
    [
      'a1 LOGIN ${env:NOWHERE_AT_ALL}',
      'S012',
      'Unknown variable "env:NOWHERE_AT_ALL". The environment has none of this name.',
    ],
    [
      'a1 ${evil}',
      'S013',
      'The value of "evil" holds CR, which cannot be sent here: a value may not end the line.',
    ],
    [
      'a1 ${evil:astring}',
      'S013',
      'The value of "evil" holds CR, which cannot be sent here: a value may not end the line.',
    ],
    [
      'a1 ${nul}',
      'S013',
      'The value of "nul" holds NUL, which cannot be sent here: a value may not end the line.',
    ],
    ['a1 ${user+1}', 'S013', 'Expected a number of at most 20 digits to add to in "${user+1}".'],
    ['a1 ${uid-42}', 'S013', '"${uid-42}" is less than 0.'],
    ['a1 ${_}', 'S014', '"${_}" stands for what a server says. Expected a variable, such as ${name}.'],
    ['a1 ${*}', 'S014', '"${*}" stands for what a server says. Expected a variable, such as ${name}.'],
    ['a1 ${a b}', 'S007', 'Invalid placeholder "${a b}".'],
  ])('%j is refused', (text, code, message) => {
    expect(fillTemplate(text, variables)).toMatchObject({ kind: 'problem', problem: { code, message } });
  });

  it('says which octets are secret', () => {
    const filled = fillTemplate('a1 LOGIN ${user} ${password}', variables);
    expect(filled).toMatchObject({ secrets: [{ start: 13, end: 23 }] });
  });

  it('says which octets only a literal can hold', () => {
    const filled = fillTemplate('a1 LOGIN ${umlaut:astring} x', variables);
    expect(filled).toMatchObject({ octets: 'a1 LOGIN m\xc3\xbcller x', literals: [{ start: 9, end: 16 }] });
  });

  it('has its placeholders found before its escapes are undone', () => {
    const { items } = parseScript(createSource('x.imap', 'C\\: a1 \\x24{user} ${user}\\x00'));
    const line = items[0]?.kind === 'client' ? items[0].segments[0]?.line : undefined;
    expect(line?.text).toBe('a1 ${user} ${user}\0');
    const filled = fillTemplate(line ? lineTemplate(line) : '', variables);
    expect(filled).toMatchObject({ octets: 'a1 ${user} bob\0' });
  });
});

describe("a literal's content", () => {
  it.each([
    ['literal', '${evil}', { kind: 'filled', octets: 'x\r\na2 DELETE INBOX' }],
    ['literal', '${nul}', { kind: 'problem' }],
    ['literal8', '${nul}', { kind: 'filled', octets: 'a\0b' }],
    ['literal', '${password:astring}', { kind: 'filled', octets: 's3cret"\\ x' }],
  ] as const)('of a %s: %j', (destination, text, filled) => {
    expect(fillTemplate(text, variables, destination)).toMatchObject(filled);
  });
});
