import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type RowDecision } from '../../src/match/decide.js';
import { diffTranscripts } from '../../src/match/diff.js';
import { isDifferent } from '../../src/match/is-different.js';
import { parseScript } from '../../src/script/parser.js';
import { createSource, type Source } from '../../src/text/source.js';

const before = createSource(
  't',
  'C: a1 NOOP\nS: * OK [UIDVALIDITY ${v}] x\nS: * 3 EXISTS\nS: a1 OK done\nC: a2 NOOP\nS: a2 OK\n',
);
const after = createSource(
  't.new',
  'C: a1 NOOP\nS: * OK [UIDVALIDITY 7] x\nS: * 4 EXISTS\nS: * 1 RECENT\nS: a1 OK done\nC: a2 NOOP\nS: a2 NO\n',
);
const diff = diffTranscripts(parseScript(before), parseScript(after));
const different = diff.rows.flatMap(({ kind }, index) =>
  kind === 'equal' || kind === 'matched' ? [] : [index],
);

function decided(...decisions: RowDecision['decision'][]) {
  return decide(
    diff,
    before,
    after,
    decisions.map((decision, index) => ({
      from: different[index] ?? 0,
      to: (different[index] ?? 0) + 1,
      decision,
    })),
  );
}

describe('what was decided in a review', () => {
  it('has three differences to begin with', () => expect(different).toHaveLength(3));

  it('takes what was accepted, and leaves patterns alone', () => {
    expect(decided('accept', 'accept', 'accept')).toEqual({
      transcript:
        'C: a1 NOOP\nS: * OK [UIDVALIDITY ${v}] x\nS: * 4 EXISTS\nS: * 1 RECENT\nS: a1 OK done\nC: a2 NOOP\nS: a2 NO\n',
      pending: undefined,
    });
  });

  it('changes nothing when everything is rejected', () => {
    expect(decided('reject', 'reject', 'reject')).toEqual({ transcript: before.text, pending: undefined });
  });

  it('keeps what is not decided as pending', () => {
    expect(decided('accept', 'reject', 'skip')).toEqual({
      transcript: before.text.replace('3 EXISTS', '4 EXISTS'),
      pending: before.text.replace('3 EXISTS', '4 EXISTS').replace('a2 OK', 'a2 NO'),
    });
    expect(decided().transcript).toBe(before.text);
  });

  it('loses no line of a message that has other lines on the other side', () => {
    const one = createSource('t', '* LIST () "/" {3}\nfoo\na1 OK x\n');
    const other = createSource('t.new', '* LIST () "/" foo\na1 OK y\n');
    const rows = diffTranscripts(parseScript(one), parseScript(other));
    expect(decide(rows, one, other, [{ from: 1, to: 2, decision: 'accept' }])).toEqual({
      transcript: '* LIST () "/" {3}\nfoo\na1 OK y\n',
      pending: undefined,
    });
  });
});

describe('what moved', () => {
  const expected = createSource(
    't',
    'a1 FETCH 1:3 UID\n* 1 X\n* 2 FETCH (UID 2)\n* 3 FETCH (UID 3)\na1 OK\n',
  );
  const actual = createSource(
    't.new',
    'a1 FETCH 1:3 UID\n* 3 FETCH (UID 3)\n* 1 X\n* 2 FETCH (UID 2)\na1 OK\n',
  );
  const moved = diffTranscripts(parseScript(expected), parseScript(actual));
  const row = moved.rows.findIndex(({ kind }) => kind === 'moved');
  const decidedTo = (decision: RowDecision['decision']) =>
    decide(moved, expected, actual, [{ from: row, to: row + 1, decision }]);

  it('stands where it came once that is accepted', () => {
    expect(moved.rows.filter(isDifferent)).toHaveLength(1);
    expect(decidedTo('accept')).toEqual({ transcript: actual.text, pending: undefined });
  });

  it('stays where it was expected when that is rejected', () => {
    expect(decidedTo('reject')).toEqual({ transcript: expected.text, pending: undefined });
  });

  it('is pending as long as it is left open', () => {
    expect(decidedTo('skip')).toEqual({ transcript: expected.text, pending: actual.text });
  });
});

