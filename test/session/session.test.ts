import { describe, expect, it } from 'vitest';
import { Session } from '../../src/session/session.js';
import { describeStranger } from '../../src/session/stranger.js';
import { bytesOf } from '../../src/text/octets.js';

describe('a session', () => {
  it.each([
    ['the greeting', '* OK [CAPABILITY IMAP4rev1 Idle] hi\r\n', ['IMAP4REV1', 'IDLE']],
    ['a tagged answer', 'a1 OK [CAPABILITY MOVE] in\r\n', ['MOVE']],
    ['a CAPABILITY response', '* CAPABILITY IMAP4rev2 AUTH=PLAIN\r\n', ['IMAP4REV2', 'AUTH=PLAIN']],
    ['nothing else', '* OK CAPABILITY hi\r\n', undefined],
  ])('knows what a server can from %s', (_, octets, words) => {
    const session = new Session();
    session.receive(bytesOf(octets));
    session.read();
    expect(session.capabilities && [...session.capabilities]).toEqual(words);
  });

  it('forgets it when TLS stands', () => {
    const session = new Session();
    session.receive(bytesOf('* OK [CAPABILITY IMAP4rev1] hi\r\n'));
    session.read();
    session.secured();
    expect(session.capabilities).toBeUndefined();
    expect(session.state.secure).toBe(true);
  });

  it('keeps the first failure, after what came before it', () => {
    const session = new Session();
    session.receive(bytesOf('* BYE\r\n'));
    session.fail({ code: 'reset', message: 'first', hint: '' });
    session.fail({ code: 'closed', message: 'second', hint: '' });
    expect(session.read()).toMatchObject({ kind: 'status', status: 'BYE' });
    expect(session.failure?.message).toBe('first');
  });
});

describe('the first octets of another protocol', () => {
  it.each([
    ['\x15\x03\x01', 'tls'],
    ['220 MX', 'not-imap'],
    ['+OK', 'not-imap'],
    ['HTTP/1.0 200', 'not-imap'],
    ['SSH-2.0', 'not-imap'],
    ['* OK', undefined],
    ['22', undefined],
  ])('%j are %s', (octets, code) => {
    expect(describeStranger(octets)?.code).toBe(code);
  });
});
