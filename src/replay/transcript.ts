import { parseResponse } from '../imap/response.js';
import { createRedactor, createValueRedactor, type Redactor } from '../imap/secret.js';
import type { Masker } from '../match/mask.js';
import type { ClientMessage, Directive } from '../script/ast.js';
import { notate } from '../script/notate.js';
import { placeholderEnd } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';
import { type ClientTemplate, cutTemplate, templateOf } from './client-template.js';
import { policyChangeOf } from './plan.js';
import type { WireMessage } from './wire-message.js';

/** What was done and said, in order, as far as it is the script's. */
export type ConversationEntry = ClientEntry | ServerEntry | DirectiveEntry;

interface ClientEntry {
  readonly kind: 'client';
  readonly connection: Octets;
  readonly message: ClientMessage;
  /** What went out, or would have gone out if the server had not refused a literal. */
  readonly wire: WireMessage;
}

interface ServerEntry {
  readonly kind: 'server';
  readonly connection: Octets;
  /** The response: what is read of it would take many times as much for as long as the session goes on. */
  readonly octets: Octets;
}

interface DirectiveEntry {
  readonly kind: 'directive';
  readonly directive: Directive;
}

/** What was said, as a script in the notation of the RFCs: `C: ` and `S: ` lines, and the directives between them. */
export function recordTranscript(
  conversation: readonly ConversationEntry[],
  mask: Masker,
  secrets: readonly Octets[],
): Octets {
  const conceal = createValueRedactor(secrets);
  const redactor = createRedactor(secrets, { placeholderEnd });
  const say = sayWith(mask, redactor);
  const inlined = new Set<ConversationEntry>();
  let connection: Octets = '';
  const lines = conversation.map((entry, index) => {
    if (inlined.has(entry)) return '';
    if (entry.kind === 'directive') {
      const { body, text } = entry.directive;
      if (body.name === 'on') connection = body.connection;
      // Directly under a command it would be about that command alone.
      const before = conversation[index - 1];
      const isApart = holdsFromHere(entry) && before !== undefined && !holdsFromHere(before);
      return `${isApart ? '\n' : ''}${conceal(text)}\n`;
    }
    const turn = entry.connection === connection ? '' : `%on ${entry.connection || 'main'}\n`;
    connection = entry.connection;
    if (entry.kind === 'server') return turn + say(entry.octets, connection);
    mask.said(entry.wire[0] ?? '', connection);
    const template = templateOf(entry.message, redactor);
    const continuations = findContinuations(conversation, index, entry, template.waits.length);
    const there = continuations.filter((_, wait) => template.waits[wait] === 'there');
    for (const continuation of there) inlined.add(continuation);
    const told = there.map(({ octets }) => say(octets, connection));
    return turn + notateMessage(entry, template, continuations.length, told);
  });
  return lines.join('');
}

/** A directive that is about a command when it stands directly under it. */
function holdsFromHere(entry: ConversationEntry): boolean {
  if (entry.kind !== 'directive') return false;
  return entry.directive.body.name === 'timeout' || policyChangeOf(entry.directive) !== undefined;
}

type Say = (octets: Octets, connection: Octets) => Octets;

/** A secret that a server repeats is hidden like any other. */
function sayWith(mask: Masker, redactor: Redactor): Say {
  return (octets, connection) =>
    notate('server', mask.mask(parseResponse(redactor.server(octets)), connection));
}

/**
 * The server's `+` stands between an announcement and its octets; where none came, the octets were not sent. `met`: how
 * many waits ended with a `+`.
 */
function notateMessage(
  { wire }: ClientEntry,
  { sendings, waits }: ClientTemplate,
  met: number,
  continuations: readonly Octets[],
): Octets {
  const last = waits.slice(0, met).filter((place) => place === 'there').length;
  const sent = sendings.slice(0, last + 1).map((sending, index) => {
    const isCut = index === last && waits[met] === 'there';
    return notate('client', isCut ? cutTemplate(sending, wire[met]) : sending) + (continuations[index] ?? '');
  });
  return sent.join('');
}

/** The continuation requests that let a message's literals go out: those before its tagged answer. */
function findContinuations(
  conversation: readonly ConversationEntry[],
  from: number,
  { connection, message }: ClientEntry,
  count: number,
): readonly ServerEntry[] {
  const found: ServerEntry[] = [];
  for (let index = from + 1; index < conversation.length && found.length < count; index++) {
    const entry = conversation[index];
    if (entry?.kind !== 'server' || entry.connection !== connection) continue;
    const response = parseResponse(entry.octets);
    if (response.kind === 'continuation') found.push(entry);
    if (response.kind === 'tagged' && response.tag === message.tag) break;
  }
  return found;
}
