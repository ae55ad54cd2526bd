import { type Command, type CommandName, commandsOf, showKey, type View } from './keys.js';
import type { Size } from './layout.js';
import { cell, type Line, lineWidth, spreadLine, takeWhole, wrapWords } from './line.js';
import { marks } from './marks.js';
import { pageRoom, scrollPage } from './scroll-page.js';

const groups: Readonly<Record<Command['group'], string>> = {
  move: 'Move',
  differences: 'Find',
  look: 'Look',
  decide: 'Decide',
  run: 'Run',
  other: 'Other',
};

const screenKeys: readonly (readonly [string, string])[] = [
  ['Ctrl-L', 'draw the screen again'],
  ['Ctrl-Z', 'stop for now; fg comes back'],
  ['Ctrl-C', 'quit at once'],
];

/** The keys of a view as lines, group by group, and what its marks mean. */
export function helpLines(view: View, columns = Infinity): Line[] {
  const markLines = marks[view].flatMap((row) => helpRow(row, columns));
  return [...keyLines(view, columns), [cell(' Marks', 'strong')], ...markLines];
}

/** Where the help of a view is scrolled to by a command; undefined when it is closed by it. */
export function scrollHelp(
  view: View,
  top: number,
  command: CommandName | undefined,
  { rows, columns }: Size,
): number | undefined {
  return scrollPage(top, command, helpLines(view, columns).length, pageRoom(rows));
}

function keyLines(view: View, columns: number): Line[] {
  const all = commandsOf(view);
  return (Object.keys(groups) as Command['group'][]).flatMap((group) => {
    const rows = all.filter((command) => command.group === group).map(keyRow);
    if (group === 'other') rows.push(...screenKeys);
    if (rows.length === 0) return [];
    return [[cell(` ${groups[group]}`, 'strong')], ...rows.flatMap((row) => helpRow(row, columns)), []];
  });
}

/** The most useful keys of a view in one line, as many as there is room for: `] difference  / search  ? keys`. */
export function keyLine(view: View, width: number): Line {
  const all = commandsOf(view)
    .filter(({ short }) => short !== undefined)
    .toSorted((a, b) => Number(isTask(b)) - Number(isTask(a)));
  const right = all.filter(({ group }) => group === 'other').flatMap(keyLabel);
  const left = all.filter(({ group }) => group !== 'other').map(keyLabel);
  return spreadLine(takeWhole(left, width - lineWidth(right) - 1), right, width);
}

/** What the view is for comes first. */
function isTask({ group }: Command): boolean {
  return group === 'decide' || group === 'run';
}

function keyLabel({ keys, short = '' }: Command): Line {
  return [cell(` ${showKey(keys[0] ?? '')}`, 'key'), cell(` ${short} `, 'dim')];
}

function keyRow({ keys, does }: Command): readonly [string, string] {
  return [keys.map(showKey).join(', '), does];
}

/** What a key does, beside it; on a narrow screen in as many lines as it takes. */
function helpRow([keys, does]: readonly [string, string], columns: number): Line[] {
  const begin = Math.max(columns < 60 ? 8 : 24, keys.length + 5);
  return wrapWords(does, columns - begin).map((text, at) =>
    at === 0 ? [cell(`   ${keys}`, 'key'), cell(text, 'plain', begin)] : [cell(text, 'plain', begin)],
  );
}
