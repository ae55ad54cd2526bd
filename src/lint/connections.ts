import type { Command } from '../imap/command.js';
import { findCommand, nearestCommand } from '../imap/registry.js';
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
  const connections = new Map<Octets, Connection>();
  let at = connectionOf(connections, '');
  return {
    state: () => at.state,
    send(command, outcome) {
      at.isGreeted = true;
      if (!at.state) return;
      const meant = command.definition ? command : guess(command.text);
      at.state = advance(proven(at.state, command, outcome), meant, outcome ?? accepted);
    },
    receive(message) {
      const greeting = at.isGreeted ? undefined : greetingOf(message);
      if (greeting && at.state) at.state = greet(at.state, greeting);
    },
    direct({ body }) {
      if (body.name === 'on') at = connectionOf(connections, body.connection);
      if (body.name === 'include') at.state = undefined;
      else if (body.name === 'login' || (body.name === 'on' && body.user !== undefined))
        at.state = loggedIn(at.state);
    },
  };
}

interface Connection {
  state: ConnectionState | undefined;
  isGreeted: boolean;
}

function connectionOf(connections: Map<Octets, Connection>, name: Octets): Connection {
  const connection = connections.get(name) ?? { state: initialState, isGreeted: false };
  connections.set(name, connection);
  return connection;
}

/** A command that is spelled wrong is taken for what it means, so that one mistake does not bring the next. */
function guess(text: Octets): Step {
  const words = obey(text.slice(0, 1000))
    .trim()
    .split(/[ \t]+/);
  const name = findCommand(words[0] ?? '') ? 0 : 1;
  const word = upperAscii(words[name] ?? '');
  return {
    name: findCommand(word) ? word : (nearestCommand(word) ?? ''),
    argumentText: words.slice(name + 1).join(' '),
  };
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
