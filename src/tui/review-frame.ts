import { diffFrame, helpFrame, ruleLine } from './diff-frame.js';
import type { Frame } from './frame.js';
import { keyLine } from './help-lines.js';
import { layoutOf } from './layout.js';
import { cell, fitLine, type Line, spreadLine } from './line.js';
import { countDecided, type Decision, type FileReview, isDecided, type ReviewState } from './review-state.js';
import type { Glyphs } from './theme.js';

/** What the review puts on the screen: the diff view with decisions, then what will be done. */
export function reviewFrame(state: ReviewState, glyphs: Glyphs): Frame {
  const { columns, rows } = state.size;
  const file = state.files[state.current];
  if (!file || isDecided(state)) return endFrame(state, glyphs);
  if (file.diff.help !== undefined) return helpFrame('review', columns, rows, file.diff.help);
  const frame = diffFrame(file.diff, glyphs);
  const foot = frame.foot.length > 1 ? frame.foot.with(-1, keyLine('review', columns)) : frame.foot;
  return { ...frame, head: frame.head.with(0, titleLine(state, file)), foot };
}

function titleLine(state: ReviewState, file: FileReview): Line {
  const { decided, all } = countDecided(state);
  const which = state.files.length > 1 ? `  file ${state.current + 1} of ${state.files.length}` : '';
  return spreadLine(
    [cell(' review  ', 'strong'), cell(file.path), cell(which, 'dim')],
    [cell(`${decided} of ${all} decided `, 'strong')],
    state.size.columns,
  );
}

function endFrame(state: ReviewState, glyphs: Glyphs): Frame {
  const { columns } = state.size;
  const { head, pane, foot } = layoutOf(state.size);
  const title = fitLine([cell(' review  ', 'strong'), cell('all is decided')], columns);
  const keys = fitLine(
    [cell(' Enter', 'key'), cell(' do this ', 'dim'), cell(' u', 'key'), cell(' undo the last ', 'dim')],
    columns,
  );
  const rule = ruleLine(columns, glyphs);
  return {
    head: head > 1 ? [title, rule, []] : [title],
    pane: state.files.slice(0, pane).map((file) => fitLine(summaryLine(file), columns)),
    paneRows: pane,
    foot: [...Array.from({ length: foot - 2 }, () => []), ...(foot > 1 ? [rule] : []), keys],
  };
}

const words: readonly (readonly [Decision, string])[] = [
  ['accept', 'accepted'],
  ['reject', 'rejected'],
  ['skip', 'left for later'],
];

function summaryLine({ path, decisions }: FileReview): Line {
  const counts = words.flatMap(([decision, word]) => {
    const count = [...decisions.values()].filter((each) => each === decision).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return [cell(`   ${path}`), cell(`  ${counts.join(', ') || 'no difference'}`, 'dim')];
}
