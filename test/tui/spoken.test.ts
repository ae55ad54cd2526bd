import { describe, expect, it } from 'vitest';
import { openDiff, pressInDiff } from '../../src/tui/diff-commands.js';
import { openRun, pressInRun } from '../../src/tui/run-state.js';
import { speakDiff, speakRun } from '../../src/tui/spoken.js';
import { diffOfLines } from './support/diff-of-lines.js';
import { exampleRun } from './support/example-run.js';

const size = { columns: 80, rows: 24 };

const openLines = (lines: readonly string[], notes: readonly string[] = []) =>
  openDiff(
    {
      title: 't',
      diff: diffOfLines(lines),
      expectedName: 'e',
      actualName: 'a',
      failing: new Set(['status']),
      notesOf: () => notes,
    },
    size,
  );

describe('a row in sentences', () => {
  it.each([
    [
      'a status, and what the response code means',
      ['status! S a1 OK => a1 NO [AUTHENTICATIONFAILED] no'],
      /^Difference 1 of 1\.\nE status {2}another status than expected.*\n- S a1 OK\n\+ S a1 NO .*\n\[AUTHENTICATIONFAILED\] /,
    ],
    [
      'what a server is known to say',
      ['status! S a2 OK => a2 NO There is no replica for that mailbox on this server.'],
      /Exchange 2003 says this when the mailbox was moved to another server/,
    ],
    [
      'what did not come',
      ['- S * 1 EXISTS'],
      /W missing {2}expected, but it did not come {2}expected line 1\n- S \* 1 EXISTS$/,
    ],
    ['what was not expected', ['+ S * 1 EXPUNGE'], /W unexpected.*\n\+ S \* 1 EXPUNGE$/],
    ['a part that did not come', ['missing! S * FLAGS (a b) => * FLAGS (a)'], /a part of it did not come/],
    [
      'what came elsewhere',
      ['m S * 1 EXISTS'],
      /W order {2}came in another order {2}expected line 1, actual line 1\n {2}S \* 1 EXISTS$/,
    ],
    [
      'what came elsewhere and is another',
      ['valuem S * 1 EXISTS => * 2 EXISTS'],
      /W value {2}a value differs, and it came at another place.*\n- S \* 1 EXISTS\n\+ S \* 2 EXISTS$/,
    ],
    ['no difference', ['  S * 1 EXISTS'], /^No difference\.\nequal.*\n {2}S \* 1 EXISTS$/],
    ['nothing at all', [], /Both are empty\./],
  ])('%s', (_, lines, words) => {
    expect(speakDiff(openLines(lines))).toMatch(words);
  });

  it('counts equal lines that are folded', () => {
    const state = openLines([...'abcdef'].map((text) => `  S ${text}`).concat('- S g'));
    expect(speakDiff(pressInDiff(state, 'g'))).toContain('3 equal lines, o opens them.');
  });

  it('has the notes of the caller', () => {
    expect(speakDiff(openLines(['+ C a1 LOGIM'], ['Unknown command "LOGIM".']))).toContain(
      'Unknown command "LOGIM".',
    );
  });

  it('says what is typed, and the keys', () => {
    const state = openLines(['+ S * 1 EXISTS']);
    expect(speakDiff(['/', 'e'].reduce(pressInDiff, state))).toBe('search: e');
    expect(speakDiff(pressInDiff(state, '?'))).toContain('next difference');
  });
});

describe('a script of the run in a sentence', () => {
  it.each([
    [[], 'passed: capability.imap'],
    [
      ['tab'],
      'failed: fetch-envelope.imap\nlint: 2:4 error T003 Unknown command "FETHC".\nFETCH 12: UID is 4712',
    ],
    [['p', 'x'], 'path: x'],
    [['t', 'x'], 'command: x'],
    [['tab', 'u'], 'Make what came the transcript of fetch-envelope.imap? y or any other key'],
    [['G', 'enter'], 'unselect.imap has not run yet.'],
  ])('after %j: %s', (keys: readonly string[], words) => {
    expect(
      speakRun(
        keys.reduce(
          pressInRun,
          openRun(exampleRun(11), size, () => undefined),
        ),
      ),
    ).toBe(words);
  });
});
