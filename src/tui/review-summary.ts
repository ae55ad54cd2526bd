import type { DiffLine } from '../match/diff.js';
import { cell, type Line } from './line.js';
import { type Decision, decisionsOfFile, type FileReview } from './review-decisions.js';
import { isDifference } from './rows.js';
import type { Role } from './theme.js';
import { wrapBehind } from './wrap-behind.js';

/** So many rows of a file are shown; the counts above them are of all. */
const mostShown = 200;

/** What will be written, file by file: all of each line, be it in several of the screen. */
export function summaryLines(files: readonly FileReview[], columns = Infinity): Line[] {
  return files.flatMap((review) => {
    const written = decisionsOfFile(review)
      .filter(({ decision }) => decision !== 'reject' && decision !== 'skip')
      .flatMap(({ from, to, decision }) =>
        Array.from({ length: to - from }, (_, at) => ({ row: from + at, decision })),
      )
      .filter(({ row }) => isDifference(review.file.diff.rows[row]!));
    const lines = written
      .slice(0, mostShown)
      .flatMap((each) => writtenLines(each.row, each.decision, review))
      .flatMap(({ mark, text, role }) => wrapBehind(mark, text, role, columns));
    const rest = written.length - mostShown;
    return [summaryLine(review), ...lines, ...(rest > 0 ? [[cell(`     and ${rest} more`, 'dim')]] : [])];
  });
}

interface WrittenLine {
  readonly mark: string;
  readonly text: string;
  readonly role: Role;
}

/** A line of the transcript as it is and as it will be. */
function writtenLines(at: number, decision: Decision, { file }: FileReview): WrittenLine[] {
  const row = file.diff.rows[at];
  if (!row) return [];
  const before = row.kind === 'actual' ? [] : [removedLine(speak(row.expected))];
  if (decision === 'accept')
    return [...before, ...(row.kind === 'expected' ? [] : [addedLine(speak(row.actual))])];
  const after = file.rewrite?.(at, decision === 'ignore' ? 'ignore' : 'mask') ?? [];
  return decision === 'ignore' ? after.slice(0, 1).map(addedLine) : [...before, ...after.map(addedLine)];
}

function speak({ from, text }: DiffLine): string {
  return `${{ client: 'C: ', server: 'S: ', other: '' }[from]}${text}`;
}

function removedLine(text: string): WrittenLine {
  return { mark: '     - ', text, role: 'expected' };
}

function addedLine(text: string): WrittenLine {
  return { mark: '     + ', text, role: 'actual' };
}

const words: readonly (readonly [Decision, string])[] = [
  ['accept', 'accepted'],
  ['mask', 'masked'],
  ['ignore', 'ignored'],
  ['reject', 'rejected'],
  ['skip', 'left for later'],
];

function summaryLine({ path, decisions }: FileReview): Line {
  const counts = words.flatMap(([decision, word]) => {
    const count = [...decisions.values()].filter((each) => each === decision).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return [cell(`   ${path}`, 'strong'), cell(`  ${counts.join(', ') || 'left as it is'}`, 'dim')];
}
