import { findCommand, nearestCommand } from '../imap/registry.js';
import { type Octets, visible } from '../text/octets.js';
import { obey } from './overtyping.js';

/** A command for a message. One that is, or was meant to be, followed by a password is cut off before it. */
export function showCommand(text: Octets): string {
  const words = text.slice(0, longest).split(' ');
  if (isSecretive(text)) return `${visible(words.slice(0, 2).join(' '))} …`;
  return text.length > longest ? `${visible(text.slice(0, longest))}…` : visible(text);
}

const longest = 80;

function isSecretive(text: Octets): boolean {
  const meant = obey(text.slice(0, 1000))
    .trim()
    .split(/[ \t]+/, 2);
  return meant.some((word) => secretive.has(findCommand(word)?.name ?? nearestCommand(word) ?? ''));
}

/** What stands behind the second word of these may be a secret, or is one. */
const secretive: ReadonlySet<string> = new Set(['LOGIN', 'AUTHENTICATE', 'PROXYAUTH']);
