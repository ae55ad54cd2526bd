import type { ScriptStream } from '../script/ast.js';

/** A file that tells what was said, and is not sent: notes on what sending would do have no place there. */
export function isTranscript({ source }: Pick<ScriptStream, 'source'>): boolean {
  return /\.transcript(?:\.new)?$/.test(source.path);
}
