import type { SetShape, Shape } from '../imap/response-shapes.js';
import type { Value } from '../imap/value.js';
import type { PlaceholderForm } from '../script/placeholder.js';
import { lowerAscii, type Octets, visible } from '../text/octets.js';
import { compareValue } from './compare-value.js';
import { type Comparison, contentOf, type Place } from './comparison.js';
import { groupBy } from './group-by.js';
import { pairMembers } from './pair-members.js';
import { reportMembers } from './report-members.js';
import { memberName } from './value-names.js';

/** Compares lists whose members may come in any order. */
export function compareSet(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  shape: SetShape,
  place: Place,
): void {
  const { wanted, rest, more } = splitAbsent(comparison, expected, actual, place);
  const left = pairEqual(
    comparison,
    without(shape.aside, wanted, comparison.expected.octets),
    without(shape.aside, rest, comparison.actual),
    shape.of,
  );
  const { missing, unexpected } = pairRest(comparison, left.expected, left.actual, shape.of, place);
  reportMembers(comparison, 'missing', missing, place);
  const own = comparison.allowsMore ? shape.own : undefined;
  if (more ?? (shape.open && comparison.allowsMore)) return;
  reportFurther(comparison, without(own, unexpected, comparison.actual), wanted, shape.of, place);
}

/** Members that nothing asks for; of one that is expected once the second is too many. */
function reportFurther(
  comparison: Comparison,
  members: readonly Value[],
  wanted: readonly Value[],
  shape: Shape,
  place: Place,
): void {
  if (members.length === 0) return;
  const canonical = comparison.canonicalOf(shape);
  const asked = new Set(wanted.map((value) => canonical(contentOf(value, comparison.expected.octets))));
  const isAgain = (value: Value) => asked.has(canonical(contentOf(value, comparison.actual)));
  const again = members.filter(isAgain);
  const further = members.filter((value) => !isAgain(value));
  reportMembers(comparison, 'unexpected', further, place);
  reportMembers(comparison, 'unexpected', again, place, { verdict: 'there more than once' });
}

function without(
  members: readonly Octets[] | undefined,
  values: readonly Value[],
  octets: Octets,
): readonly Value[] {
  return members ? values.filter((value) => !members.includes(lowerAscii(contentOf(value, octets)))) : values;
}

/** A list without the members that only say what else may or must not be there. */
interface Split {
  readonly wanted: readonly Value[];
  readonly rest: readonly Value[];
  /** Whether more may be there; undefined when the list does not say. */
  readonly more: boolean | undefined;
}

/**
 * Reports what `${!member}` forbids and the actual list has; `rest` is the actual list without it, and without what
 * may be there (`${?member}`).
 */
export function splitAbsent(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  place: Place,
): Split {
  if (!comparison.expected.hasPlaceholders) return { wanted: expected, rest: actual, more: undefined };
  const forms = expected.map((value) => comparison.formOf(value));
  const wanted = expected.filter((_, index) => !special.has(forms[index]?.kind));
  let rest = actual;
  for (const [index, form] of forms.entries()) {
    if (form?.kind !== 'absent' && form?.kind !== 'optional') continue;
    const member = lowerAscii(form.member);
    const found = rest.find((value) => lowerAscii(contentOf(value, comparison.actual)) === member);
    if (!found) continue;
    rest = rest.filter((value) => value !== found);
    if (form.kind === 'optional') continue;
    const name = `${memberName(place.name, 1)}${visible(form.member)}`;
    const message = `${comparison.subject}: ${name} must not be there`;
    comparison.report('unexpected', message, expected[index], found);
  }
  return { wanted, rest, more: saysMore(forms) };
}

const special: ReadonlySet<string | undefined> = new Set(['rest', 'absent', 'optional', 'end']);

/** A list that says nothing but what must not be there says nothing of the others. */
function saysMore(forms: readonly (PlaceholderForm | undefined)[]): boolean | undefined {
  if (forms.some((form) => form?.kind === 'end')) return false;
  const isOpen = forms.some((form) => form?.kind === 'rest');
  return isOpen || (forms.length > 0 && forms.every((form) => form?.kind === 'absent')) || undefined;
}

interface Members {
  readonly expected: readonly Value[];
  readonly actual: readonly Value[];
}

/** Takes away what is on both sides; each member counts as often as it is there. */
function pairEqual(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  shape: Shape,
): Members {
  const canonical = comparison.canonicalOf(shape);
  const keyOf = (value: Value) =>
    comparison.formOf(value) ? undefined : canonical(contentOf(value, comparison.expected.octets));
  const isNext = (value: Value, index: number) =>
    keyOf(value) === canonical(contentOf(actual[index]!, comparison.actual));
  if (expected.length === actual.length && expected.every(isNext)) return { expected: [], actual: [] };
  const unpaired = groupBy(actual, (value) => canonical(contentOf(value, comparison.actual)));
  const left = expected.filter((value) => {
    const key = keyOf(value);
    return key === undefined || unpaired.get(key)?.pop() === undefined;
  });
  return { expected: left, actual: [...unpaired.values()].flat().toSorted((a, b) => a.start - b.start) };
}

/** Pairs patterns and lists so that the least differs, compares the pairs and gives what is left. */
function pairRest(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  shape: Shape,
  place: Place,
): { readonly missing: readonly Value[]; readonly unexpected: readonly Value[] } {
  const partners = pairMembers(comparison, expected, actual, shape);
  for (const [value, partner] of partners) compareValue(comparison, value, partner, shape, place.name);
  const paired = new Set(partners.values());
  return {
    missing: expected.filter((value) => !partners.has(value)),
    unexpected: actual.filter((value) => !paired.has(value)),
  };
}
