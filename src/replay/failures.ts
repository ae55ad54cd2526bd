import { limits } from '../imap/limits.js';
import { withTrueLengths } from '../imap/stand-in.js';
import type { ServerUrl } from '../imap/url.js';
import type { TransportFailure } from '../session/machine.js';
import { type Octets, visible } from '../text/octets.js';
import { showMessage } from './exchange-text.js';
import type { Link } from './link.js';

export const interrupted: TransportFailure = { code: 'interrupted', message: 'interrupted', hint: '' };

export const flooded: TransportFailure = {
  code: 'limit',
  message: 'the server sends more responses to one command than are kept in memory',
  hint: '',
};

export const endless: TransportFailure = {
  code: 'limit',
  message: `the server sent more than ${limits.octetsPerCommand} octets without an end`,
  hint: '',
};

export const notImap: TransportFailure = {
  code: 'not-imap',
  message: 'the server does not greet as an IMAP server does (* OK, * PREAUTH or * BYE)',
  hint: 'IMAP listens on port 143 (imap://) or 993 (imaps://).',
};

export function noTls(answer: Octets): TransportFailure {
  return {
    code: 'tls',
    message: `the server does not turn to TLS: ${showMessage(answer)}`,
    hint: imapsInstead,
  };
}

/** STARTTLS was not answered in time. */
export function tlsUnanswered(milliseconds: number, link: Link): TransportFailure {
  return { ...noAnswer('STARTTLS', milliseconds, link), hint: imapsInstead };
}

const imapsInstead = 'Use imaps:// if it has a TLS port.';

/** STARTTLS is a command for who is not logged in (RFC 9051 §6.2.1). */
export const letInBefore: TransportFailure = {
  code: 'tls',
  message:
    'the server greets as if somebody were logged in (PREAUTH), where nothing can turn to TLS any more',
  hint: imapsInstead,
};

/** A login was not answered: in time, or at all, since the server does not end what the client has ended. */
export function loginUnanswered(command: Octets, milliseconds: number, link: Link): TransportFailure {
  if (hasEnded(link)) return brokenOff(link);
  const name = showMessage(command.split(' ', 1)[0] ?? '');
  if (name !== 'AUTHENTICATE' || link.continuations === 0)
    return { ...noAnswer(name, milliseconds, link), hint: '' };
  const message = `the server sends challenges without end: also after the "*" that ends ${name}`;
  return { code: 'limit', message, hint: '' };
}

/** No greeting came. A TLS port waits for the client to begin. */
export function noGreeting(milliseconds: number, server: ServerUrl): TransportFailure {
  const hint = server.scheme === 'imaps' ? '' : 'Is this a TLS port? Try imaps:// instead of imap://.';
  return { code: 'answer-timeout', message: `no greeting within ${milliseconds / 1000} s`, hint };
}

export function turnedAway(link: Link): TransportFailure {
  const message = `the server turned us away: BYE ${lastWords(link)}`;
  return { code: 'closed', message, hint: '' };
}

/** No answer came in time. */
export function noAnswer(title: string, milliseconds: number, link: Link): TransportFailure {
  const { continuations } = link;
  const message = `no answer to "${title}" within ${milliseconds / 1000} s${inTheMiddle(link)}`;
  const hint =
    continuations > 0
      ? 'The server sent + and waits for more: write it under the line.'
      : describeStray(link);
  return { code: 'answer-timeout', message, hint };
}

/** What may have been meant for the answer: the last line that is no response. */
function describeStray({ collected, redactor }: Link): string {
  const stray = collected.findLast(({ kind, octets }) => kind === 'malformed' && !octets.startsWith('* '));
  if (!stray) return '';
  const octets = stray.octets.replace(/\r?\n$/, '');
  const shown = visible(redactor.server(octets.slice(0, shownOfStray), octets.length > shownOfStray));
  return `The last line that came is no response: ${shown}`;
}

const shownOfStray = 200;

/** Whether the server ended it: by closing it, or by saying that it will. */
export function hasEnded({ session, farewell }: Link): boolean {
  return session.failure !== undefined || farewell !== undefined;
}

/** Why a connection ended, with the server's own last words. */
export function brokenOff(link: Link): TransportFailure {
  const { farewell, session } = link;
  const known = session.failure ?? sessionEnded;
  const failure = session.state.phase === 'logged-out' ? { ...known, hint: loggedOut } : known;
  if (farewell !== undefined)
    return { ...failure, message: `${failure.message}, saying BYE ${lastWords(link)}` };
  const isCut = failure.code === 'closed' || failure.code === 'reset';
  return isCut ? { ...failure, message: failure.message + inTheMiddle(link) } : failure;
}

function lastWords({ farewell, redactor }: Link): string {
  return showMessage(redactor.server(farewell ?? ''));
}

/** What came of a response that has no end; empty when there is none. */
function inTheMiddle({ session, redactor }: Link): string {
  const { unfinished } = session;
  if (!unfinished) return '';
  const { octets, literalLeft } = unfinished;
  const missing = literalLeft > 0 ? ` (${literalLeft} octets of the literal are missing)` : '';
  return `, in the middle of a response: ${visible(withTrueLengths(redactor.server(octets, true)))}${missing}`;
}

const loggedOut = 'The session had ended with LOGOUT: nothing can follow on the same connection.';

const sessionEnded: TransportFailure = {
  code: 'closed',
  message: 'the server ended the session',
  hint: '',
};
