import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTemplate, placeholderEnd } from '../../src/script/placeholder.js';

const value = { kind: 'value' } as const;

describe('a placeholder', () => {
  it.each([
    ['${uid}', { kind: 'name', name: 'uid', type: value }],
    ['${_x1}', { kind: 'name', name: '_x1', type: value }],
    ['${n:number}', { kind: 'name', name: 'n', type: { kind: 'number' } }],
    ['${d:date}', { kind: 'name', name: 'd', type: { kind: 'date' } }],
    ['${m:atom}', { kind: 'name', name: 'm', type: { kind: 'atom' } }],
    ['${p:astring}', { kind: 'name', name: 'p', type: { kind: 'astring' } }],
    ['${x:/a{3}/}', { kind: 'name', name: 'x', type: { kind: 'regex', pattern: 'a{3}' } }],
    ['${x:/a\\/}b/}', { kind: 'name', name: 'x', type: { kind: 'regex', pattern: 'a\\/}b' } }],
    ['${x://}', { kind: 'name', name: 'x', type: { kind: 'regex', pattern: '' } }],
    ['${a+1}', { kind: 'offset', name: 'a', offset: 1 }],
    ['${a-12}', { kind: 'offset', name: 'a', offset: -12 }],
    ['${_}', { kind: 'any', type: value }],
    ['${_:number}', { kind: 'any', type: { kind: 'number' } }],
    ['${*}', { kind: 'rest' }],
    ['${!\\Noselect}', { kind: 'absent', member: '\\Noselect' }],
    ['${!$Junk}', { kind: 'absent', member: '$Junk' }],
    ['${!*}', { kind: 'end' }],
    ['${?\\Draft}', { kind: 'optional', member: '\\Draft' }],
    ['${n:>=7}', { kind: 'name', name: 'n', type: { kind: 'at-least', name: undefined, number: 7 } }],
    ['${n:>=a}', { kind: 'name', name: 'n', type: { kind: 'at-least', name: 'a', number: 0 } }],
    ['${_:>=a-2}', { kind: 'any', type: { kind: 'at-least', name: 'a', number: -2 } }],
    ['${env:HOME}', { kind: 'environment', name: 'HOME' }],
    ['${env}', { kind: 'name', name: 'env', type: value }],
  ])('%j', (raw, form) => {
    expect(parseTemplate(raw, 5)).toEqual({
      parts: [{ kind: 'placeholder', raw, span: { start: 5, end: 5 + raw.length }, form }],
      problems: [],
    });
  });

  it.each([
    '${}',
    '${a b}',
    '${1}',
    '${a+}',
    '${a+b}',
    '${_-1}',
    '${a:}',
    '${a:nmber}',
    '${x:/(/}',
    '${!}',
    '${?}',
    '${n:>=}',
    '${n:>=-1}',
    '${n:>=1+1}',
    '${env:}',
    '${env:a b}',
  ])('%j means nothing', (raw) => {
    const { parts, problems } = parseTemplate(raw);
    expect(parts).toEqual([
      { kind: 'placeholder', raw, span: { start: 0, end: raw.length }, form: { kind: 'invalid' } },
    ]);
    expect(problems).toHaveLength(1);
  });

  it.each([
    ['${', 1],
    ['${a', 1],
    ['${a\nb}', 1],
    ['${x:/a}', 1],
    ['${${a}}', 1],
    ['${a${b}}', 1],
  ])('%j has no end', (text, count) => {
    expect(placeholderEnd(text, 0)).toBeUndefined();
    expect(parseTemplate(text).problems).toHaveLength(count);
  });

  it('has no end behind 1024 octets', () => {
    expect(placeholderEnd(`\${${'a'.repeat(1021)}}`, 0)).toBe(1024);
    expect(placeholderEnd(`\${${'a'.repeat(1022)}}`, 0)).toBeUndefined();
  });

  it.each([
    ['', ['']],
    ['plain $ { } $a', ['plain $ { } $a']],
    ['a${b}c${d}', ['a', '${b}', 'c', '${d}']],
    ['$${b}}', ['$', '${b}', '}']],
    ['${a${b}}', ['${a', '${b}', '}']],
  ])('splits %j into %j', (text, pieces) => {
    expect(parseTemplate(text).parts.map((part) => (part.kind === 'text' ? part.text : part.raw))).toEqual(
      pieces,
    );
  });

  it('loses nothing of any text', () => {
    const pieces = ['${', '}', 'a', '_', ':', '/', '\\', '+1', '*', '!', 'env:', '{', '\n', '$', ' '];
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((some) => some.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const { parts } = parseTemplate(text);
        return parts.map((part) => (part.kind === 'text' ? part.text : part.raw)).join('') === text;
      }),
      { numRuns: 2000 },
    );
  });
});
