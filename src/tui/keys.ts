/** The views that have keys of their own. */
export type View = 'diff' | 'run' | 'review';

export interface Command {
  readonly name: CommandName;
  readonly keys: readonly Key[];
  readonly views: readonly View[];
  readonly group: 'move' | 'differences' | 'look' | 'decide' | 'run' | 'other';
  /** For the help screen and the docs. */
  readonly does: string;
  /** For the line of keys at the bottom; undefined for what everybody tries anyway. */
  readonly short?: string;
}

/** A key by name: `j`, `J`, `ctrl+d`, `up`, `enter`, `escape`, `space`, `tab`, `shift+tab`, … */
export type Key = string;

const everywhere: readonly View[] = ['diff', 'run', 'review'];
const rows: readonly View[] = ['diff', 'review'];

const table = [
  { name: 'down', keys: ['j', 'down'], views: everywhere, group: 'move', does: 'next line' },
  { name: 'up', keys: ['k', 'up'], views: everywhere, group: 'move', does: 'previous line' },
  {
    name: 'pageDown',
    keys: ['space', 'pagedown', 'ctrl+f'],
    views: everywhere,
    group: 'move',
    does: 'next page',
  },
  {
    name: 'pageUp',
    keys: ['b', 'pageup', 'ctrl+b'],
    views: everywhere,
    group: 'move',
    does: 'previous page',
  },
  { name: 'halfDown', keys: ['ctrl+d'], views: everywhere, group: 'move', does: 'half a page down' },
  { name: 'halfUp', keys: ['ctrl+u'], views: everywhere, group: 'move', does: 'half a page up' },
  { name: 'first', keys: ['g', 'home'], views: everywhere, group: 'move', does: 'first line' },
  { name: 'last', keys: ['G', 'end'], views: everywhere, group: 'move', does: 'last line' },
  { name: 'left', keys: ['left'], views: rows, group: 'move', does: 'show columns further left' },
  { name: 'right', keys: ['right'], views: rows, group: 'move', does: 'show columns further right' },
  {
    name: 'nextDifference',
    keys: [']'],
    views: rows,
    group: 'differences',
    does: 'next difference',
    short: 'difference',
  },
  { name: 'previousDifference', keys: ['['], views: rows, group: 'differences', does: 'previous difference' },
  {
    name: 'nextFailure',
    keys: ['tab'],
    views: ['diff'],
    group: 'differences',
    does: 'next script that did not pass, in the run view',
  },
  { name: 'nextCommand', keys: [')'], views: rows, group: 'differences', does: 'next line of the client' },
  {
    name: 'previousCommand',
    keys: ['('],
    views: rows,
    group: 'differences',
    does: 'previous line of the client',
  },
  {
    name: 'search',
    keys: ['/'],
    views: rows,
    group: 'differences',
    does: 'search; capitals make it case-sensitive',
    short: 'search',
  },
  {
    name: 'nextMatch',
    keys: ['n'],
    views: rows,
    group: 'differences',
    does: 'next match of the search; without one, next difference',
  },
  {
    name: 'previousMatch',
    keys: ['N'],
    views: rows,
    group: 'differences',
    does: 'previous match; without a search, previous difference',
  },
  {
    name: 'fold',
    keys: ['o', 'enter'],
    views: rows,
    group: 'look',
    does: 'open or close equal lines, or a literal',
    short: 'fold',
  },
  { name: 'view', keys: ['v'], views: rows, group: 'look', does: 'side by side or unified', short: 'view' },
  {
    name: 'wrap',
    keys: ['w'],
    views: rows,
    group: 'look',
    does: 'wrap long lines or cut them',
    short: 'wrap',
  },
  {
    name: 'moreContext',
    keys: ['}'],
    views: rows,
    group: 'look',
    does: 'more equal lines around differences',
  },
  {
    name: 'lessContext',
    keys: ['{'],
    views: rows,
    group: 'look',
    does: 'fewer equal lines around differences',
  },
  {
    name: 'copy',
    keys: ['y'],
    views: rows,
    group: 'look',
    does: 'copy the line as it came, where the terminal allows it',
    short: 'copy',
  },
  {
    name: 'edit',
    keys: ['e'],
    views: ['diff'],
    group: 'look',
    does: 'edit what is expected in $VISUAL or $EDITOR, and come back',
    short: 'edit',
  },
  {
    name: 'accept',
    keys: ['a'],
    views: ['review'],
    group: 'decide',
    does: 'accept this difference',
    short: 'accept',
  },
  {
    name: 'reject',
    keys: ['r'],
    views: ['review'],
    group: 'decide',
    does: 'reject this difference',
    short: 'reject',
  },
  {
    name: 'skip',
    keys: ['s'],
    views: ['review'],
    group: 'decide',
    does: 'leave it for later',
    short: 'skip',
  },
  {
    name: 'mask',
    keys: ['m'],
    views: ['review'],
    group: 'decide',
    does: 'mask the value: a named pattern takes any from now on',
    short: 'mask',
  },
  {
    name: 'ignore',
    keys: ['i'],
    views: ['review'],
    group: 'decide',
    does: 'ignore the text for people that this command brings',
    short: 'ignore',
  },
  {
    name: 'wholeFiles',
    keys: ['f'],
    views: ['review'],
    group: 'decide',
    does: 'decide about whole files with a, r, s, or about one difference again',
    short: 'file',
  },
  { name: 'acceptRest', keys: ['A'], views: ['review'], group: 'decide', does: 'accept all the rest' },
  { name: 'rejectRest', keys: ['R'], views: ['review'], group: 'decide', does: 'reject all the rest' },
  { name: 'skipRest', keys: ['S'], views: ['review'], group: 'decide', does: 'leave all the rest for later' },
  { name: 'nextFile', keys: ['tab'], views: ['review'], group: 'decide', does: 'next file' },
  { name: 'previousFile', keys: ['shift+tab'], views: ['review'], group: 'decide', does: 'previous file' },
  {
    name: 'undo',
    keys: ['u'],
    views: ['review'],
    group: 'decide',
    does: 'undo the last decision',
    short: 'undo',
  },
  {
    name: 'edit',
    keys: ['e'],
    views: ['review'],
    group: 'decide',
    does: 'edit the transcript in $VISUAL or $EDITOR, and come back',
    short: 'edit',
  },
  {
    name: 'open',
    keys: ['enter'],
    views: ['run'],
    group: 'run',
    does: 'show the differences of this script',
    short: 'diff',
  },
  { name: 'rerunAll', keys: ['a'], views: ['run'], group: 'run', does: 'run all scripts', short: 'all' },
  {
    name: 'rerunFailed',
    keys: ['f'],
    views: ['run'],
    group: 'run',
    does: 'run those that failed',
    short: 'failed',
  },
  { name: 'rerun', keys: ['r'], views: ['run'], group: 'run', does: 'run this script', short: 'rerun' },
  {
    name: 'acceptPending',
    keys: ['u'],
    views: ['run'],
    group: 'run',
    does: 'make what came the transcript, after asking',
    short: 'accept',
  },
  {
    name: 'record',
    keys: ['R'],
    views: ['run'],
    group: 'run',
    does: 'run this script and make what comes its transcript, after asking',
  },
  {
    name: 'edit',
    keys: ['e'],
    views: ['run'],
    group: 'run',
    does: 'edit the script in $VISUAL or $EDITOR, and come back',
    short: 'edit',
  },
  {
    name: 'details',
    keys: ['l'],
    views: ['run'],
    group: 'run',
    does: 'what the linter says, and the log of what was said',
    short: 'log',
  },
  {
    name: 'filter',
    keys: ['p', '/'],
    views: ['run'],
    group: 'run',
    does: 'show only scripts with these letters in their path',
    short: 'path',
  },
  {
    name: 'filterCommands',
    keys: ['t'],
    views: ['run'],
    group: 'run',
    does: 'show only scripts with these letters in their commands',
    short: 'command',
  },
  {
    name: 'failedOnly',
    keys: ['F'],
    views: ['run'],
    group: 'run',
    does: 'show only scripts that did not pass, or all',
  },
  {
    name: 'cancel',
    keys: ['c'],
    views: ['run'],
    group: 'run',
    does: 'stop what is running',
    short: 'cancel',
  },
  {
    name: 'nextFailure',
    keys: ['tab', ']'],
    views: ['run'],
    group: 'run',
    does: 'next script that did not pass',
  },
  {
    name: 'previousFailure',
    keys: ['shift+tab', '['],
    views: ['run'],
    group: 'run',
    does: 'previous script that did not pass',
  },
  { name: 'help', keys: ['?', 'h'], views: rows, group: 'other', does: 'these keys', short: 'keys' },
  // The title of the run view says how to get help.
  { name: 'help', keys: ['h', '?'], views: ['run'], group: 'other', does: 'these keys' },
  {
    name: 'back',
    keys: ['q', 'escape'],
    views: everywhere,
    group: 'other',
    does: 'back, or quit',
    short: 'quit',
  },
] as const;

