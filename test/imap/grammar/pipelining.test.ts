import { describe, expect, it } from 'vitest';
import { pipelineConflict } from '../../../src/imap/pipelining.js';
import { findCommand } from '../../../src/imap/registry.js';

describe('what may be sent before the answers', () => {
  it.each([
    ['', 'FETCH', undefined, undefined],
    ['FETCH', 'STORE', undefined, undefined],
    ['SEARCH', 'FETCH', undefined, undefined],
    ['STORE', 'UID FETCH', undefined, undefined],
    ['NOOP', 'UID FETCH', undefined, undefined],
    ['NOOP', 'FETCH', 'NOOP', 'numbers'],
    ['UID FETCH', 'FETCH', 'UID FETCH', 'numbers'],
    ['UID SEARCH', 'STORE', 'UID SEARCH', 'numbers'],
    ['FETCH EXPUNGE', 'COPY', 'EXPUNGE', 'numbers'],
    ['SELECT', 'SEARCH', 'SELECT', 'numbers'],
    ['SELECT', 'LIST', undefined, undefined],
    ['STARTTLS', 'CAPABILITY', 'STARTTLS', 'alone'],
    ['LOGIN', 'SELECT', 'LOGIN', 'alone'],
    ['NOOP IDLE', 'NOOP', 'IDLE', 'alone'],
    ['LOGOUT', 'NOOP', 'LOGOUT', 'alone'],
  ])('after %s, %s', (sent, next, waitFor, reason) => {
    const unanswered = (sent.match(/UID \w+|\w+/g) ?? []).map((name) => findCommand(name)!);
    const conflict = pipelineConflict(unanswered, findCommand(next)!);
    expect([conflict?.waitFor.name, conflict?.reason]).toEqual([waitFor, reason]);
  });
});
