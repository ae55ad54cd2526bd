import type { Command } from '../imap/command.js';
import { findCommand } from '../imap/registry.js';
import {
  advance,
  type ConnectionState,
  greet,
  initialState,
  isAllowedIn,
  type Outcome,
  type Step,
} from '../imap/state.js';
import type { Directive, ServerMessage } from '../script/ast.js';
import { type Octets, upperAscii } from '../text/octets.js';
import { obey } from './overtyping.js';

/** Follows the connections of a script (`%on`): where each is, as far as the script tells. */
export interface Connections {
  /** Of the connection at hand; undefined when an included file may have changed it. */
  state(): ConnectionState | undefined;
  send(command: Command, outcome: Outcome | undefined): void;
  receive(message: ServerMessage): void;
  direct(directive: Directive): void;
}

export function createConnections(): Connections {
  const states = new Map<Octets, ConnectionState | undefined>();
  const greeted = new Set<Octets>();
  let name: Octets = '';
  const state = () => (states.has(name) ? states.get(name) : initialState);
  return {
    state,
    send(command, outcome) {
      greeted.add(name);
      const before = state();
      if (!before) return;
      const meant = command.definition ? command : guess(command.text);
      states.set(name, advance(proven(before, command, outcome), meant, outcome ?? accepted));
    },
    receive(message) {
      const greeting = greeted.has(name) ? undefined : greetingOf(message);
      const before = state();
      if (greeting && before) states.set(name, greet(before, greeting));
    },
    direct({ body }) {
      if (body.name === 'on') name = body.connection;
      else if (body.name === 'include') states.set(name, undefined);
      else if (body.name === 'login') states.set(name, loggedIn(state()));
      if (body.name === 'on' && body.user !== undefined) states.set(name, loggedIn(state()));
    },
  };
}

/** A command that is spelled wrong is taken for what it means, so that one mistake does not bring the next. */
function guess(text: Octets): Step {
  const words = obey(text)
    .trim()
    .split(/[ \t]+/);
  const name = findCommand(words[0] ?? '') ? 0 : 1;
  return { name: upperAscii(words[name] ?? ''), argumentText: words.slice(name + 1).join(' ') };
}

const accepted: Outcome = { status: 'OK' };

function loggedIn(state: ConnectionState = initialState): ConnectionState {
  return state.phase === 'not-authenticated' ? { ...state, phase: 'authenticated' } : state;
}

/** A command that was answered OK was in the right state, whatever came before it. */
function proven(
  state: ConnectionState,
  { definition }: Command,
  outcome: Outcome | undefined,
): ConnectionState {
  if (outcome?.status !== 'OK' || !definition || isAllowedIn(definition, state)) return state;
  const phase = definition.states[0] ?? state.phase;
  return { ...state, phase };
}

function greetingOf(message: ServerMessage): 'OK' | 'PREAUTH' | 'BYE' | undefined {
  const word = /^\* (OK|PREAUTH|BYE)\b/i.exec(message.segments[0]?.line.text ?? '')?.[1]?.toUpperCase();
  return word === 'OK' || word === 'PREAUTH' || word === 'BYE' ? word : undefined;
}
