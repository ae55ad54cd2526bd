import type { DiffLine, DiffRow, TranscriptDiff } from '../../../src/match/diff.js';
import type { MismatchClass } from '../../../src/script/ast.js';

/**
 * A diff from what it would look like: two marks (` ` equal, `~` matched, `-` and `+` one side only, `!` changed and `m` moved,
 * with ` => ` between the sides), `C` or `S`, and the text. A class may stand in front: `text! S a1 OK => a1 OK done`.
 */
export function diffOfLines(lines: readonly string[]): TranscriptDiff {
  let expected = 0;
  let actual = 0;
  const rows = lines.map((each): DiffRow => {
    const [, named = '', mark = ' ', who = 'S', text = ''] =
      /^([a-z]*?)([ ~!m+-]) ([CS]) (.*)$/s.exec(each) ?? [];
    const line = (shown: string, number: number): DiffLine => ({
      number,
      from: who === 'C' ? 'client' : 'server',
      text: shown,
    });
    const kind = named as MismatchClass;
    if (mark === '-') return { kind: 'expected', class: kind || 'missing', expected: line(text, ++expected) };
    if (mark === '+') return { kind: 'actual', class: kind || 'unexpected', actual: line(text, ++actual) };
    const [left = '', right = left] = text.split(' => ');
    const both = { expected: line(left, ++expected), actual: line(right, ++actual) };
    if (mark === 'm') return { kind: 'moved', class: kind || 'order', ...both };
    if (mark === '!') return { kind: 'changed', class: kind || 'value', ...both };
    return { kind: mark === '~' ? 'matched' : 'equal', ...both };
  });
  return { rows, coarse: false };
}

/** A session of so many commands; every tenth has differences. */
export function longDiff(commands: number): TranscriptDiff {
  const lines: string[] = [];
  for (let number = 1; number <= commands; number++) {
    lines.push(`  C a${number} UID FETCH ${number} (FLAGS INTERNALDATE RFC822.SIZE)`);
    const fetch = `* ${number} FETCH (UID ${number} FLAGS (\\Seen) RFC822.SIZE 4423 INTERNALDATE "17-Jul-1996 02:44:25 -0700")`;
    lines.push(
      number % 10 === 0 ? `! S ${fetch} => ${fetch.replace('\\Seen', '\\Answered')}` : `  S ${fetch}`,
    );
    if (number % 20 === 0) lines.push('- S * 17 EXISTS', '+ S * 13 EXPUNGE');
    lines.push(`~ S a${number} OK \${*} => a${number} OK Fetch completed (0.001 + 0.000 secs).`);
  }
  return diffOfLines(lines);
}

/** The session of the mock-ups: a FETCH with other flags, an EXPUNGE nobody asked for, an EXISTS that did not come. */
export const fetchDiff = diffOfLines([
  ...Array.from({ length: 23 }, (_, number) => `  S * ${number + 1} RECENT`),
  '  C a7 SELECT INBOX',
  '  S * 18 EXISTS',
  '~ S * OK [UIDVALIDITY ${v:number}] ${*} => * OK [UIDVALIDITY 1467812] UIDs valid',
  '~ S a7 OK [READ-WRITE] ${*} => a7 OK [READ-WRITE] SELECT completed',
  '  S * 1 FETCH (UID 4700)',
  '  C a8 UID FETCH 4711:4712 (FLAGS INTERNALDATE RFC822.SIZE)',
  '! S * 12 FETCH (UID 4711 FLAGS (\\Seen \\Answered)) => * 12 FETCH (UID 4712 FLAGS (\\Seen))',
  '  S * 13 FETCH (UID 4713 INTERNALDATE "17-Jul-1996 02:44:25 -0700" RFC822.SIZE 4423 FLAGS (\\Seen))',
  '+ S * 13 EXPUNGE',
  'text! S a8 OK FETCH completed => a8 OK FETCH done',
  ...Array.from({ length: 120 }, (_, number) => `  S * ${number + 1} FETCH (UID ${number + 4000})`),
  '  C a9 NOOP',
  '- S * 17 EXISTS',
  '  S a9 OK NOOP completed',
]);
