import { type Octets, upperAscii } from '../text/octets.js';
import type { Word } from './words.js';

/** What a player answers to a command that its transcript does not show, and what comes then. */
export interface OwnAnswer {
  readonly lines: readonly Octets[];
  /** `logged-in`: the login that was expected; `ask`: the client sends the rest of it; `leave`: the end. */
  readonly then: 'go-on' | 'logged-in' | 'ask' | 'leave';
}

/**
 * Clients ask what the server can do and leave when they like, and a recorded `%login` does not show how the client
 * logged in. The words are those of a command with a tag.
 */
export function answerAlone(
  words: readonly Word[],
  isLogin: boolean,
  capabilities: readonly Octets[],
): OwnAnswer | undefined {
  const tag = words[0]?.text ?? '*';
  const [name, ...values] = words
    .filter(({ kind }) => kind !== 'blank')
    .slice(1)
    .map(({ text }) => text);
  const takesLogin = isLogin || isOfDirective(tag);
  switch (upperAscii(name ?? '')) {
    case 'CAPABILITY':
      return answer('go-on', `* CAPABILITY ${capabilities.join(' ')}`, `${tag} OK CAPABILITY completed`);
    case 'LOGOUT':
      return answer('leave', '* BYE Logging out', `${tag} OK LOGOUT completed`);
    case 'LOGIN':
      return takesLogin && values.length === 2 ? answer('logged-in', `${tag} OK LOGIN completed`) : undefined;
    case 'AUTHENTICATE':
      return takesLogin ? authenticate(tag, values) : undefined;
    case 'CREATE':
    case 'APPEND':
    case 'DELETE':
      return isOfDirective(tag)
        ? answer('go-on', `${tag} OK ${upperAscii(name ?? '')} completed`)
        : undefined;
    default:
      return undefined;
  }
}

/**
 * True of the tags under which a replay sends what a directive stands for, such as `%mailbox`, taking that mailbox
 * away in the end, and the login of `%on second user=bob`: a transcript has the directive, and not these commands.
 */
export function isOfDirective(tag: Octets): boolean {
  return /^tagline\d+$/.test(tag);
}

function authenticate(tag: Octets, [mechanism = '', initial]: readonly Octets[]): OwnAnswer {
  if (upperAscii(mechanism) !== 'PLAIN') return answer('go-on', `${tag} NO Expected PLAIN or LOGIN`);
  return initial === undefined
    ? answer('ask', '+ ')
    : answer('logged-in', `${tag} OK AUTHENTICATE completed`);
}

function answer(then: OwnAnswer['then'], ...lines: Octets[]): OwnAnswer {
  return { lines, then };
}
