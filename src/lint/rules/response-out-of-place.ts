import type { Command } from '../../imap/command.js';
import type { ConnectionState } from '../../imap/state.js';
import type { ServerMessage } from '../../script/ast.js';
import { type Octets, upperAscii, visible } from '../../text/octets.js';
import { headOf, placeIn } from '../place.js';
import type { Rule } from '../rule.js';

/** Data of the server that cannot come under the commands that run there — RFC 9051 §7, §7.5.1 */
export const responseOutOfPlace: Rule = {
  code: 'R002',
  name: 'response-out-of-place',
  category: 'response',
  severity: 'warning',
  fix: 'none',
  check({ mayHaveServer, report, state, outcomeOf }) {
    if (!mayHaveServer) return {};
    const connections = new Map<Octets, Running>();
    let at = runningOn(connections, '');
    return {
      directive({ body }) {
        if (body.name === 'on') at = runningOn(connections, body.connection);
        else if (body.name === 'include' || body.name === 'login') at.names = undefined;
      },
      command(message, command) {
        if (!at.hasAnswer || !at.names) at.names = [];
        at.answered = undefined;
        at.names.push({ tag: message.tag, name: nameOf(command) });
        at.hasAnswer = outcomeOf(message) !== undefined;
      },
      server(message) {
        if (message.form === 'tagged') {
          at.answered = at.names?.find(({ tag }) => tag === message.tag) ?? at.answered;
          at.names = at.names?.filter(({ tag }) => tag !== message.tag);
        }
        if (message.form !== 'untagged' || message.presence !== 'must' || !at.names) return;
        const finding = findFault(message, at, state());
        if (finding) report(finding);
      },
    };
  },
};

interface Running {
  /** Of the commands without an answer so far, in order; undefined where that is not known. */
  names: { readonly tag: Octets; readonly name: Octets | undefined }[] | undefined;
  /** The last that was answered: what belongs to it may be written behind its answer. */
  answered: { readonly name: Octets | undefined } | undefined;
  /** An answer to the last command is stated, so that the next one does not end it. */
  hasAnswer: boolean;
}

function runningOn(connections: Map<Octets, Running>, name: Octets): Running {
  const running = connections.get(name) ?? { names: undefined, answered: undefined, hasAnswer: false };
  connections.set(name, running);
  return running;
}

/** Undefined for a command that is not understood: anything may come. */
function nameOf({ definition, problems }: Command): Octets | undefined {
  return problems.length > 0 ? undefined : definition?.name;
}

/** The data that come only where a command asks for them. */
const answersTo: Readonly<Record<Octets, RegExp>> = {
  SEARCH: /SEARCH$/,
  SORT: /SORT$/,
  THREAD: /THREAD$/,
  LSUB: /LSUB$/,
  XLIST: /^XLIST$/,
  NAMESPACE: /^(?:NAMESPACE|LANGUAGE)$/,
  ID: /^ID$/,
  ENABLED: /^ENABLE$/,
  QUOTAROOT: /^GETQUOTAROOT$/,
  ACL: /^GETACL$/,
  LISTRIGHTS: /^LISTRIGHTS$/,
  MYRIGHTS: /^(?:MYRIGHTS|LIST)$/,
  GENURLAUTH: /^GENURLAUTH$/,
  URLFETCH: /^URLFETCH$/,
  LANGUAGE: /^LANGUAGE$/,
  CONVERSION: /^CONVERSIONS$/,
  CONVERTED: /CONVERT$/,
  JMAPACCESS: /^GETJMAPACCESS$/,
  UIDBATCHES: /^UIDBATCHES$/,
};

function findFault(message: ServerMessage, running: Running, state: ConnectionState | undefined) {
  const line = headOf(message);
  const [head, name = ''] = /^\* (?:\d+ )?([A-Z]+)(?= |$)/i.exec(line.text) ?? [];
  if (head === undefined) return undefined;
  const told = judge(upperAscii(name), running, state);
  return told && { span: placeIn(line, head.length - name.length, head.length), message: told };
}

function judge(name: Octets, { names = [], answered }: Running, state: ConnectionState | undefined) {
  const open = names.map((one) => one.name);
  const near = [...(answered ? [answered.name] : []), ...open];
  if (near.length === 0 || near.includes(undefined)) return undefined;
  const asked = Object.hasOwn(answersTo, name) ? answersTo[name] : undefined;
  if (asked && !near.some((command) => asked.test(command ?? '')))
    return `${name} answers no ${visible(near.at(-1) ?? '')}: no command that asks for it runs here.`;
  if (name === 'EXPUNGE' && open.length > 0 && open.every((command) => keepsNumbers.test(command ?? '')))
    return `EXPUNGE never comes while ${open.at(-1)} runs, whose message numbers it would change (RFC 9051 §7.5.1).`;
  const isSelecting = near.some((command) => changesMailbox.test(command ?? ''));
  if ((name !== 'EXPUNGE' && name !== 'FETCH') || !state || state.phase === 'selected' || isSelecting)
    return undefined;
  return `${name} is about a message of the selected mailbox, and none is selected here.`;
}

const keepsNumbers = /^(?:FETCH|STORE|SEARCH)$/;
const changesMailbox = /^(?:SELECT|EXAMINE|CLOSE|UNSELECT|LOGOUT|DELETE|UNAUTHENTICATE)$/;
