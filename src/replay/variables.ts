import type { ServerUrl } from '../imap/url.js';
import type { Bindings } from '../match/match.js';
import type { Variable, Variables } from '../script/expand.js';
import type { Credentials } from '../session/credentials.js';
import { encodeUtf8, type Octets } from '../text/octets.js';

export interface VariableOptions {
  readonly path: string;
  readonly server: ServerUrl;
  readonly variables: ReadonlyMap<Octets, Octets>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly credentials: (user: Octets | undefined) => Credentials | undefined;
  readonly secrets: readonly Octets[];
  readonly runId: string;
  /** What names of mailboxes have to begin with on this server, such as `INBOX.`. */
  readonly mailboxPrefix?: Octets | undefined;
}

/** What is there before a script says anything (docs/language.md, "Variables"); the command line may say otherwise. */
export function createBindings(options: VariableOptions): Bindings {
  const { server, path } = options;
  return new Map([
    ['host', encodeUtf8(server.host)],
    ['port', String(server.port)],
    ...valuesOfRun(options),
    ['file', encodeUtf8(nameOf(path))],
    ...identityOf(options, undefined),
    ...options.variables,
  ]);
}

/** What is another one in each run. */
export function valuesOfRun({
  runId,
  mailboxPrefix = '',
}: Pick<VariableOptions, 'runId' | 'mailboxPrefix'>): Bindings {
  return new Map([
    ['mailbox', `${mailboxPrefix}${encodeUtf8(`tagline-${runId}`)}`],
    ['run', encodeUtf8(runId)],
  ]);
}

/** Where client lines find values: what is remembered, and who the connection's user is if it has one of its own. */
export function createVariables(
  options: VariableOptions,
  names: Bindings,
  user: Octets | undefined,
): Variables {
  const own = user === undefined ? new Map<Octets, Octets>() : new Map(identityOf(options, user));
  const ownPassword = own.get('password');
  const secrets = new Set(
    [...options.secrets, ...(ownPassword === undefined ? [] : [ownPassword])].filter(
      (value) => value !== own.get('user'),
    ),
  );
  return {
    find: (name) => {
      const octets = name.startsWith('env:')
        ? environmentOf(options, name)
        : (own.get(name) ?? names.get(name));
      return octets === undefined ? undefined : ({ octets, secret: secrets.has(octets) } satisfies Variable);
    },
    names: () => names.keys(),
  };
}

function identityOf(
  { credentials, server }: VariableOptions,
  user: Octets | undefined,
): (readonly [Octets, Octets])[] {
  const found = credentials(user);
  const name = found?.user ?? user ?? (server.user === undefined ? undefined : encodeUtf8(server.user));
  if (name === undefined) return [];
  const at = name.indexOf('@');
  return [
    ['user', name],
    ['username', at === -1 ? name : name.slice(0, at)],
    ['domain', at === -1 ? encodeUtf8(server.host) : name.slice(at + 1)],
    ...(found ? [['password', found.password] as const] : []),
  ];
}

function environmentOf({ environment }: VariableOptions, name: Octets): Octets | undefined {
  const value = environment[Buffer.from(name.slice('env:'.length), 'latin1').toString('utf8')];
  return value === undefined ? undefined : encodeUtf8(value);
}

/** The name of a file without its folder and its ending. */
function nameOf(path: string): string {
  return path.replace(/^.*[/\\]/s, '').replace(/\.[^.]*$/, '');
}
