import type { Octets } from '../text/octets.js';

/** What a script may have, seen from its text without reading it: what it has not, nobody looks for. */
export interface Survey {
  readonly mayHaveServer: boolean;
  readonly mayHaveSuppressions: boolean;
}

export function surveyText(text: Octets): Survey {
  return {
    mayHaveServer: serverForm.test(text) || taggedAnswer.test(text),
    mayHaveSuppressions: text.includes('tagline:'),
  };
}

const serverForm = /(?:^|\n)(?:[*+]|S[:?!\\])/;
const taggedAnswer = / (?:OK|NO|BAD)(?:[ \r\n]|$)/i;
