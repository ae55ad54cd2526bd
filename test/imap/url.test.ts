import { describe, expect, it } from 'vitest';
import { isThisMachine, parseServerUrl, printServerUrl } from '../../src/imap/url.js';

const none = { user: undefined, password: undefined, mechanism: undefined, mailbox: undefined };

describe('the URL of a server', () => {
  it.each([
    ['imap://mail.example.com', { scheme: 'imap', host: 'mail.example.com', port: 143, ...none }],
    ['imaps://mail.example.com', { scheme: 'imaps', host: 'mail.example.com', port: 993, ...none }],
    ['imap+starttls://127.0.0.1:1430/', { scheme: 'imap+starttls', host: '127.0.0.1', port: 1430, ...none }],
    ['IMAPS://Mail.Example.com:1', { scheme: 'imaps', host: 'Mail.Example.com', port: 1, ...none }],
    ['imap://[::1]:143', { scheme: 'imap', host: '::1', port: 143, ...none }],
    ['imaps://bob@host', { scheme: 'imaps', host: 'host', port: 993, ...none, user: 'bob' }],
    [
      'imaps://bob%40example.com@host',
      { scheme: 'imaps', host: 'host', port: 993, ...none, user: 'bob@example.com' },
    ],
    [
      'imap://bob;AUTH=plain@host',
      { scheme: 'imap', host: 'host', port: 143, ...none, user: 'bob', mechanism: 'PLAIN' },
    ],
    ['imap://bob;AUTH=*@host', { scheme: 'imap', host: 'host', port: 143, ...none, user: 'bob' }],
    ['imap://;AUTH=*@host', { scheme: 'imap', host: 'host', port: 143, ...none }],
    [
      'imap://host/gray-council',
      { scheme: 'imap', host: 'host', port: 143, ...none, mailbox: 'gray-council' },
    ],
    [
      'imap://host/a%20b/c;UIDVALIDITY=385759045/',
      { scheme: 'imap', host: 'host', port: 143, ...none, mailbox: 'a b/c' },
    ],
  ])('%s is read', (text, url) => {
    expect(parseServerUrl(text)).toEqual({ kind: 'url', url, warnings: [] });
  });

  it.each([
    ['mail.example.com', 'Expected a URL such as imaps://mail.example.com or imap://127.0.0.1:143.'],
    ['pop3://host', 'Unknown scheme "pop3": expected imap://, imap+starttls:// or imaps://.'],
    ['imap://', 'Expected a host such as mail.example.com or [::1] with an optional port, found "".'],
    ['imap://::1', 'Expected a host such as mail.example.com or [::1] with an optional port, found "::1".'],
    [
      'imaps://bob:hidden/and#more@host',
      'Expected a URL such as imaps://mail.example.com or imap://127.0.0.1:143. In a user or a password "/" is written %2F, "?" %3F, "#" %23 and "@" %40.',
    ],
    [
      'imaps://bob:hidden/more@host',
      'Expected a host such as mail.example.com or [::1] with an optional port. In a user or a password "/" is written %2F, "?" %3F, "#" %23 and "@" %40.',
    ],
    [
      'imaps://bob:hid@den@host:x',
      'Expected a host such as mail.example.com or [::1] with an optional port, found "host:x".',
    ],
    ['imap://host:70000', 'Expected a port from 1 to 65535, found 70000.'],
    ['imap://host:0', 'Expected a port from 1 to 65535, found 0.'],
    ['imap://bob%4@host', 'Expected %XX with two hexadecimal digits after every %.'],
  ])('%s is refused', (text, message) => {
    expect(parseServerUrl(text)).toEqual({ kind: 'problem', message });
  });

  it('takes an "@" that is not escaped for a part of the login', () => {
    const parsed = parseServerUrl('imaps://bob@example.com:p@w@host');
    expect(parsed).toMatchObject({
      kind: 'url',
      url: { user: 'bob@example.com', password: 'p@w', host: 'host' },
    });
  });

  it('takes a password with a warning, and does not print it', () => {
    const parsed = parseServerUrl('imaps://bob:p%3Aw@[::1]/INBOX');
    expect(parsed).toMatchObject({ kind: 'url', url: { user: 'bob', password: 'p:w' } });
    if (parsed.kind !== 'url') return;
    expect(parsed.warnings).toHaveLength(1);
    expect(printServerUrl(parsed.url)).toBe('imaps://[::1]:993');
  });

  it.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['localhost', true],
    ['LOCALHOST', true],
    ['[::1]', true],
    ['192.168.0.1', false],
    ['127.example.com', false],
    ['localhost.example.com', false],
    ['notlocalhost', false],
  ])('knows that %s stays on this machine: %s', (host, expected) => {
    const parsed = parseServerUrl(`imap://${host}`);
    expect(parsed.kind === 'url' && isThisMachine(parsed.url)).toBe(expected);
  });
});
