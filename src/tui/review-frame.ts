import type { DiffLine } from '../match/diff.js';
import { diffFrame, helpFrame, ruleLine } from './diff-frame.js';
import type { Frame } from './frame.js';
import { keyLine } from './help-lines.js';
import { layoutOf } from './layout.js';
import { cell, fitLine, type Line, spreadLine } from './line.js';
import {
  countDecided,
  type Decision,
  decisionsOf,
  type FileReview,
  type ReviewState,
} from './review-state.js';
import { isDifference } from './rows.js';
import type { Glyphs } from './theme.js';

/** What the review puts on the screen: the diff view with decisions, then what will be done. */
export function reviewFrame(state: ReviewState, glyphs: Glyphs): Frame {
  const { columns } = state.size;
  const file = state.files[state.current];
  if (!file || state.summary !== undefined) return endFrame(state, glyphs);
  if (file.diff.help !== undefined) return helpFrame('review', state.size, file.diff.help);
  const frame = diffFrame(file.diff, glyphs);
  const foot = frame.foot.length > 1 ? frame.foot.with(-1, keyLine('review', columns)) : frame.foot;
  return { ...frame, head: frame.head.with(0, titleLine(state, file)), foot };
}

function titleLine(state: ReviewState, file: FileReview): Line {
  const { decided, all } = countDecided(state);
  const which = state.files.length > 1 ? `  file ${state.current + 1} of ${state.files.length}` : '';
  return spreadLine(
    [
      cell(' review  ', 'strong'),
      cell(file.path),
      cell(state.wholeFiles ? '  whole files' : '', 'warning'),
      cell(which, 'dim'),
    ],
    [cell(`${decided} of ${all} decided `, 'strong')],
    state.size.columns,
  );
}

/** What will be written, line by line, before it is. */
function endFrame(state: ReviewState, glyphs: Glyphs): Frame {
  const { columns } = state.size;
  const { head, pane, foot } = layoutOf(state.size);
  const { decided, all } = countDecided(state);
  const isNarrow = columns < 60;
  const title = spreadLine(
    [cell(' review  ', 'strong'), cell(decided === all ? 'all is decided' : `${decided} of ${all} decided`)],
    [cell(isNarrow ? 'to write: ' : 'this will be written ', 'strong')],
    columns,
  );
  const keys = fitLine(
    endKeys(decided === all).flatMap(([key, does, short]) => [
      cell(` ${key}`, 'key'),
      cell(` ${isNarrow ? short : does} `, 'dim'),
    ]),
    columns,
  );
  const rule = ruleLine(columns, glyphs);
  const lines = summaryLines(state);
  const top = Math.max(0, Math.min(state.summary ?? 0, lines.length - pane));
  const more = lines.length - top - pane;
  const below = fitLine([cell(more > 0 ? ` ${more} more below` : '', 'dim')], columns);
  return {
    head: head > 1 ? [title, rule, []] : [title],
    pane: lines.slice(top, top + pane).map((line) => fitLine(line, columns)),
    paneRows: pane,
    foot: foot === 1 ? [keys] : [...Array.from({ length: foot - 3 }, () => []), rule, below, keys],
  };
}

function endKeys(isAll: boolean): readonly (readonly [key: string, does: string, short: string])[] {
  return [
    ['Enter', 'write this', 'write'],
    ['u', 'undo the last', 'undo'],
    ...(isAll ? [] : [[']', 'go on', 'go on'] as const]),
    ['q', 'write nothing', 'leave'],
  ];
}

/** So many rows of a file are shown; the counts above them are of all. */
const mostShown = 200;

/** What will be written, file by file. */
export function summaryLines(state: ReviewState): Line[] {
  const all = decisionsOf(state);
  return state.files.flatMap((review) => {
    const written = all
      .filter(({ path, decision }) => path === review.path && decision !== 'reject' && decision !== 'skip')
      .flatMap(({ from, to, decision }) =>
        Array.from({ length: to - from }, (_, at) => ({ row: from + at, decision })),
      )
      .filter(({ row }) => isDifference(review.file.diff.rows[row]!));
    const lines = written
      .slice(0, mostShown)
      .flatMap((each) => writtenLines(each.row, each.decision, review));
    const rest = written.length - mostShown;
    return [summaryLine(review), ...lines, ...(rest > 0 ? [[cell(`     and ${rest} more`, 'dim')]] : [])];
  });
}

/** A line of the transcript as it is and as it will be. */
function writtenLines(at: number, decision: Decision, { file }: FileReview): Line[] {
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

function removedLine(text: string): Line {
  return [cell(`     - ${text}`, 'expected')];
}

function addedLine(text: string): Line {
  return [cell(`     + ${text}`, 'actual')];
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
