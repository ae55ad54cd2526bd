import type { ServerUrl } from '../imap/url.js';
import type { Bindings } from '../match/match.js';
import { type Placeholder, parseTemplate } from '../script/placeholder.js';
import type { Credentials } from '../session/credentials.js';
import { encodeUtf8, type Octets, visible } from '../text/octets.js';
import type { Fill } from './wire-message.js';

export interface VariableOptions {
  readonly path: string;
  readonly server: ServerUrl;
  readonly variables: ReadonlyMap<Octets, Octets>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly credentials: (user: Octets | undefined) => Credentials | undefined;
  readonly runId: string;
}

/** The values of `${…}` in client lines (docs/language.md, "Variables"). */
export class Variables {
  /** What is there before the script says anything. */
  readonly initial: Bindings;
  readonly #options: VariableOptions;

  constructor(options: VariableOptions) {
    this.#options = options;
    const { server, runId, path } = options;
    const user = options.credentials(undefined)?.user;
    this.initial = new Map([
      ['host', encodeUtf8(server.host)],
      ['port', String(server.port)],
      ['run', encodeUtf8(runId)],
      ['mailbox', encodeUtf8(`tagline-${runId}`)],
      ['file', encodeUtf8(nameOf(path))],
      ...(user === undefined ? [] : [['user', user] as const]),
      ...options.variables,
    ]);
  }

  /** Fills in the placeholders of client text, with what is remembered and who the connection's user is. */
  filling(names: Bindings, user: Octets | undefined): Fill {
    return (text, at) => {
      const parts = parseTemplate(text, at).parts;
      let octets = '';
      for (const part of parts) {
        const value = part.kind === 'text' ? part.text : this.#valueOf(part, names, user);
        if (value === undefined) {
          const shown = part.kind === 'text' ? '' : visible(part.raw);
          return {
            kind: 'problem',
            at: part.kind === 'text' ? at : part.span.start,
            message: `Nothing has a value for ${shown}.`,
          };
        }
        octets += value;
      }
      return { kind: 'filled', octets };
    };
  }

  #valueOf({ form }: Placeholder, names: Bindings, user: Octets | undefined): Octets | undefined {
    if (form.kind === 'name') return this.#named(form.name, names, user);
    if (form.kind === 'offset') return String(Number(this.#named(form.name, names, user)) + form.offset);
    if (form.kind === 'environment') return encodeUtf8(this.#options.environment[form.name] ?? '');
    return undefined;
  }

  #named(name: Octets, names: Bindings, user: Octets | undefined): Octets | undefined {
    const credentials = this.#options.credentials(user);
    if (name === 'password' && !names.has(name)) return credentials?.password;
    if (name === 'user' && user !== undefined) return credentials?.user ?? user;
    return names.get(name);
  }
}

/** The name of a file without its folder and its ending. */
function nameOf(path: string): string {
  return path.replace(/^.*[/\\]/s, '').replace(/\.[^.]*$/, '');
}
