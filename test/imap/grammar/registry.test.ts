import { describe, expect, it } from 'vitest';
import { commands, findCommand, nearestCommand } from '../../../src/imap/registry.js';

describe('the table of commands', () => {
  it('has each name once', () => {
    const names = commands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(commands)('says where $name is allowed and defined, and how it is written', (command) => {
    expect(command.states.length).toBeGreaterThan(0);
    expect(command.section).not.toBe('');
    expect(command.syntax.startsWith(command.name)).toBe(true);
  });

  it.each([
    ['select', 'SELECT'],
    ['uid fetch', 'UID FETCH'],
    ['Uid eXpunge', 'UID EXPUNGE'],
    ['x-gm-thing', undefined],
    ['uid', undefined],
    ['', undefined],
    ['toString', undefined],
  ])('finds %s as %s', (written, name) => {
    expect(findCommand(written)?.name).toBe(name);
  });

  it.each([
    ['SELLECT', 'SELECT'],
    ['FECTH', 'FETCH'],
    ['capabilty', 'CAPABILITY'],
    ['LOGUOT', 'LOGOUT'],
    ['LSIT', 'LIST'],
    ['AUTH', 'AUTHENTICATE'],
    ['QUIT', undefined],
    ['EHLO', undefined],
    ['', undefined],
    ['A'.repeat(1000), undefined],
  ])('takes %s for %s', (written, name) => {
    expect(nearestCommand(written)).toBe(name);
  });
});
