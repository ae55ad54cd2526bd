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
  let header: ImaptestHeader = {
    capabilities: [],
    connections: 1,
    messages: 0,
    state: 'selected',
    ignoresExtra: true,
    users: new Map(),
  };
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('#')) continue;
    const [, key, blanks = '', value = ''] = /^([^:]*):(\s*)(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined) {
      problems.push({ line: index + 1, message: 'Expected "key: value"; an empty line ends the header.' });
      continue;
    }
    const name = key.trimEnd().toLowerCase();
    const [, user] = /^user ([1-9]\d?|100)$/.exec(name) ?? [];
    const known = Object.hasOwn(keys, name) ? keys[name] : undefined;
    const read = user === undefined ? known?.read(value) : readUser(header, Number(user), value);
    if (read) header = { ...header, ...read };
    else if (!known && user === undefined)
      problems.push({ line: index + 1, message: `Unknown key "${key.trimEnd()}".${adviceFor(name)}` });
    else {
      const column = key.length + 2 + blanks.length;
      const expected = known?.expected ?? 'a name';
      problems.push({
        line: index + 1,
        column,
        message: `Expected ${expected} for ${name}, not "${value}".`,
      });
    }
  }
  return header;
}

/** Of a key: what its value says, undefined when it says nothing; and what it should be. */
interface Key {
  readonly read: (value: Octets) => Partial<ImaptestHeader> | undefined;
  readonly expected: string;
}

/** More messages than anybody prepares. */
const maxMessages = 10_000;

const keys: Readonly<Record<string, Key>> = {
  capabilities: {
    read: (value) => {
      const capabilities = value.split(' ').filter(Boolean);
      return capabilities.every((name) => /^[^\p{C}(){%*"\\\]]+$/u.test(name)) ? { capabilities } : undefined;
    },
    expected: 'words such as MOVE',
  },
  connections: {
    read: (value) => {
      const connections = value === 'n' ? 2 : numberUpTo(100, value);
      return connections ? { connections } : undefined;
    },
    expected: 'a number from 1 to 100, or n,',
  },
  messages: {
    read: (value) => {
      const messages = value === 'all' ? value : numberUpTo(maxMessages, value);
      return messages === undefined ? undefined : { messages };
    },
    expected: `a number up to ${maxMessages}, or all,`,
  },
  state: {
    read: (value) => {
      const state = states.find((name) => name === value.toLowerCase());
      return state && { state };
    },
    expected: states.join(', ').replace(/, (?=\w+$)/, ' or '),
  },
  ignore_extra_untagged: {
    read: (value) => (/^[yn]/i.test(value) ? { ignoresExtra: /^y/i.test(value) } : undefined),
    expected: 'yes or no',
  },
};

function numberUpTo(limit: number, value: Octets): number | undefined {
  return /^\d{1,9}$/.test(value) && Number(value) <= limit ? Number(value) : undefined;
}

/** `user 2: $user2` names the user by its variable. */
function readUser(
  { users }: ImaptestHeader,
  connection: number,
  value: Octets,
): Pick<ImaptestHeader, 'users'> | undefined {
  const name = value.replace(/^\$\{?(\w+)\}?$/, '$1');
  return name === '' ? undefined : { users: new Map([...users, [connection, name]]) };
}

function adviceFor(name: Octets): string {
  const near = nearestWord(name, Object.keys(keys));
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
