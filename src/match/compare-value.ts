import type { ListShape, SetShape, Shape } from '../imap/response-shapes.js';
import { subtractSequenceSet } from '../imap/sequence-set.js';
import { areSameText } from '../imap/stand-in.js';
import type { ListValue, StringValue, Value } from '../imap/value.js';
import type { TemplatePart } from '../script/placeholder.js';
import { lowerAscii, type Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import type { Bindings } from './captures.js';
import { comparePairs } from './compare-pairs.js';
import { compareSet } from './compare-set.js';
import { compareStrings } from './compare-strings.js';
import { compareTuple } from './compare-tuple.js';
import { type Comparison, contentOf, type Place } from './comparison.js';
import { show, showBoth } from './difference.js';
import { explainMismatch } from './explain.js';
import { matchPattern } from './pattern.js';

/** Compares two values. `name` says which they are, such as `UIDNEXT`. */
export function compareValue(
  comparison: Comparison,
  expected: Value,
  actual: Value,
  shape: Shape,
  name: string,
): void {
  const form = comparison.formOf(expected);
  if (form?.kind === 'rest') return;
  if (expected.kind === 'list' && actual.kind === 'list') {
    const described = comparison.expected.hasPlaceholders ? '' : describeBoth(shape, expected, actual);
    if (described) comparison.report('value', comparison.about(name, described), expected, actual);
    else
      compareMembers(comparison, expected.items, actual.items, listShapeOf(shape, actual), {
        name,
        expected,
        actual,
      });
  } else if (isBareMember(shape, expected, actual) && !form) {
    compareMembers(comparison, membersOf(expected), membersOf(actual), shape, { name, expected, actual });
  } else if (expected.kind === 'nil' || expected.kind === 'list') {
    if (expected.kind !== actual.kind) reportValue(comparison, expected, actual, name);
  } else if (!form && (actual.kind === 'nil' || actual.kind === 'list'))
    reportValue(comparison, expected, actual, name);
  else compareContent(comparison, expected, actual, shape, name);
}

/** `"en"` and `("en")` are the same list of languages. */
function isBareMember(shape: Shape, expected: Value, actual: Value): shape is SetShape {
  const isNil = expected.kind === 'nil' || actual.kind === 'nil';
  const isOneList = (expected.kind === 'list') !== (actual.kind === 'list');
  return shape.kind === 'set' && shape.mayBeBare === true && isOneList && !isNil;
}

function membersOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

/** ` has 2 parts, expected 1 part`; empty where both lists are made alike, as far as the shape tells. */
function describeBoth(shape: Shape, expected: ListValue, actual: ListValue): string {
  if (shape.kind !== 'variant' || !shape.describe) return '';
  const [wanted, came] = [shape.describe(expected), shape.describe(actual)];
  return wanted === came ? '' : ` has ${came}, expected ${wanted}`;
}

/** Compares the members of two lists, or all values of a response. */
export function compareMembers(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  shape: ListShape,
  place: Place,
): void {
  switch (shape.kind) {
    case 'tuple':
      compareTuple(comparison, expected, actual, shape, place);
      break;
    case 'set':
      compareSet(comparison, expected, actual, shape, place);
      break;
    case 'pairs':
      comparePairs(comparison, expected, actual, shape, place);
      break;
  }
}

/** Where the shape says nothing of a list, its members are compared in order. */
function listShapeOf(shape: Shape, list: ListValue): ListShape {
  switch (shape.kind) {
    case 'tuple':
    case 'set':
    case 'pairs':
      return shape;
    case 'variant':
      return shape.of(list);
    default:
      return { kind: 'tuple', places: [] };
  }
}

function compareContent(
  comparison: Comparison,
  expected: Value,
  actual: Value,
  shape: Shape,
  name: string,
): void {
  const parts = comparison.expected.content(expected);
  const content = contentOf(actual, comparison.actual);
  if (isPlain(parts)) {
    const canonical = comparison.canonicalOf(shape);
    const { text } = parts[0];
    if (!areSameText(text, content) && canonical(text) !== canonical(content))
      reportContent(
        comparison,
        expected,
        actual,
        name,
        comparison.isTrial ? '' : explainSets(shape, text, content),
      );
    return;
  }
  const plain = shape.kind === 'variant' ? (shape.otherwise ?? shape) : shape;
  const ignoresCase =
    comparison.isCaseless ||
    plain.kind === 'keyword' ||
    plain.kind === 'date' ||
    plain.kind === 'capability' ||
    (plain.kind === 'mailbox' && lowerAscii(content) === 'inbox');
  const found =
    matchPattern(parts, content, comparison.captures, { ignoresCase }) ??
    matchWithQuotes(comparison, expected, actual);
  if (found) comparison.captures.bind(found, () => comparison.expected.placeAt(expected.start));
  else
    reportContent(comparison, expected, actual, name, explainMismatch(parts, content, comparison.captures));
}

/** Which numbers two sets do not share. */
function explainSets(shape: Shape, expected: Octets, actual: Octets): string {
  const plain = shape.kind === 'variant' ? shape.otherwise : shape;
  if (plain?.kind !== 'set-of-numbers' || !/[:,]/.test(expected + actual)) return '';
  const parts = [
    [subtractSequenceSet(expected, actual), 'missing'],
    [subtractSequenceSet(actual, expected), 'unexpected'],
  ].flatMap(([numbers, what]) =>
    numbers ? [`${show(numbers)} ${/^\d+$/.test(numbers) ? 'is' : 'are'} ${what}`] : [],
  );
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

/** A regular expression may be written with the quotes that the value has: `${_:/"."|"\/"/}`. */
function matchWithQuotes(comparison: Comparison, expected: Value, actual: Value): Bindings | undefined {
  const form = comparison.formOf(expected);
  const isRegex = form && 'type' in form && form.type.kind === 'regex';
  if (!isRegex || actual.kind !== 'string' || actual.form !== 'quoted') return undefined;
  const written = comparison.actual.slice(actual.start, actual.end);
  const found = matchPattern(comparison.expected.content(expected), written, comparison.captures);
  return found && new Map([...found.keys()].map((name) => [name, actual.text]));
}

function isPlain(parts: readonly TemplatePart[]): parts is readonly [{ kind: 'text'; text: string }] {
  return parts.length === 1 && parts[0]?.kind === 'text';
}

/** Texts of several lines are told apart by line. */
function reportContent(
  comparison: Comparison,
  expected: Value,
  actual: Value,
  name: string,
  explanation = '',
): void {
  const areTexts = expected.kind === 'string' && actual.kind === 'string';
  if (areTexts && (expected.text.includes('\n') || actual.text.includes('\n')))
    compareStrings(comparison, expected, actual, name);
  else reportValue(comparison, expected, actual, name, explanation);
}

function reportValue(
  comparison: Comparison,
  expected: Value,
  actual: Value,
  name: string,
  explanation = '',
): void {
  const [came, wanted] = showBoth(
    writtenValue(actual, comparison.actual),
    writtenValue(expected, comparison.expected.octets),
  );
  const text = comparison.about(name, ` is ${came}, expected ${wanted}${explanation}`);
  comparison.report('value', text, spanOf(expected), spanOf(actual));
}

function writtenValue(value: Value, octets: Octets): Octets {
  return isLiteral(value) ? `"${value.text}"` : octets.slice(value.start, value.end);
}

/** Where a value is; of a literal its content, which is on a line of its own. */
function spanOf(value: Value): Span {
  return isLiteral(value) ? { start: value.end - value.text.length, end: value.end } : value;
}

function isLiteral(value: Value): value is StringValue {
  return value.kind === 'string' && value.form !== 'quoted';
}
