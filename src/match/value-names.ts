import type { Octets } from '../text/octets.js';

/** What people call the values of a response, a code or a FETCH item, in their order. */
const placeNames: Readonly<Record<Octets, readonly string[]>> = {
  LIST: ['attributes', 'delimiter', 'mailbox', 'extended data'],
  LSUB: ['attributes', 'delimiter', 'mailbox', 'extended data'],
  XLIST: ['attributes', 'delimiter', 'mailbox'],
  STATUS: ['mailbox', 'items'],
  NAMESPACE: ['personal namespaces', "other users' namespaces", 'shared namespaces'],
  QUOTA: ['root', 'resources'],
  QUOTAROOT: ['mailbox'],
  ACL: ['mailbox'],
  LISTRIGHTS: ['mailbox', 'identifier', 'required rights'],
  MYRIGHTS: ['mailbox', 'rights'],
  APPENDUID: ['UIDVALIDITY', 'UID'],
  COPYUID: ['UIDVALIDITY', 'source UID', 'UID'],
  CONVERSION: ['source type', 'target type', 'parameters'],
  COMPARATOR: ['comparator', 'comparators'],
  MESSAGELIMIT: ['limit', 'lowest UID'],
};

/** What people call a member of a list. */
const memberNames: Readonly<Record<string, string>> = {
  FLAGS: 'flag',
  PERMANENTFLAGS: 'flag',
  attributes: 'attribute',
  items: 'item',
  FETCH: 'item',
  UIDFETCH: 'item',
  resources: 'resource',
  'X-GM-LABELS': 'label',
};

/** The name of the value at a place (from 0) of the list that `name` names. */
export function placeName(name: string, place: number, count: number): string {
  const known = placeNames[name]?.[place];
  if (known) return known;
  if (name === 'THREAD') return `thread ${place + 1}`;
  if (count === 1 || name in memberNames) return name;
  return name === '' ? `value ${place + 1}` : `${name} value ${place + 1}`;
}

/** `flag ` or `flags ` for members of the list that `name` names; empty where they have no name of their own. */
export function memberName(name: string, count: number): string {
  const singular = memberNames[name];
  if (!singular) return '';
  return count === 1 ? `${singular} ` : `${singular}s `;
}
