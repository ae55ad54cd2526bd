import { describe, expect, it } from 'vitest';
import { fixScript } from '../../src/lint/fix.js';
import { lintScript } from '../../src/lint/linter.js';
import type { FixSafety } from '../../src/lint/rule.js';
import { rules } from '../../src/lint/rules/index.js';
import { parseScript } from '../../src/script/parser.js';
import type { Fix } from '../../src/text/diagnostic.js';
import { encodeUtf8 } from '../../src/text/octets.js';
import { createSource } from '../../src/text/source.js';
import { annotate } from './annotate.js';
import { type Example, readPages } from './page.js';

const pages = readPages();

/** The safest first. */
const safeties: readonly FixSafety[] = ['safe', 'unsafe', 'none'];

function safetyOf(fix: Fix | undefined): FixSafety {
  return fix ? (fix.safe ? 'safe' : 'unsafe') : 'none';
}

describe('the pages of the rules', () => {
  it('are one for each rule', () => {
    expect(pages.map((page) => page.name)).toEqual(rules.map((rule) => rule.name).toSorted());
  });

  describe.each(rules)('$code $name', ({ code, name, severity, fix, category }) => {
    const page = pages.find((candidate) => candidate.name === name);
    const examples = page?.examples ?? [];

    it('says what the rule is called and how much it weighs', () => {
      expect(page?.text.split('\n').slice(0, 3)).toEqual([
        `# ${code} ${name}`,
        '',
        `${severity} · ${category}`,
      ]);
    });

    it('has an example that is wrong and one that is right', () => {
      const kinds = examples.map((example) => example.kind);
      expect(kinds).toEqual(expect.arrayContaining(['wrong', 'right']));
    });

    it('offers fixes as safe as the rule says, and none that is safer', () => {
      const findings = examples
        .filter(({ kind }) => kind === 'wrong')
        .flatMap(({ path, script }) => lintScript(parseScript(createSource(path, encodeUtf8(script)))))
        .filter((diagnostic) => diagnostic.code === code);
      const offered = findings.map((diagnostic) => safetyOf(diagnostic.fix));
      expect(safeties.find((safety) => offered.includes(safety))).toBe(fix);
    });

    it.each(examples)('is right about the $kind example on line $line', (example) => {
      expect(outcomeOf(example, code)).toBe(example.fence);
    });

    function outcomeOf(example: Example, ruleCode: string): string {
      const source = createSource(example.path, encodeUtf8(example.script));
      if (example.kind === 'wrong')
        return annotate(source, lintScript(parseScript(source)), ruleCode, severity);
      if (example.kind === 'right') return annotate(source, lintScript(parseScript(source)), '', '');
      const wrong = examples.findLast(
        (candidate) => candidate.kind === 'wrong' && candidate.line < example.line,
      );
      const fixed = fixScript(createSource('', encodeUtf8(wrong?.script ?? '')), {
        unsafe: example.kind === 'fixed unsafe',
      });
      return Buffer.from(fixed.source.text, 'latin1').toString('utf8');
    }
  });
});
