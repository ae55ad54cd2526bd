import { diffFrame, helpFrame, ruleLine } from './diff-frame.js';
import type { Frame } from './frame.js';
import { keyLine } from './help-lines.js';
import { layoutOf } from './layout.js';
import { cell, fitLine, type Line, spreadLine } from './line.js';
import type { FileReview } from './review-decisions.js';
import { countDecided, type ReviewState } from './review-state.js';
import { summaryLines } from './review-summary.js';
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
  const lines = summaryLines(state.files, columns);
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
    ['q', 'leave, all decisions kept', 'leave'],
  ];
}
