/** The name that a mistyped one is nearest to, for directives, variables and options as for commands. */
export { nearestWord as nearestName } from '../imap/grammar/nearest-word.js';
