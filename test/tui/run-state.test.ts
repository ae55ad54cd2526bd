import { describe, expect, it } from 'vitest';
import { diffOfResult } from '../../src/tui/diff-of-result.js';
import { KeyDecoder } from '../../src/tui/key-decoder.js';
import { lineText } from '../../src/tui/line.js';
import { linesOf } from '../../src/tui/page.js';
import { runFrame } from '../../src/tui/run-frame.js';
import type { ScriptRow } from '../../src/tui/run-model.js';
import {
  openRun,
  pressInRun,
  type RunState,
  resizeRun,
  shownScripts,
  updateRun,
} from '../../src/tui/run-state.js';
import { chooseTheme } from '../../src/tui/theme.js';
import { fetchDiff } from './support/diff-of-lines.js';
import { exampleRun } from './support/example-run.js';

const { glyphs } = chooseTheme({});

const subjectOf = ({ path }: ScriptRow) =>
  path === 'capability.imap'
    ? undefined
    : { title: path, diff: fetchDiff, expectedName: 'e', actualName: 'a', failing: new Set([]) };

const type = (keys: string, count = 11): RunState => {
  const decoder = new KeyDecoder();
  const start = openRun(exampleRun(count), { columns: 80, rows: 24 }, subjectOf);
  return [...decoder.decode(keys), ...decoder.flush()].reduce(pressInRun, start);
};

const shown = (state: RunState): string => linesOf(runFrame(state, glyphs)).map(lineText).join('\n');

