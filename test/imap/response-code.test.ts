import { describe, expect, it } from 'vitest';
import { findResponseCode, responseCodes } from '../../src/imap/response-code.js';
import { responseShapes } from '../../src/imap/response-shapes.js';

describe('a response code', () => {
  it.each(responseCodes.map((code) => [code.name, code] as const))(
    '%s says what it means in a sentence',
    (name, code) => {
      expect(name).toBe(name.toUpperCase());
      expect(code.meaning).toMatch(/^[A-Z].*\.$/);
      expect(code.advice).toMatch(/^([A-Z].*\.)?$/);
      expect(code.source).toMatch(/^(RFC \d{4}( §|,)|private$)/);
      expect(code.arguments).toMatch(/^(|\[?SP .*|1\*\(SP .*)$/);
    },
  );

  it('is there once', () => {
    expect(new Set(responseCodes.map((code) => code.name)).size).toBe(responseCodes.length);
  });

  it('is found in any case, and only when it is known', () => {
    expect(findResponseCode('overQuota')).toMatchObject({
      name: 'OVERQUOTA',
      source: expect.stringContaining('5530'),
    });
    expect(findResponseCode('X-OURS')).toBeUndefined();
    expect(findResponseCode('constructor')).toBeUndefined();
  });

  it('has arguments where its arguments have a shape', () => {
    for (const name of Object.keys(responseShapes.codes))
      expect(findResponseCode(name)?.arguments).toBeTruthy();
  });
});
