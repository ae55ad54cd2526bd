import type { MismatchClass, ServerMessage } from '../script/ast.js';
import { parseTemplate } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';
import { Captures } from './captures.js';
import { areComparable, compareComparable } from './compare-response.js';
import { readUnit, type Unit } from './diff-units.js';
import type { Difference } from './difference.js';
import type { ExpectedResponse } from './expected-response.js';
import { matchPattern } from './pattern.js';
import { transcriptPolicy } from './policy.js';

/** How two units that belong together compare: the same, the same in meaning, or the worst class of difference. */
export type Verdict = 'equal' | 'matched' | MismatchClass;

/** Compares units in the order of the transcripts, so that a name means the same all the way through. */
export class UnitJudge {
  /** Whether texts for people are not compared. */
  ignoresText = false;
  readonly #captures = new Captures(new Map());
  readonly #tags = new Map<Octets, Octets>();

  /** From here on the one tag on the expected side is the other on the actual side. */
  pairTags(expected: Octets, actual: Octets): void {
    if (expected !== actual || this.#tags.has(expected)) this.#tags.set(expected, actual);
  }

  compare(expected: Unit, actual: Unit): Verdict {
    if (expected.key === actual.key) return 'equal';
    if (expected.isServer() && actual.isServer()) return this.#compareServer(expected, actual);
    if (expected.isClient() && actual.isClient())
      return this.#isSameCommand(expected, actual) ? 'matched' : 'value';
    return 'text';
  }

  /** Whether two messages of the server mean the same; only then names get their values. */
  isSame(expected: Unit, actual: Unit): boolean {
    if (!expected.isServer() || !actual.isServer()) return false;
    const isMatched = this.#compareServer(expected, actual, this.#captures.fork()) === 'matched';
    if (isMatched) this.compare(expected, actual);
    return isMatched;
  }

  #compareServer(
    expected: Unit<ServerMessage>,
    actual: Unit<ServerMessage>,
    captures = this.#captures,
  ): Verdict {
    const forward = this.#differences(expected, actual, captures);
    if (forward?.length === 0) return 'matched';
    const backward = actual.key.includes('${')
      ? this.#differences(actual, expected, new Captures(new Map()))
      : forward;
    if (backward?.length === 0) return 'matched';
    const worst = worstOf(forward);
    return worst === 'text' && this.ignoresText ? 'matched' : worst;
  }

  #differences(
    expected: Unit<ServerMessage>,
    actual: Unit<ServerMessage>,
    captures: Captures,
  ): readonly Difference[] | undefined {
    const wanted = readUnit(expected);
    const { response } = readUnit(actual);
    const areSame = this.#haveSameTag(wanted, response) || areComparable(wanted, response);
    return areSame ? compareComparable(wanted, response, captures, transcriptPolicy) : undefined;
  }

  #haveSameTag({ response }: ExpectedResponse, actual: ExpectedResponse['response']): boolean {
    if (response.kind !== 'tagged' || actual.kind !== 'tagged') return false;
    return this.#tags.get(response.tag) === actual.tag || this.#tags.get(actual.tag) === response.tag;
  }

  /** A command with another tag, or with a value where the other side has a placeholder. */
  #isSameCommand(expected: Unit, actual: Unit): boolean {
    const [wanted, came] = [withoutTag(expected), withoutTag(actual)];
    return wanted === came || isTemplateOf(wanted, came) || isTemplateOf(came, wanted);
  }
}

function withoutTag({ item, key }: Unit): Octets {
  return item.kind === 'client' && item.role === 'command' ? key.slice(item.tag.length) : key;
}

function isTemplateOf(template: Octets, text: Octets): boolean {
  if (!template.includes('${')) return false;
  return matchPattern(parseTemplate(template).parts, text, new Map()) !== undefined;
}

const classes: readonly MismatchClass[] = ['status', 'value', 'missing', 'unexpected', 'order', 'text'];

function worstOf(differences: readonly Difference[] | undefined): MismatchClass {
  return classes.find((name) => differences?.some((difference) => difference.class === name)) ?? 'value';
}
