import { nearestWord } from '../../imap/grammar/nearest-word.js';
import type { Octets } from '../../text/octets.js';
import type { ImportProblem } from './imported.js';

/** What a script of imaptest says before its commands. */
export interface ImaptestHeader {
  readonly capabilities: readonly Octets[];
  readonly connections: number;
  readonly messages: number | 'all';
  readonly state: ImaptestState;
  readonly ignoresExtra: boolean;
  /** Who uses a connection, by its number. */
  readonly users: ReadonlyMap<number, Octets>;
}

export type ImaptestState = 'nonauth' | 'auth' | 'created' | 'appended' | 'selected';

const states: readonly ImaptestState[] = ['nonauth', 'auth', 'created', 'appended', 'selected'];

/** Reads the lines up to the first empty one. */
export function readHeader(lines: readonly Octets[], problems: ImportProblem[]): ImaptestHeader {
  const header = {
    capabilities: [] as Octets[],
    connections: 1,
    messages: 0 as number | 'all',
    state: 'selected' as ImaptestState,
    ignoresExtra: true,
    users: new Map<number, Octets>(),
  };
  const keys: Readonly<Record<string, (value: Octets) => boolean>> = {
    capabilities: (value) => {
      header.capabilities = value.split(' ').filter(Boolean);
      return true;
    },
    connections: (value) => {
      header.connections = value === 'n' ? 2 : Number(value);
      return header.connections >= 1 && header.connections <= 100;
    },
    messages: (value) => {
      header.messages = value === 'all' ? 'all' : Number(value);
      return value === 'all' || /^\d{1,6}$/.test(value);
    },
    state: (value) => {
      const state = states.find((name) => name === value.toLowerCase());
      header.state = state ?? 'selected';
      return state !== undefined;
    },
    ignore_extra_untagged: (value) => {
      header.ignoresExtra = value.startsWith('y');
      return true;
    },
  };
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('#')) continue;
    const [, key, blanks = '', value = ''] = /^([^:]*):(\s*)(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined) {
      problems.push({ line: index + 1, message: 'Expected "key: value"; an empty line ends the header.' });
      continue;
    }
    const name = key.trimEnd().toLowerCase();
    const [, user] = /^user (\d{1,3})$/.exec(name) ?? [];
    const read = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (user !== undefined) header.users.set(Number(user), value.replace(/^\$\{?(\w+)\}?$/, '$1'));
    else if (!read)
      problems.push({ line: index + 1, message: `Unknown key "${key.trimEnd()}".${adviceFor(name, keys)}` });
    else if (!read(value)) {
      const column = key.length + 2 + blanks.length;
      problems.push({ line: index + 1, column, message: `Invalid value of ${name}: "${value}".` });
    }
  }
  return header;
}

function adviceFor(name: Octets, keys: object): string {
  const near = nearestWord(name, Object.keys(keys));
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
