import { type Octets, upperAscii } from '../text/octets.js';
import { quotedEnd } from './grammar/quoted-end.js';
import type { CommandDefinition } from './registry.js';

/** The states of RFC 9051 §3. */
export type Phase = 'not-authenticated' | 'authenticated' | 'selected' | 'logged-out';

/** What a client knows of a connection; plain data, never changed. */
export interface ConnectionState {
  readonly phase: Phase;
  /** The selected mailbox as it was written in the command. */
  readonly mailbox: Octets | undefined;
  /** The mailbox was opened by EXAMINE, or the answer had READ-ONLY. */
  readonly readOnly: boolean;
  /** TLS is on. */
  readonly secure: boolean;
  readonly compressed: boolean;
  /** What ENABLE turned on, in upper case. */
  readonly enabled: readonly Octets[];
  /** A mailbox has been selected since login: ENABLE comes too late (RFC 5161 §3.1). */
  readonly hasSelected: boolean;
}

/** How a command ended. `code` is the first word of its response code. */
export interface Outcome {
  readonly status: 'OK' | 'NO' | 'BAD';
  readonly code?: Octets;
}

/** What `advance` reads of a command; a parsed `Command` is one. */
export interface Step {
  /** In upper case, such as `UID FETCH`. */
  readonly name: Octets;
  /** What stands behind the name and its blank. */
  readonly argumentText: Octets;
}

export const initialState: ConnectionState = {
  phase: 'not-authenticated',
  mailbox: undefined,
  readOnly: false,
  secure: false,
  compressed: false,
  enabled: [],
  hasSelected: false,
};

/** The state after the greeting: PREAUTH means that the client is logged in already (RFC 9051 §7.1.4). */
export function greet(state: ConnectionState, greeting: 'OK' | 'PREAUTH' | 'BYE'): ConnectionState {
  if (greeting === 'OK') return state;
  return { ...state, phase: greeting === 'BYE' ? 'logged-out' : 'authenticated' };
}

/** The state after a command and its answer. An unknown command changes nothing. */
export function advance(state: ConnectionState, command: Step, outcome: Outcome): ConnectionState {
  return transitions[command.name]?.(state, command, outcome) ?? state;
}

/** True when the command may be given in this state. */
export function isAllowedIn(definition: CommandDefinition, state: ConnectionState): boolean {
  return missingStep(definition, state) === undefined;
}

/** What must be done, or undone, before the command may be given. */
export type MissingStep = 'log-in' | 'select' | 'close' | 'new-connection' | 'log-out';

export function missingStep(definition: CommandDefinition, state: ConnectionState): MissingStep | undefined {
  const { phase } = state;
  if (phase === 'logged-out') return 'new-connection';
  if (definition.states.includes(phase)) return undefined;
  if (phase === 'not-authenticated') return 'log-in';
  if (phase === 'selected') return definition.states.includes('authenticated') ? 'close' : 'log-out';
  return definition.states.includes('selected') ? 'select' : 'log-out';
}

type Transition = (state: ConnectionState, command: Step, outcome: Outcome) => ConnectionState;

const transitions: Readonly<Record<string, Transition>> = {
  LOGIN: whenOk(logIn),
  AUTHENTICATE: whenOk(logIn),
  STARTTLS: whenOk((state) => ({ ...state, secure: true })),
  COMPRESS: whenOk((state) => ({ ...state, compressed: true })),
  ENABLE: whenOk((state, { argumentText }) => ({
    ...state,
    enabled: [...new Set([...state.enabled, ...upperAscii(argumentText).split(' ').filter(Boolean)])],
  })),
  SELECT: select,
  EXAMINE: select,
  CLOSE: whenOk(deselect),
  UNSELECT: whenOk(deselect),
  UNAUTHENTICATE: whenOk(({ secure }) => ({ ...initialState, secure })),
  LOGOUT: whenOk((state) => ({ ...deselect(state), phase: 'logged-out' })),
};

function whenOk(change: Transition): Transition {
  return (state, command, outcome) => (outcome.status === 'OK' ? change(state, command, outcome) : state);
}

/** A second login changes nothing: no server takes it. */
function logIn(state: ConnectionState): ConnectionState {
  if (state.phase !== 'not-authenticated') return state;
  return { ...state, phase: 'authenticated' };
}

function deselect(state: ConnectionState): ConnectionState {
  return { ...state, phase: 'authenticated', mailbox: undefined, readOnly: false };
}

/** A refused SELECT leaves no mailbox selected; one that was not understood changes nothing (RFC 9051 §6.3.2). */
function select(state: ConnectionState, command: Step, { status, code }: Outcome): ConnectionState {
  if (status === 'BAD') return state;
  if (status === 'NO') return state.phase === 'selected' ? deselect(state) : state;
  const readOnly = command.name === 'EXAMINE' || (code !== undefined && upperAscii(code) === 'READ-ONLY');
  return {
    ...state,
    phase: 'selected',
    mailbox: firstWord(command.argumentText),
    readOnly,
    hasSelected: true,
  };
}

function firstWord(text: Octets): Octets {
  if (text.startsWith('"')) return text.slice(0, quotedEnd(text, 0));
  const end = text.indexOf(' ');
  return end === -1 ? text : text.slice(0, end);
}
