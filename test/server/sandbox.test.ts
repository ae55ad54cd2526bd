import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/server/sandbox.js';
import { hear, talk } from '../support/talk.js';

const capabilities =
  'IMAP4rev1 AUTH=PLAIN SASL-IR STARTTLS ID ENABLE CONDSTORE IDLE LITERAL+ NAMESPACE MOVE UIDPLUS UNSELECT SPECIAL-USE CREATE-SPECIAL-USE';

describe('the sandbox', () => {
  const printed = [
    vi.spyOn(console, 'error'),
    vi.spyOn(process.stderr, 'write'),
    vi.spyOn(process.stdout, 'write'),
  ];
  const login = 'a1 LOGIN alice wonderland\r\n';
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it('tells where it is and who may log in', () => {
    expect(sandbox.url).toBe(`imap://127.0.0.1:${sandbox.port}`);
    expect([sandbox.user, sandbox.password]).toEqual(['alice', 'wonderland']);
  });

  it.each([
    ['a1 CAPABILITY\r\n', `* CAPABILITY ${capabilities}\r\na1 OK Completed\r\n`],
    ['a1 AUTHENTICATE PLAIN AGFsaWNlAHdvbmRlcmxhbmQ=\r\n', 'a1 OK User logged in\r\n'],
    ['a1 LOGIN alice wrong\r\n', 'a1 NO Login failed: authentication failure\r\n'],
    ['SELECT INBOX\r\n', 'SELECT BAD Invalid command INBOX\r\n'],
    [
      'a1  NOOP\r\n',
      '* BAD [SYNTAX] Unexpected whitespace at position 3\r\na1 BAD Error parsing command\r\n',
    ],
    ['a1 FETCH 1 FLAGS\r\n', 'a1 BAD Select mailbox first\r\n'],
  ])('answers %j before the login', async (command, answer) => {
    expect(await talk(sandbox, [command])).toBe(`* OK Hoodiecrow ready for rumble\r\n${answer}`);
  });

  it.each([
    ['a2 LIST "" *\r\n', '* LIST (\\HasNoChildren \\Drafts) "/" "Drafts"\r\n'],
    ['a2 SELECT INBOX\r\n', '* 5 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1001]\r\n* OK [UIDNEXT 6]\r\n'],
    ['a2 STATUS Drafts (MESSAGES UIDVALIDITY)\r\n', '* STATUS Drafts (MESSAGES 1 UIDVALIDITY 1004)\r\n'],
    ['a2 ID NIL\r\n', '* ID ("name" "tagline sandbox")\r\n'],
    ['a2 SELECT __proto__\r\n', 'a2 NO The sandbox cannot do this\r\n'],
    ['a2 SELECT Nope\r\n', 'a2 NO Mailbox does not exist\r\n'],
    ['a2 APPEND Nope {2+}\r\nhi\r\n', 'a2 NO Mailbox does not exist\r\n'],
  ])('answers %j after the login', async (command, answer) => {
    expect(await talk(sandbox, [login, command, 'a3 NOOP\r\n'])).toContain(answer);
  });

  it('answers a part of a text with where it begins', async () => {
    const heard = await talk(sandbox, [login, 'a2 EXAMINE INBOX\r\n', 'a3 FETCH 1:2 BODY.PEEK[]<0.5>\r\n']);
    expect(heard).toContain('* 1 FETCH (BODY[]<0> {5}\r\nDate:)\r\n* 2 FETCH (BODY[]<0> {5}\r\nDate:)\r\n');
  });

  it('keeps the stack of an error to itself', async () => {
    const heard = await talk(sandbox, [login, 'a2 SELECT INBOX\r\n', 'a3 SEARCH FOO\r\n', 'a4 NOOP\r\n']);
    expect(heard).toContain(
      '\r\na3 NO Error: NO Invalid query element: FOO (Failure)\r\na4 OK Completed\r\n',
    );
  });

  it('ends a connection whose line has no end', async () => {
    expect(await talk(sandbox, [`a1 ${'x'.repeat(2_000_000)}`])).toMatch(/\r\n\* BYE Line too long\r\n$/);
  });

  it('turns to TLS after STARTTLS, with a certificate for localhost', async () => {
    const plain = connect(sandbox.port, sandbox.host);
    await hear(plain, /^\* OK .*\r\n/);
    plain.write('a1 STARTTLS\r\n');
    await hear(plain, /^a1 OK .*\r\n/);
    const secure = connectTls({ socket: plain, servername: 'localhost', ca: sandbox.certificate });
    secure.write('a2 CAPABILITY\r\n');
    expect(await hear(secure, /^a2 OK/m)).toContain(
      `* CAPABILITY ${capabilities.replace(' STARTTLS', '')}\r\n`,
    );
    secure.destroy();
  });

  it('has the same mail again after each start, and ends with its connections, IDLE and TLS included', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const cleared = vi.spyOn(globalThis, 'clearTimeout');
    const first = await startSandbox();
    const clients = [connect(first.port, first.host), connect(first.port, first.host)] as const;
    await Promise.all(clients.map((client) => hear(client, /^\* OK/)));
    const closed = clients.map((client) => new Promise((resolve) => client.once('close', resolve)));
    clients[0].write(`${login}a2 SELECT INBOX\r\na3 STORE 1 +FLAGS (\\Deleted)\r\na4 EXPUNGE\r\na5 IDLE\r\n`);
    expect(await hear(clients[0], /^\+ idling/m)).toContain('* OK [HIGHESTMODSEQ 5]\r\n');
    clients[1].write('a1 STARTTLS\r\n');
    await hear(clients[1], /^a1 OK/);
    await first.stop();
    await Promise.all(closed);
    const long = timers.mock.results.filter((_, at) => Number(timers.mock.calls[at]?.[1]) > 600_000);
    expect(long).toHaveLength(1);
    for (const { value } of long) expect(cleared).toHaveBeenCalledWith(value);
    timers.mockRestore();
    cleared.mockRestore();

    const second = await startSandbox();
    expect(await talk(second, [login, 'a2 SELECT INBOX\r\n'])).toContain('* 5 EXISTS\r\n');
    await second.stop();
    await expect(talk(second, [])).rejects.toThrow('ECONNREFUSED');
  });

  it('prints nothing', () => {
    for (const print of printed) expect(print).not.toHaveBeenCalled();
  });
});
