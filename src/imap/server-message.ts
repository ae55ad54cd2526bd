import { visible } from '../text/octets.js';
import { parseResponse, type Response } from './response.js';
import { findResponseCode } from './response-code.js';

/** A text that servers are known to say, and what is behind it. */
export interface ServerMessage {
  readonly text: RegExp;
  /** Whose words they are. */
  readonly server: string;
  readonly meaning: string;
  readonly advice: string;
}

/** What a server's line means and what to do, in two sentences; undefined when nothing is known of it. */
export function explainResponse(response: Response): string | undefined {
  if (response.kind !== 'tagged' && response.kind !== 'status') return undefined;
  const message = serverMessages.find(({ text }) => text.test(response.text));
  if (message) return `${message.server} says this when ${message.meaning}: ${message.advice}`;
  const code = response.code && findResponseCode(response.code.name);
  return code ? `[${visible(code.name)}] ${code.meaning} ${code.advice}`.trimEnd() : undefined;
}

/** The same for a line as it stands. */
export function explainServerLine(line: string): string | undefined {
  return explainResponse(parseResponse(`${line}\r\n`));
}

/** Texts without a response code that say what is wrong only to those who have met them before. */
export const serverMessages: readonly ServerMessage[] = [
  {
    text: /no replica for that mailbox on this server/i,
    server: 'Exchange 2003',
    meaning: 'the mailbox was moved to another server',
    advice: 'look up where it lives now, and connect there.',
  },
  {
    text: /account is locked|account (?:has been )?locked|locked out/i,
    server: 'A server with a directory behind it',
    meaning: 'the account is locked, whatever the password',
    advice: 'unlock it in the directory before you try again.',
  },
  {
    text: /User is authenticated but not connected/i,
    server: 'Exchange',
    meaning: 'the password is right and the mailbox cannot be opened',
    advice: 'see whether the account has a mailbox, may use IMAP, and is named as the server wants it.',
  },
  {
    text: /Unidentifiable command specified|Unknown command found|Tag not found in command/i,
    server: 'Exchange',
    meaning: 'the line does not read <tag><one blank><command>',
    advice: 'tagline lint shows where it does not.',
  },
  {
    text: /First parameter in line is IMAP's command tag/i,
    server: 'Dovecot',
    meaning: 'the tag is missing',
    advice: 'begin the line with one, such as a1.',
  },
  {
    text: /Too many invalid IMAP commands/i,
    server: 'Dovecot',
    meaning: 'three lines before the login were no commands, or twenty after it',
    advice: 'connect again.',
  },
  {
    text: /should probably be prefixed with/i,
    server: 'Dovecot',
    meaning: 'all mailboxes are below a prefix',
    advice: 'ask NAMESPACE for it, and write it before the name.',
  },
  {
    text: /(?:Plaintext|Cleartext) authentication disallowed/i,
    server: 'Dovecot',
    meaning: 'a password would cross the network in the clear',
    advice: 'use imaps://, or STARTTLS before the login.',
  },
  {
    text: /Maximum number of connections from user\+IP exceeded/i,
    server: 'Dovecot',
    meaning: 'a user has ten connections from one address',
    advice: 'close some, or raise mail_max_userip_connections.',
  },
  {
    text: /Error in IMAP command received by server/i,
    server: 'Dovecot or Courier',
    meaning: 'it cannot read the line',
    advice: 'tagline lint tells why; Courier also says it of a command that has no use there.',
  },
  {
    text: /Web login required/i,
    server: 'Gmail',
    meaning: 'it wants to see the user in a browser first',
    advice: 'log in there once.',
  },
  {
    text: /Application-specific password required/i,
    server: 'Gmail',
    meaning: 'the account has two-step verification',
    advice: 'use OAuth or an app password.',
  },
  {
    text: /LOGIN failed\.?$/i,
    server: 'Microsoft 365',
    meaning: 'the password is wrong, or basic authentication is switched off',
    advice: 'use XOAUTH2, or ask the administrator.',
  },
];
