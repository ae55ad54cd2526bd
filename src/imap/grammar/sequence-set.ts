import { named, node } from './combinators.js';
import type { Expectation, Grammar } from './reader.js';
import { digits } from './terminals.js';

const STAR = 0x2a;
const COLON = 0x3a;
const COMMA = 0x2c;
const DOLLAR = 0x24;
const BRACE = 0x7b;

const member: Expectation = { text: 'a message number from 1, or *' };
const uid: Expectation = { text: 'a UID, a number from 1' };
const setName = 'a sequence set such as 1:5, 2,4 or *';

/** `nz-number` as a message number or UID. */
const messageNumber: Grammar = digits('4294967295', 1, member);
const uniqueId: Grammar = digits('4294967295', 1, uid);

/** `seq-number = nz-number / "*"` — RFC 9051 §9 */
const numberOrStar: Grammar = (input) => {
  if (input.octetAt(input.at) !== STAR) return messageNumber(input);
  input.at++;
  return true;
};

/**
 * `sequence-set = (seq-number / seq-range) ["," sequence-set] / seq-last-command ; seq-last-command = "$"` —
 * RFC 9051 §9; `$` alone, RFC 5182 §2.1.
 */
export const sequenceSet: Grammar = node(
  'sequence-set',
  named(setName, (input) => {
    if (input.octetAt(input.at) !== DOLLAR || input.octetAt(input.at + 1) === BRACE)
      return readRanges(input, numberOrStar);
    input.at++;
    return true;
  }),
);

/** `known-uids = sequence-set ; "*" is not allowed` — RFC 7162 §7 */
export const uidSet: Grammar = node(
  'uid-set',
  named('a set of UIDs such as 41:211,214', (input) => readRanges(input, uniqueId)),
);

/** `seq-number`, one message — RFC 8508 §3.2 */
export const oneMessage: Grammar = node('sequence-set', named('one message number', numberOrStar));

function readRanges(input: Parameters<Grammar>[0], one: Grammar): boolean {
  for (;;) {
    if (!one(input)) return false;
    if (input.octetAt(input.at) === COLON) {
      input.at++;
      if (!one(input)) return false;
    }
    if (input.octetAt(input.at) !== COMMA) return true;
    input.at++;
  }
}
