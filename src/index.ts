export { type LintOptions, lintScript } from './lint/linter.js';
export { parseScript } from './script/parser.js';
export { printScript } from './script/printer.js';
export type { Diagnostic, Fix, ServerAnswer, Severity } from './text/diagnostic.js';
export { createSource, positionAt, type Source, type Span } from './text/source.js';
