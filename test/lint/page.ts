import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A rule's page: src/lint/rules/<name>.md. */
export interface Page {
  readonly name: string;
  readonly text: string;
  readonly examples: readonly Example[];
}

/** A fence such as ```imap wrong. `script` is it without the caret lines, which are `findings`. */
export interface Example {
  /** `wrong`, `right`, `fixed` or `fixed unsafe`. */
  readonly kind: string;
  /** What the file is called; the name of a script unless the fence says another. */
  readonly path: string;
  readonly line: number;
  readonly fence: string;
  readonly script: string;
}

const folder = join(import.meta.dirname, '../../src/lint/rules');

export function readPages(): Page[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
  return files.toSorted().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return { name: file.replace(/\.md$/, ''), text, examples: examplesIn(text) };
  });
}

function examplesIn(text: string): Example[] {
  return [...text.matchAll(/^```imap (\S.*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const fence = match[2] ?? '';
    const lines = fence.split('\n').filter((line) => !isCarets(line));
    return {
      ...headOf(match[1] ?? ''),
      line: text.slice(0, match.index).split('\n').length,
      fence,
      script: lines.join('\n'),
    };
  });
}

function headOf(info: string): Pick<Example, 'kind' | 'path'> {
  const [, kind = info, path = 'example.imap'] = /^(wrong|right) (\S+)$/.exec(info) ?? [];
  return { kind, path };
}

export function isCarets(line: string): boolean {
  return /^ *\^+( |$)/.test(line);
}
