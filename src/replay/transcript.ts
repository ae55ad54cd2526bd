import type { Response } from '../imap/response.js';
import type { ClientMessage, Directive } from '../script/ast.js';
import type { Octets } from '../text/octets.js';

/** What was done and said, in order, as far as it is the script's. */
export type ConversationEntry =
  | { readonly kind: 'client'; readonly connection: Octets; readonly message: ClientMessage }
  | { readonly kind: 'server'; readonly connection: Octets; readonly response: Response }
  | { readonly kind: 'directive'; readonly directive: Directive };
