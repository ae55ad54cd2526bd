import type { TaggedResponse } from '../imap/response.js';
import type { ServerUrl } from '../imap/url.js';
import type { TransportFailure } from '../session/machine.js';
import { showMessage } from './exchange-text.js';
import type { Link } from './link.js';

export const interrupted: TransportFailure = { code: 'interrupted', message: 'interrupted', hint: '' };

export const flooded: TransportFailure = {
  code: 'limit',
  message: 'the server sends more responses to one command than are kept in memory',
  hint: '',
};

export const notImap: TransportFailure = {
  code: 'not-imap',
  message: 'the server does not greet as an IMAP server does (* OK, * PREAUTH or * BYE)',
  hint: 'IMAP listens on port 143 (imap://) or 993 (imaps://).',
};

export function noTls(answer: TaggedResponse | undefined): TransportFailure {
  const said = answer ? `: ${showMessage(answer.octets)}` : '';
  return {
    code: 'tls',
    message: `the server does not turn to TLS${said}`,
    hint: 'Use imaps:// if it has a TLS port.',
  };
}

/** No greeting came. A TLS port waits for the client to begin. */
export function noGreeting(milliseconds: number, server: ServerUrl): TransportFailure {
  const hint = server.scheme === 'imaps' ? '' : 'Is this a TLS port? Try imaps:// instead of imap://.';
  return { code: 'answer-timeout', message: `no greeting within ${milliseconds / 1000} s`, hint };
}

export function turnedAway({ farewell }: Link): TransportFailure {
  const message = `the server turned us away: BYE ${showMessage(farewell ?? '')}`;
  return { code: 'closed', message, hint: '' };
}

/** No answer came in time. */
export function noAnswer(title: string, milliseconds: number, { continuations }: Link): TransportFailure {
  const message = `no answer to "${title}" within ${milliseconds / 1000} s`;
  const hint = continuations > 0 ? 'The server sent + and waits for more: write it under the line.' : '';
  return { code: 'answer-timeout', message, hint };
}

/** Why a connection ended, with the server's own last words. */
export function brokenOff({ session, farewell }: Link): TransportFailure {
  const failure = session.failure ?? sessionEnded;
  const isCut = session.isInsideResponse && (failure.code === 'closed' || failure.code === 'reset');
  if (farewell === undefined && isCut)
    return { ...failure, message: `${failure.message}, in the middle of a response` };
  if (farewell === undefined) return failure;
  return { ...failure, message: `${failure.message}, saying BYE ${showMessage(farewell)}` };
}

const sessionEnded: TransportFailure = {
  code: 'closed',
  message: 'the server ended the session',
  hint: '',
};
