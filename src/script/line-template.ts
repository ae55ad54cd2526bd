import type { Line } from './ast.js';
import { unescapeText } from './escape.js';
import { parseTemplate, type TemplatePart } from './placeholder.js';

/**
 * A line's text with its placeholders. Use it rather than `parseTemplate(line.text)`: in an escaped line `\x24{` is a
 * plain `${`, which `line.text` no longer tells from a placeholder.
 */
export function lineTemplate(line: Line): readonly TemplatePart[] {
  const { parts } = parseTemplate(line.raw, line.textStart);
  if (!line.escaped) return parts;
  return parts.map((part) => (part.kind === 'text' ? { ...part, text: unescapeText(part.text).text } : part));
}