export type CommandName = (typeof table)[number]['name'];

/** Every command of the terminal UI: what feeds the handler, the help screen and the docs. */
export const commands: readonly Command[] = table;

/** The command of a key in a view. Ctrl-C, Ctrl-Z and Ctrl-L are the screen's own. */
export function commandOf(view: View, key: Key): CommandName | undefined {
  return keyMaps[view].get(key);
}

/** The commands of a view, in the order of the table. */
export function commandsOf(view: View): readonly Command[] {
  return commands.filter(({ views }) => views.includes(view));
}

/** How a key is written for people. */
export function showKey(key: Key): string {
  return keyLabels[key] ?? (key.startsWith('ctrl+') ? `Ctrl-${key.slice(5).toUpperCase()}` : key);
}

const keyLabels: Readonly<Record<Key, string>> = {
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  space: 'Space',
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  'shift+tab': 'Shift-Tab',
  home: 'Home',
  end: 'End',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  backspace: 'Backspace',
};

const keyMaps: Readonly<Record<View, ReadonlyMap<Key, CommandName>>> = {
  diff: keyMap('diff'),
  run: keyMap('run'),
  review: keyMap('review'),
};

function keyMap(view: View): ReadonlyMap<Key, CommandName> {
  return new Map(commandsOf(view).flatMap(({ name, keys }) => keys.map((key) => [key, name] as const)));
}
