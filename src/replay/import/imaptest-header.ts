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
    capabilities: (value) => header.capabilities.push(...value.split(/\s+/).filter(Boolean)) >= 0,
    connections: (value) => {
      header.connections = value === 'n' ? 2 : Number(value);
      return header.connections >= 1 && header.connections <= 100;
    },
    messages: (value) => {
      header.messages = value === 'all' ? 'all' : Number(value);
      return value === 'all' || /^\d{1,6}$/.test(value);
    },
    state: (value) => {
      header.state = states.find((state) => state === value) ?? 'selected';
      return header.state === value;
    },
    ignore_extra_untagged: (value) => {
      header.ignoresExtra = /^(?:y|yes|1|true|on)$/i.test(value);
      return /^(?:y|yes|1|true|on|n|no|0|false|off)$/i.test(value);
    },
  };
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('#')) continue;
    const [, key = '', value = ''] = /^([^:]*):\s*(.*?)\s*$/.exec(line) ?? [];
    const [, user] = /^user\s+(\d{1,3})$/i.exec(key) ?? [];
    const name = key.trim().toLowerCase();
    const isRead = Object.hasOwn(keys, name) && keys[name]?.(value);
    if (user !== undefined) header.users.set(Number(user), value.replace(/^\$/, ''));
    else if (!isRead) problems.push({ line: index + 1, message: `Unknown header line "${line.trim()}".` });
  }
  return header;
}