describe('keys in the run view', () => {
  it.each([
    ['', 'capability.imap'],
    ['j', 'login-plain.imap'],
    ['jjk', 'login-plain.imap'],
    ['kkk', 'capability.imap'],
    ['G', 'unselect.imap'],
    ['Gjjg', 'capability.imap'],
    ['\t', 'fetch-envelope.imap'],
    ['\t\t', 'idle-timeout.imap'],
    ['\t\t\t', 'fetch-envelope.imap'],
    ['\x1b[Z', 'idle-timeout.imap'],
    ['psearch\r', 'search-charset.imap'],
    ['psearch\x1b', 'search-charset.imap'],
    ['F', 'fetch-envelope.imap'],
    ['tsearch\r', 'search-charset.imap'],
    ['tsearch\rpcap\r', 'search-charset.imap'],
    ['\t\rqj', 'idle-timeout.imap'],
    ['\t\r\tq', 'idle-timeout.imap'],
  ])('%j lead to %s', (keys, path) => {
    expect(type(keys).selected).toBe(path);
  });

  it.each([
    ['f', { kind: 'rerun', paths: ['fetch-envelope.imap', 'idle-timeout.imap'] }],
    ['jr', { kind: 'rerun', paths: ['login-plain.imap'] }],
    ['plogin\ra', { kind: 'rerun', paths: ['login-plain.imap'] }],
    ['c', { kind: 'cancel' }],
    ['\tuy', { kind: 'accept', path: 'fetch-envelope.imap' }],
    ['\tun', undefined],
    ['uy', undefined],
    ['Ry', { kind: 'record', path: 'capability.imap' }],
    ['Rn', undefined],
    ['cj', undefined],
    ['pa', undefined],
  ])('%j order %j', (keys, order) => {
    expect(type(keys).orders[0]).toEqual(order);
  });

  it.each([
    ['\r', 'There is nothing to compare for capability.imap.'],
    ['G\r', 'unselect.imap has not run yet.'],
    ['pnowhere\r', 'No script is shown.'],
    ['plist\r', 'shown: list'],
    ['\t', ' lint      2:4 error T003 Unknown command "FETHC".'],
    ['\t', ' E value      - 4 * 12 FETCH (UID 4711 FLAGS (\\Seen))'],
    ['\t', '              +   * 12 FETCH (UID 4712 FLAGS (\\Seen))'],
    ['tsort\r', 'shown: sort'],
    ['u', 'Nothing is pending for this script; R makes what comes now its transcript.'],
    ['R', 'Run capability.imap and make what comes its transcript? y'],
    ['\tu', 'Make what came the transcript of fetch-envelope.imap? y'],
  ])('%j say %s', (keys, words) => {
    expect(shown(type(keys))).toContain(words);
  });

  it('takes the filter away first when one goes back, and quits after that', () => {
    expect(type('plist\rq').closed).toBe(false);
    expect(shownScripts(type('plist\rq'))).toHaveLength(11);
    expect(type('plist\rqq').closed).toBe(true);
  });

  it('shows in the open diff what came last, and lets one type on', () => {
    const { scripts, ...rest } = exampleRun(11);
    const again = (state: RunState): RunState => {
      const rows = scripts.map((row) => ({ ...row, progress: { ...row.progress } }));
      return updateRun(
        { ...state, diffOf: (row) => ({ ...subjectOf(row)!, title: 'once more' }) },
        { ...rest, scripts: rows },
      );
    };
    const searching = again(type('\t\r]/exp'));
    expect(shown(searching)).toContain('once more');
    expect(shown(searching)).toContain('/exp');
    expect(searching.opened?.cursor).toBe(type('\t\r]').opened?.cursor);
    expect(shown(pressInRun(pressInRun(searching, 'u'), 'enter'))).toMatch(/▸.*EXPUNGE/);
    expect(shown(again(type('\t\r?')))).toContain('any other key');
    expect(shown(pressInRun(searching, 'escape'))).toContain('difference 2 of 4');
  });

  it('says of what passed at last at which try it did', () => {
    const model = exampleRun(1);
    const [row] = model.scripts;
    if (row?.progress.kind !== 'done') throw new Error('The example has changed.');
    const { result } = row.progress;
    const progress = { kind: 'done', result: { ...result, earlier: [result, result] } } as const;
    expect(shown(updateRun(type(''), { ...model, scripts: [{ ...row, progress }] }))).toContain(
      'passed at try 3',
    );
  });

  it('cuts a note that is too long, and says so', () => {
    expect(shown(type(''))).toMatch(/needs CONDSTORE, wh\w*…$/m);
  });

  it('counts what there is and nothing else where there is little room', () => {
    const text = shown(resizeRun(type(''), { columns: 40, rows: 10 }));
    expect(text.split('\n').at(-1)).toBe(' ✓ 3 ✗ 1 ! 1 ~ 1 ● 2 ○ 3      1/11 4.1s ');
  });

  it('keeps the cursor on its script while scripts come and go', () => {
    const state = type('jjj');
    const { scripts, ...rest } = exampleRun(11);
    const without = updateRun(state, { ...rest, scripts: scripts.slice(2) });
    expect(without.selected).toBe('fetch-envelope.imap');
    expect(updateRun(without, { ...rest, scripts: [] }).selected).toBe('fetch-envelope.imap');
    expect(shown(updateRun(without, { ...rest, scripts: [] }))).toContain('No script is shown.');
  });
});

describe('a run as a diff', () => {
  it('has what was said, and the differences beside it', () => {
    const row = exampleRun(4).scripts[3];
    if (row?.progress.kind !== 'done') throw new Error('The example has changed.');
    const { diff, notes } = diffOfResult(row.progress.result);
    const { rows } = diff;
    expect(rows.map((each) => `${each.kind} ${each.kind === 'expected' ? '' : each.actual.text}`)).toEqual([
      'equal * OK ready',
      'equal a1 LOGIN bob ‹redacted›',
      'equal a1 OK',
      'equal a2 FETCH 12 (UID FLAGS)',
      'changed * 12 FETCH (UID 4712 FLAGS (\\Seen))',
      'equal a2 OK done',
    ]);
    expect([...notes.values()]).toEqual([['FETCH 12: UID is 4712']]);
  });

  it('ends with the reason when it could not go on', () => {
    const row = exampleRun(5).scripts[4];
    if (row?.progress.kind !== 'done') throw new Error('The example has changed.');
    const { rows } = diffOfResult(row.progress.result).diff;
    expect(rows.at(-1)).toMatchObject({
      kind: 'actual',
      actual: { text: 'no answer within 5 s to a4 IDLE' },
    });
  });
});
