import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseScript } from '../../src/script/parser.js';
import { printScript } from '../../src/script/printer.js';
import { createSource } from '../../src/text/source.js';

const folder = join(import.meta.dirname, '../../transcripts');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(?:imap|transcript)$/.test(file),
);

describe('the scripts and transcripts that are shipped', () => {
  it('print as they were read', () => {
    for (const file of files) {
      const source = createSource(file, readFileSync(join(folder, file)));
      expect(printScript(parseScript(source)), file).toBe(source.text);
    }
  });

  it('have no problems but those that show what servers say to them', () => {
    const faulty = files.filter((file) => {
      const source = createSource(file, readFileSync(join(folder, file)));
      return parseScript(source).problems.length > 0;
    });
    expect(faulty.filter((file) => !/^dialects[/\\]/.test(file))).toEqual([]);
  });
});
