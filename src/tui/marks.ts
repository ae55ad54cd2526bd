import type { View } from './keys.js';

/** What the characters in front of a line mean: for the help screen and the docs. */
export const marks: Readonly<Record<View, readonly (readonly [mark: string, means: string])[]>> = {
  diff: [
    ['-', 'only expected, or how it was expected'],
    ['+', 'only actual, or how it came'],
    ['~', 'other octets that mean the same, or that a pattern allows'],
    ['m', 'moved: it came at another place than expected'],
    ['E', 'the difference fails'],
    ['W', 'the difference is shown, but does not fail'],
    ['▲', 'the linter has something to say of the line'],
    ['C', "the client's line"],
    ['S', "the server's line"],
  ],
  run: [
    ['pass', 'all that was expected came'],
    ['FAIL', 'something else came'],
    ['err', 'it could not be carried out'],
    ['skip', 'the server has not what the script requires'],
    ['run', 'it is running'],
    ['wait', 'it has not run yet'],
    ['held', 'it was not sent: the linter calls it wrong, or it goes to another machine; `r` sends it'],
  ],
  review: [
    ['a', 'accepted: it will be as it came'],
    ['r', 'rejected: it stays as it was expected'],
    ['s', 'left for later'],
    ['m', 'masked: a named pattern stands for the value'],
    ['i', 'ignored: `%ignore text` stands before it'],
  ],
};
