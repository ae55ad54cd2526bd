import type { MalformedResponse, Response } from '../imap/response.js';
import { describeSubject, kindOf } from './response-subject.js';

interface Named {
  readonly response: Response;
  readonly name: string;
}

interface OfKind {
  readonly all: readonly Named[];
  readonly countByName: ReadonlyMap<string, number>;
  /** Those that no expectation took. */
  free: readonly Named[];
}

/** What is told of in a message of responses that came: the first of them, and how many there are. */
export interface Around {
  readonly names: readonly string[];
  readonly count: number;
  /** The only one of them that nothing else is said of. */
  readonly only: Response | undefined;
}

/** How many names are found: more are counted. */
const mostNames = 5;

/** What came instead of what is missing; looked through once, whatever number is missing. */
export class Came {
  readonly #actual: readonly Response[];
  readonly #taken: ReadonlySet<Response | undefined>;
  #kinds: ReadonlyMap<string, OfKind> | undefined;
  #unreadable: { readonly found: MalformedResponse | undefined } | undefined;

  constructor(actual: readonly Response[], taken: ReadonlySet<Response | undefined>) {
    this.#actual = actual;
    this.#taken = taken;
  }

  /** Those of a response's kind that have another name; the only free one is taken then. */
  takeAround(response: Response, name: string): Around {
    const kind = (this.#kinds ??= this.#readKinds()).get(kindOf(response));
    if (!kind) return { names: [], count: 0, only: undefined };
    const isOther = (other: Named) => other.name !== name;
    const [only, more] = firstOf(kind.free, isOther, 2);
    if (only && !more) kind.free = kind.free.filter((other) => other !== only);
    return {
      names: firstOf(kind.all, isOther, mostNames).map((other) => other.name),
      count: kind.all.length - (kind.countByName.get(name) ?? 0),
      only: more ? undefined : only?.response,
    };
  }

  get unreadable(): MalformedResponse | undefined {
    this.#unreadable ??= { found: this.#actual.find(isUnreadable) };
    return this.#unreadable.found;
  }

  #readKinds(): ReadonlyMap<string, OfKind> {
    interface Growing extends OfKind {
      readonly all: Named[];
      readonly countByName: Map<string, number>;
      free: Named[];
    }
    const kinds = new Map<string, Growing>();
    for (const response of this.#actual) {
      if (response.kind !== 'data') continue;
      const key = kindOf(response);
      const kind: Growing = kinds.get(key) ?? { all: [], countByName: new Map(), free: [] };
      kinds.set(key, kind);
      const named = { response, name: describeSubject(response) };
      kind.all.push(named);
      kind.countByName.set(named.name, (kind.countByName.get(named.name) ?? 0) + 1);
      if (!this.#taken.has(response)) kind.free.push(named);
    }
    return kinds;
  }
}

function firstOf(all: readonly Named[], fits: (named: Named) => boolean, most: number): readonly Named[] {
  const found: Named[] = [];
  for (const named of all) {
    if (found.length === most) break;
    if (fits(named)) found.push(named);
  }
  return found;
}

function isUnreadable(response: Response): response is MalformedResponse {
  return response.kind === 'malformed' && response.octets.startsWith('* ');
}
