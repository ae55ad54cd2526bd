import type { TemplatePart } from '../script/placeholder.js';
import { type Octets, visible, visibleText } from '../text/octets.js';
import type { Captures } from './captures.js';
import { show } from './difference.js';
import { readRegex } from './regex.js';

/** Why a value may not be what its placeholders say, for people: ` (${uid} is 7 since line 3)`. */
export function explainMismatch(parts: readonly TemplatePart[], content: Octets, captures: Captures): string {
  const notes = parts.flatMap((part) => explainPart(part, content, captures));
  return notes.length === 0 ? '' : ` (${notes.join('; ')})`;
}

function explainPart(part: TemplatePart, content: Octets, captures: Captures): string[] {
  if (part.kind === 'text') return [];
  const { form } = part;
  if (form.kind === 'environment') {
    return captures.get(`env:${form.name}`) === undefined ? [`${visible(part.raw)} has no value here`] : [];
  }
  if (form.kind === 'invalid') return [`${visible(part.raw)} is no placeholder, so it is compared as text`];
  if (form.kind === 'name' || form.kind === 'offset') {
    const notes = explainName(form.name, captures);
    if (notes.length > 0) return notes;
  }
  if (!('type' in form)) return [];
  if (form.type.kind === 'at-least' && form.type.name !== undefined)
    return explainName(form.type.name, captures);
  return form.type.kind === 'regex' ? explainRegex(form.type.pattern, content) : [];
}

function explainName(name: Octets, captures: Captures): string[] {
  const value = captures.get(name);
  return value === undefined ? [] : [`\${${visible(name)}} is ${show(value)}${since(captures, name)}`];
}

function since(captures: Captures, name: Octets): string {
  const place = captures.placeOf(name);
  return place ? ` since ${visibleText(place.path)}:${place.line}` : '';
}

function explainRegex(pattern: Octets, content: Octets): string[] {
  const regex = readRegex(pattern);
  if (!regex) return [`/${visible(pattern)}/ is no regular expression`];
  if (content.length <= regex.longest) return [];
  return [
    `this one is tried on at most ${regex.longest.toLocaleString('en')} octets, so that it ends in time`,
  ];
}