describe('whatever was decided about any two transcripts', () => {
  const line = fc.constantFrom(
    'a1 NOOP',
    'a1 OK done',
    'a2 NOOP',
    'a2 OK done',
    '* 3 EXISTS',
    '* 1 FETCH (FLAGS (\\Seen))',
    '* 1 FETCH (FLAGS ())',
    '* 2 FETCH (UID 7)',
    '* LIST () "/" {3}\nfoo',
    '* OK [UIDNEXT 8] x',
  );
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((each) => `${each}\n`).join(''));
  const choice = fc.constantFrom('accept' as const, 'reject' as const, 'skip' as const);
  const decideAll = (texts: readonly [string, string], choose: (row: number) => RowDecision['decision']) => {
    const [expected, actual] = texts.map((each) => createSource('t', each)) as [Source, Source];
    const found = diffTranscripts(parseScript(expected), parseScript(actual));
    const rows = found.rows.flatMap((each, at) => (isDifferent(each) ? [at] : []));
    const decisions = rows.map((at) => ({ from: at, to: at + 1, decision: choose(at) }));
    return decide(found, expected, actual, decisions);
  };
  const compare = (one: string, other: string) =>
    diffTranscripts(parseScript(createSource('t', one)), parseScript(createSource('t', other))).rows;

  it('all accepted is what came, all rejected is what was expected', () => {
    fc.assert(
      fc.property(text, text, (expected, actual) => {
        fc.pre(compare(expected, actual).every(({ kind }) => kind !== 'matched'));
        expect(decideAll([expected, actual], () => 'accept')).toEqual({
          transcript: actual,
          pending: undefined,
        });
        const rejected = decideAll([expected, actual], () => 'reject');
        expect(rejected).toEqual({ transcript: expected, pending: undefined });
        expect(decideAll([expected, actual], () => 'skip').transcript).toBe(expected);
      }),
    );
  });

  it('every line of the result is a line of one of the two', () => {
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(choice, { minLength: 1, maxLength: 9 }),
        (expected, actual, choices) => {
          const known = new Set([...expected.split('\n'), ...actual.split('\n')]);
          const { transcript, pending } = decideAll(
            [expected, actual],
            (row) => choices[row % choices.length]!,
          );
          for (const each of [transcript, pending ?? ''])
            for (const shown of each.split('\n')) expect(known.has(shown) || shown === '').toBe(true);
        },
      ),
    );
  });
});

describe('what is rewritten in a review', () => {
  const texts = {
    expected: '# mine\nC: a1 NOOP\nS: * 3 EXISTS\nS: a1 OK done\n',
    actual: 'C: a1 NOOP\nS: * 4 EXISTS\nS: a1 OK gone\n',
  };

  it('takes what came from then on, and leaves nothing pending', () => {
    const [expected, actual] = [createSource('t', texts.expected), createSource('t.new', texts.actual)];
    const { rows, ...rest } = diffTranscripts(parseScript(expected), parseScript(actual));
    const [exists = 0, done = 0] = rows.flatMap((row, at) => (row.kind === 'changed' ? [at] : []));
    const after = decide({ rows, ...rest }, expected, actual, [
      { from: exists, to: exists + 1, decision: 'mask' },
      { from: done, to: done + 1, decision: 'ignore' },
    ]);
    expect(after).toEqual({
      transcript: '# mine\nC: a1 NOOP\nS: * ${exists} EXISTS\n%ignore text\nS: a1 OK done\n',
      pending: undefined,
    });
    const again = diffTranscripts(parseScript(createSource('t', after.transcript)), parseScript(actual));
    expect(again.rows.filter(isDifferent)).toEqual([]);
  });
});
