import type { Octets } from '../text/octets.js';
import { type Conceal, createValueRedactor, redactSpans } from './redact.js';
import { SecretPlaces, type SecretSyntax } from './secret-places.js';
import { urlTokens } from './url-token.js';

export { type Conceal, createValueRedactor, redacted, redactValues } from './redact.js';
export { SecretPlaces, type SecretSyntax } from './secret-places.js';

/** Hides the secrets of one connection, in what is sent and in what servers repeat of it. The user name is none. */
export interface Redactor {
  /** What the client sends next: a message, or as much of it as goes out before the server is waited for. */
  client(octets: Octets): Octets;
  /** What the server sends next: one response. Its tagged answer ends an AUTHENTICATE and refuses a literal. */
  readonly server: Conceal;
  /** Those that it knows by now. */
  readonly secrets: ReadonlySet<Octets>;
}

/** A redactor for a new connection. `known` secrets, such as the configured password, are hidden everywhere. */
export function createRedactor(known: Iterable<Octets> = [], syntax: SecretSyntax = {}): Redactor {
  const places = new SecretPlaces(syntax);
  const secrets = new Set(known);
  let redactKnown = createValueRedactor(secrets);
  let learned = 0;
  const learn = () => {
    if (learned === places.found.length) return;
    for (const secret of places.found.slice(learned)) secrets.add(secret);
    learned = places.found.length;
    redactKnown = createValueRedactor(secrets);
  };
  return {
    secrets,
    client: (octets) => {
      const spans = places.inMessage(octets);
      learn();
      return redactKnown(redactSpans(octets, spans));
    },
    server: (octets, isCut) => {
      if (places.isOpen) places.inResponse(octets);
      return redactKnown(redactSpans(octets, urlTokens(octets, 0, octets.length)), isCut);
    },
  };
}
