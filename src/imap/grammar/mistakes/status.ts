import type { Mistake } from './mistake.js';

/** `status-att` — RFC 9051 §9 */
export const statusMistakes: readonly Mistake[] = [
  {
    name: 'status-without-parentheses',
    commands: /^STATUS$/,
    wanted: /items in parentheses/,
    pattern: /(?<=^(?:"[^"]*"|[^ "]+) )[A-Z][A-Z, -]*$/gi,
    message: 'The items stand in parentheses, even a single one, such as (MESSAGES UNSEEN).',
    replacement: ([items]) => `(${items.replace(/, ?/g, ' ')})`,
  },
  {
    name: 'status-item-by-another-name',
    isGuess: true,
    commands: /^STATUS$/,
    wanted: /a STATUS item/,
    pattern: /(?<=[( ])(?:EXISTS|COUNT|TOTAL|MESSAGE)(?=[ )])/gi,
    message: 'The number of messages is MESSAGES.',
    replacement: 'MESSAGES',
  },
  {
    name: 'status-item-by-another-name',
    isGuess: true,
    commands: /^STATUS$/,
    wanted: /a STATUS item/,
    pattern: /(?<=[( ])(?:UNREAD|NEW)(?=[ )])/gi,
    message: 'The number of unread messages is UNSEEN.',
    replacement: 'UNSEEN',
  },
];
