import { limits } from '../imap/limits.js';
import type { Action, Plan } from './plan.js';

/**
 * Octets of a literal from which on it is not kept. It is more where what is written may need the text of one: a longer
 * one is expected, or a pattern may be bound to it.
 */
export function largeLiteralIn(plans: readonly (Plan | undefined)[]): number {
  const needsText = plans.some((plan) => plan?.actions.some(mayNeedText));
  return needsText ? limits.expectedLiteral : limits.largeLiteral;
}

function mayNeedText(action: Action): boolean {
  return (
    action.kind === 'expect' &&
    action.expectation.message.segments.some(
      ({ line, literal }) =>
        line.text.includes('${') ||
        (literal && 'octets' in literal && literal.octets.length > limits.largeLiteral),
    )
  );
}
