import { findCommand } from '../imap/registry.js';
import { readHead } from '../imap/response-head.js';
import { advance, type ConnectionState, isAllowedIn, type Outcome } from '../imap/state.js';
import type { Expectation } from '../match/match.js';
import { type Octets, upperAscii } from '../text/octets.js';
import type { Cause } from './result.js';
import type { RunningStep, StepStart } from './running-step.js';

/** Where a connection was before and after a command was answered. */
export interface Passage {
  readonly before: ConnectionState;
  readonly after: ConnectionState;
}

/**
 * Where a connection would be if each command had been answered as the script states. Where it is elsewhere, commands
 * cannot go as stated, and the one that led away is the cause.
 */
export class Course {
  /** Undefined while the connection is where it should be. */
  #stated: { readonly state: ConnectionState; readonly cause: Cause } | undefined;
  /** Mailboxes that should be there, by the name that CREATE had. */
  readonly #uncreated = new Map<Octets, Cause>();

  /** A command was answered: gives the earlier one that explains an answer which is not the stated one. */
  follow(step: RunningStep, outcome: Outcome, { before, after }: Passage): Cause | undefined {
    const isOnCourse = this.#stated === undefined && this.#uncreated.size === 0;
    if (isOnCourse && before === after && outcome.status === 'OK') return undefined;
    const { start } = step;
    const state = this.#stated?.state ?? before;
    const cause = this.#findCause(step, outcome, before);
    const own = cause ?? causeOf(start, outcome.status);
    const stated = advance(state, start, { status: statedStatus(step) });
    const isThere = stated.phase === after.phase && stated.mailbox === after.mailbox;
    this.#stated = isThere ? undefined : { state: stated, cause: this.#stated?.cause ?? own };
    if (start.name === 'CREATE') this.#noteCreate(step, outcome, own);
    return cause;
  }

  #findCause(step: RunningStep, { status }: Outcome, before: ConnectionState): Cause | undefined {
    if (this.#stated && dependsOn(fullName(step.start), before, this.#stated.state))
      return this.#stated.cause;
    if (status === 'OK' || this.#uncreated.size === 0) return undefined;
    return mailboxesOf(step)
      .map((mailbox) => this.#uncreated.get(mailbox))
      .find(Boolean);
  }

  /** A mailbox that exists already is there too. */
  #noteCreate(step: RunningStep, { status, code }: Outcome, cause: Cause): void {
    const [mailbox = ''] = mailboxesOf(step);
    const isMissing = status !== 'OK' && statedStatus(step) === 'OK' && code !== 'ALREADYEXISTS';
    if (isMissing) this.#uncreated.set(mailbox, cause);
    else this.#uncreated.delete(mailbox);
  }
}

/** A command as the cause of what follows from how it was answered. */
export function causeOf({ line, path, name }: StepStart, status: Cause['status']): Cause {
  return path === undefined ? { line, name, status } : { line, path, name, status };
}

/** Whether a command cannot be the same in the one state as in the other. */
function dependsOn(name: Octets, actual: ConnectionState, stated: ConnectionState): boolean {
  const definition = findCommand(name);
  if (!definition) return false;
  if (!isAllowedIn(definition, actual)) return isAllowedIn(definition, stated);
  const needsMailbox = !definition.states.includes('authenticated') || tellingOfMailbox.has(name);
  return needsMailbox && actual.mailbox !== stated.mailbox;
}

/** `UID FETCH`: the word behind UID is part of the name. */
function fullName({ name, argumentText }: Pick<StepStart, 'name' | 'argumentText'>): Octets {
  return name === 'UID' ? upperAscii(`UID ${argumentText.split(' ', 1)[0]}`) : name;
}

/** What a server says to these is mostly about the selected mailbox. */
const tellingOfMailbox: ReadonlySet<Octets> = new Set(['NOOP', 'IDLE']);

/** The status that is written, first in the script; a command without one is meant to succeed. */
export function statedStatus({ start }: RunningStep): Outcome['status'] {
  const written = [...start.expectations, ...(start.recorded ?? [])].map(statusIn).find(Boolean);
  return written ?? 'OK';
}

function statusIn({ message }: Expectation): Outcome['status'] | undefined {
  const text = message.segments[0]?.line.text ?? '';
  const head = message.form === 'tagged' ? readHead(text, text.length) : undefined;
  return head?.kind === 'tagged' ? head.status : undefined;
}

/** The mailboxes among a command's words; COPY and MOVE name theirs last. */
function mailboxesOf({ start: { argumentText } }: RunningStep): Octets[] {
  const words = argumentText.match(/"(?:[^"\\]|\\.)*"|[^ "]+/g) ?? [];
  return [words[0], words.at(-1)].flatMap((word) => (word ? [word.replace(/^"(.*)"$/, '$1')] : []));
}
