import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsOf, showKey, type View } from '../../src/tui/keys.js';
import { marks } from '../../src/tui/marks.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/terminal.md'), 'utf8');

/** The rows of the table that follows a comment of the page. */
function tableBelow(comment: string): readonly string[] {
  const [, below = ''] = page.split(`<!-- ${comment} -->\n\n`);
  return below.split('\n\n')[0]?.trim().split('\n').slice(2) ?? [];
}

describe.each<View>(['diff', 'run', 'review'])('docs/terminal.md', (view) => {
  it(`has the keys of the ${view} view, and no others`, () => {
    const rows = commandsOf(view).map(
      ({ keys, does }) => `| ${keys.map((key) => `\`${showKey(key)}\``).join(' ')} | ${does} |`,
    );
    expect(tableBelow(`keys of ${view}`)).toEqual(rows);
  });

  it(`has the marks of the ${view} view, and no others`, () => {
    expect(tableBelow(`marks of ${view}`)).toEqual(
      marks[view].map(([mark, means]) => `| \`${mark}\` | ${means} |`),
    );
  });
});
