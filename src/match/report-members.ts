import type { Value } from '../imap/value.js';
import type { Span } from '../text/source.js';
import type { Comparison, Place } from './comparison.js';
import { show, showList } from './difference.js';
import { memberName } from './value-names.js';

/**
 * Reports members that are on one side only: `FETCH 2: flags \Seen and \Draft are missing`. `own` are the names of those
 * that have one: where every place has its meaning, NIL says little. `verdict` says otherwise what is wrong with them.
 */
export function reportMembers(
  comparison: Comparison,
  mismatch: 'missing' | 'unexpected',
  members: readonly Pick<Value, 'start' | 'end'>[],
  place: Place,
  { own = [], verdict = mismatch }: { readonly own?: readonly string[]; readonly verdict?: string } = {},
): void {
  const [first] = members;
  if (!first) return;
  const octets = mismatch === 'missing' ? comparison.expected.octets : comparison.actual;
  const names = showList(
    members.map(({ start, end }, index) => own[index] || show(octets.slice(start, end))),
  );
  const verb = members.length === 1 ? 'is' : 'are';
  const text = `${describe(comparison, place, members.length)}${names} ${verb} ${verdict}`;
  comparison.report(
    mismatch,
    text,
    mismatch === 'missing' ? first : endOf(place.expected),
    mismatch === 'missing' ? endOf(place.actual) : first,
    members.map(({ start }) => start),
  );
}

/** Where they would stand on the other side: nothing of what is there differs. */
function endOf({ end }: Span): Span {
  return { start: end, end };
}

/** `FETCH 2: flag `, `CAPABILITY: `, `FETCH 2: BODYSTRUCTURE: ` */
function describe(comparison: Comparison, { name }: Place, count: number): string {
  const member = memberName(name, count);
  const isWhole = name === '' || comparison.subject === name || comparison.subject.startsWith(`${name} `);
  if (member !== '' || isWhole) return `${comparison.subject}: ${member}`;
  return `${comparison.subject}: ${name}: `;
}
