import { type Command, type CommandName, commandsOf, showKey, type View } from './keys.js';
import type { Size } from './layout.js';
import { cell, type Line, lineWidth, spreadLine, takeWhole } from './line.js';
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
export function helpLines(view: View): Line[] {
  return [...keyLines(view), [cell(' Marks', 'strong')], ...marks[view].map(helpLine)];
}

/** Where the help of a view is scrolled to by a command; undefined when it is closed by it. */
export function scrollHelp(
  view: View,
  top: number,
  command: CommandName | undefined,
  { rows }: Size,
): number | undefined {
  return scrollPage(top, command, helpLines(view).length, pageRoom(rows));
}

function keyLines(view: View): Line[] {
  const all = commandsOf(view);
  return (Object.keys(groups) as Command['group'][]).flatMap((group) => {
    const rows = all.filter((command) => command.group === group).map(keyRow);
    if (group === 'other') rows.push(...screenKeys);
    return rows.length === 0 ? [] : [[cell(` ${groups[group]}`, 'strong')], ...rows.map(helpLine), []];
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

function helpLine([keys, does]: readonly [string, string]): Line {
  return [cell(`   ${keys}`, 'key'), cell(`  ${does}`, 'plain', 22)];
}
