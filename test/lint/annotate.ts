import type { Diagnostic } from '../../src/text/diagnostic.js';
import { lineCount, lineSpan, lineText, positionAt, type Source } from '../../src/text/source.js';

/** The script with carets under what is wrong; what the page's own rule says needs no code and no severity. */
export function annotate(
  source: Source,
  found: readonly Diagnostic[],
  code: string,
  severity: string,
): string {
  let text = '';
  for (let line = 1; line <= lineCount(source) && source.text !== ''; line++) {
    text += `${Buffer.from(lineText(source, line), 'latin1').toString('utf8')}\n`;
    for (const diagnostic of found) {
      const { start, end } = lineSpan(source, line);
      if (positionAt(source, diagnostic.span.start).line !== line) continue;
      const column = positionAt(source, diagnostic.span.start).column;
      const last = positionAt(source, Math.min(diagnostic.span.end, Math.max(end, start))).column;
      const label = `${diagnostic.code === code ? '' : `${diagnostic.code} `}${diagnostic.severity === severity ? '' : `${diagnostic.severity}: `}`;
      text += `${' '.repeat(column - 1)}${'^'.repeat(Math.max(1, last - column))} ${label}${diagnostic.message}\n`;
    }
  }
  return text;
}
