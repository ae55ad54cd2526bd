import { describe, expect, it } from 'vitest';
import { findCommand } from '../../../src/imap/registry.js';
import { advance, type ConnectionState, greet, initialState, missingStep } from '../../../src/imap/state.js';

const loggedIn: ConnectionState = { ...initialState, phase: 'authenticated' };
const selected: ConnectionState = { ...loggedIn, phase: 'selected', mailbox: 'INBOX', hasSelected: true };
const over: ConnectionState = { ...initialState, phase: 'logged-out' };

describe('the state of a connection', () => {
  it.each<[string, ConnectionState, string, string, Partial<ConnectionState>]>([
    ['LOGIN bob x', initialState, 'OK', '', { phase: 'authenticated' }],
    ['LOGIN bob x', initialState, 'NO', '', { phase: 'not-authenticated' }],
    ['AUTHENTICATE PLAIN', initialState, 'OK', '', { phase: 'authenticated' }],
    ['LOGIN bob x', selected, 'OK', '', { phase: 'selected', mailbox: 'INBOX' }],
    ['STARTTLS', initialState, 'OK', '', { phase: 'not-authenticated', secure: true }],
    [
      'SELECT "Sent Items" (CONDSTORE)',
      loggedIn,
      'OK',
      'READ-WRITE',
      { phase: 'selected', mailbox: '"Sent Items"' },
    ],
    ['SELECT INBOX', loggedIn, 'OK', 'read-only', { phase: 'selected', readOnly: true }],
    ['EXAMINE INBOX', loggedIn, 'OK', '', { phase: 'selected', readOnly: true, hasSelected: true }],
    ['SELECT Nowhere', selected, 'NO', '', { phase: 'authenticated', mailbox: undefined, hasSelected: true }],
    ['SELECT Nowhere', loggedIn, 'NO', '', { phase: 'authenticated' }],
    ['SELECT', selected, 'BAD', '', { phase: 'selected', mailbox: 'INBOX' }],
    ['CLOSE', selected, 'OK', '', { phase: 'authenticated', mailbox: undefined }],
    ['UNSELECT', selected, 'OK', '', { phase: 'authenticated' }],
    ['ENABLE condstore UTF8=ACCEPT', loggedIn, 'OK', '', { enabled: ['CONDSTORE', 'UTF8=ACCEPT'] }],
    ['COMPRESS DEFLATE', loggedIn, 'OK', '', { compressed: true }],
    ['UNAUTHENTICATE', { ...selected, secure: true }, 'OK', '', { phase: 'not-authenticated', secure: true }],
    ['LOGOUT', selected, 'OK', '', { phase: 'logged-out', mailbox: undefined }],
    ['FETCH 1 FLAGS', selected, 'OK', '', { phase: 'selected', mailbox: 'INBOX' }],
    ['XYZZY', selected, 'OK', '', { phase: 'selected' }],
  ])('after %s', (line, before, status, code, after) => {
    const [name = '', ...rest] = line.split(' ');
    const outcome = { status: status as 'OK', code };
    expect(advance(before, { name, argumentText: rest.join(' ') }, outcome)).toMatchObject(after);
  });

  it.each([
    ['OK', 'not-authenticated'],
    ['PREAUTH', 'authenticated'],
    ['BYE', 'logged-out'],
  ] as const)('after a greeting %s is %s', (greeting, phase) => {
    expect(greet(initialState, greeting).phase).toBe(phase);
  });

  it.each<[string, ConnectionState, ReturnType<typeof missingStep>]>([
    ['NOOP', initialState, undefined],
    ['LOGIN', initialState, undefined],
    ['SELECT', initialState, 'log-in'],
    ['FETCH', initialState, 'log-in'],
    ['FETCH', loggedIn, 'select'],
    ['UID STORE', loggedIn, 'select'],
    ['FETCH', selected, undefined],
    ['LIST', selected, undefined],
    ['LOGIN', loggedIn, 'log-out'],
    ['STARTTLS', selected, 'log-out'],
    ['ENABLE', selected, 'close'],
    ['NOOP', over, 'new-connection'],
  ])('allows %s or tells the step that is missing', (name, state, step) => {
    expect(missingStep(findCommand(name)!, state)).toBe(step);
  });
});
