import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandsOf, showKey, type View } from '../../src/tui/keys.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/terminal.md'), 'utf8');

it.each<View>(['diff', 'run', 'review'])(
  'docs/terminal.md has the keys of the %s view, and no others',
  (view) => {
    const [, section = ''] = page.split(`<!-- keys of ${view} -->\n`);
    const rows = section.split('\n## ')[0]?.trim().split('\n').slice(2);
    expect(rows).toEqual(
      commandsOf(view).map(
        ({ keys, does }) => `| ${keys.map((key) => `\`${showKey(key)}\``).join(' ')} | ${does} |`,
      ),
    );
  },
);
