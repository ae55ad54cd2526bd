import type { MistakeKind } from '../../imap/dialects/dialect.js';
import { type ConnectionState, type MissingStep, missingStep } from '../../imap/state.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf } from '../place.js';
import type { Rule } from '../rule.js';

/** A command where the connection is not in the state for it — RFC 9051 §3 and §6 */
export const wrongState: Rule = {
  code: 'C003',
  name: 'wrong-state',
  category: 'command',
  severity: 'error',
  fix: 'none',
  check: ({ report, state, outcomeOf }) => ({
    command(message, command) {
      const before = state();
      const { definition, name } = command;
      if (!before || !definition) return;
      const missing = missingStep(definition, before);
      if (!missing || outcomeOf(message)?.status === 'OK') return;
      const kind = kindOf(name, missing);
      report({
        span: placeInMessage(message, command.nameSpan),
        message: sentences[missing](name),
        details: detailOf(missing, before),
        ...(kind && { mistake: { kind, line: headOf(message).text, at: command.nameSpan.start } }),
      });
    },
  }),
};

const sentences: Readonly<Record<MissingStep, (name: string) => string>> = {
  'log-in': (name) => `Expected a login before ${name}: LOGIN, AUTHENTICATE, or the line %login.`,
  select: (name) => `Expected a mailbox to be selected before ${name}, such as SELECT INBOX.`,
  close: (name) => `${name} works only while no mailbox is selected: CLOSE or UNSELECT comes first.`,
  'log-out': (name) => `${name} works only before the login.`,
  'new-connection': (name) =>
    `Expected nothing after LOGOUT, found ${name}: the server has closed the connection.`,
};

function detailOf(missing: MissingStep, { phase }: ConnectionState): string[] {
  if (missing === 'select' && phase === 'authenticated')
    return ['A SELECT that is answered NO selects nothing.'];
  return [];
}

function kindOf(name: string, missing: MissingStep): MistakeKind | undefined {
  if (missing === 'log-in') return 'not-logged-in';
  if (missing === 'select') return 'nothing-selected';
  return missing === 'log-out' ? evidence[name] : undefined;
}

const evidence: Readonly<Record<string, MistakeKind>> = {
  LOGIN: 'already-logged-in',
  STARTTLS: 'starttls-after-login',
};
