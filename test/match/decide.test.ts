import { describe, expect, it } from 'vitest';
import { decide, type RowDecision } from '../../src/match/decide.js';
import { diffTranscripts } from '../../src/match/diff.js';
import { isDifferent } from '../../src/match/is-different.js';
import { parseScript } from '../../src/script/parser.js';
import { createSource } from '../../src/text/source.js';

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
