import type { Rule } from '../rule.js';
import { answerWithoutCommand } from './answer-without-command.js';
import { backspace } from './backspace.js';
import { bodyWithoutSection } from './body-without-section.js';
import { byteOrderMark } from './byte-order-mark.js';
import { capabilityMissing } from './capability-missing.js';
import { carriageReturn } from './carriage-return.js';
import { controlCharacter } from './control-character.js';
import { cursorKey } from './cursor-key.js';
import { destructiveCommand } from './destructive-command.js';
import { directiveScope } from './directive-scope.js';
import { doneOutsideIdle } from './done-outside-idle.js';
import { extraArgument } from './extra-argument.js';
import { extraBlank } from './extra-blank.js';
import { heredocArgument } from './heredoc-argument.js';
import { idleNotEnded } from './idle-not-ended.js';
import { inboxIsSpecial } from './inbox-is-special.js';
import { indentedSession } from './indented-session.js';
import { invalidArgument } from './invalid-argument.js';
import { invisibleCharacter } from './invisible-character.js';
import { keywordWithoutBackslash } from './keyword-without-backslash.js';
import { leadingBlank } from './leading-blank.js';
import { literalLength } from './literal-length.js';
import { loginInClear } from './login-in-clear.js';
import { mailboxName } from './mailbox-name.js';
import { malformedResponse } from './malformed-response.js';
import { missingArgument } from './missing-argument.js';
import { missingCommand } from './missing-command.js';
import { missingTag } from './missing-tag.js';
import { notUtf8 } from './not-utf-8.js';
import { openQuote } from './open-quote.js';
import { otherHierarchy } from './other-hierarchy.js';
import { otherMeaning } from './other-meaning.js';
import { otherProtocol } from './other-protocol.js';
import { passwordInScript } from './password-in-script.js';
import { pipelining } from './pipelining.js';
import { readOnly } from './read-only.js';
import { responseOutOfPlace } from './response-out-of-place.js';
import { reusedTag } from './reused-tag.js';
import { reversedRange } from './reversed-range.js';
import { revisionDifference } from './revision-difference.js';
import { saslAnswer } from './sasl-answer.js';
import { searchCharset } from './search-charset.js';
import { sessionNoise } from './session-noise.js';
import { singleQuotes } from './single-quotes.js';
import { smartQuote } from './smart-quote.js';
import { tagCharacter } from './tag-character.js';
import { telnetBytes } from './telnet-bytes.js';
import { trailingBlank } from './trailing-blank.js';
import { unansweredCommand } from './unanswered-command.js';
import { unbalancedParenthesis } from './unbalanced-parenthesis.js';
import { unicodeBlank } from './unicode-blank.js';
import { unknownCommand } from './unknown-command.js';
import { unknownExtension } from './unknown-extension.js';
import { unknownSystemFlag } from './unknown-system-flag.js';
import { unusedIgnore } from './unused-ignore.js';
import { wrongState } from './wrong-state.js';

/** Every rule, in the order of the layers: a fault that a lower one has reported is not reported again by a higher one. */
export const rules: readonly Rule[] = [
  indentedSession,
  sessionNoise,
  backspace,
  cursorKey,
  telnetBytes,
  byteOrderMark,
  unicodeBlank,
  invisibleCharacter,
  controlCharacter,
  smartQuote,
  notUtf8,
  carriageReturn,
  leadingBlank,
  extraBlank,
  trailingBlank,
  otherProtocol,
  idleNotEnded,
  doneOutsideIdle,
  missingTag,
  tagCharacter,
  reusedTag,
  answerWithoutCommand,
  malformedResponse,
  responseOutOfPlace,
  literalLength,
  missingCommand,
  unknownCommand,
  openQuote,
  unbalancedParenthesis,
  invalidArgument,
  missingArgument,
  extraArgument,
  unknownExtension,
  wrongState,
  readOnly,
  capabilityMissing,
  unansweredCommand,
  pipelining,
  singleQuotes,
  otherMeaning,
  saslAnswer,
  passwordInScript,
  mailboxName,
  otherHierarchy,
  searchCharset,
  loginInClear,
  inboxIsSpecial,
  destructiveCommand,
  revisionDifference,
  keywordWithoutBackslash,
  bodyWithoutSection,
  reversedRange,
  heredocArgument,
  unknownSystemFlag,
  unusedIgnore,
  directiveScope,
];
