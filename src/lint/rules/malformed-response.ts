import type { ResponseProblem } from '../../imap/server-line.js';
import { findResponseProblem } from '../../imap/server-line.js';
import type { ServerMessage } from '../../script/ast.js';
import { placeholderEnd } from '../../script/placeholder.js';
import { placeInMessage } from '../grammar-rule.js';
import { isTranscript } from '../is-transcript.js';
import { headOf } from '../place.js';
import type { Rule } from '../rule.js';

/** A line of the server that the grammar of responses does not have (src/imap/response-registry.ts, RFC 9051 §7 and §9). */
export const malformedResponse: Rule = {
  code: 'R001',
  name: 'malformed-response',
  category: 'response',
  severity: 'warning',
  fix: 'none',
  check({ script, mayHaveServer, report }) {
    if (!mayHaveServer) return {};
    const isRecorded = isTranscript(script);
    return {
      server(message) {
        if (isCutOff(message) || (!isRecorded && statesTheLeast(message))) return;
        const problem = findResponseProblem(message.segments.map(partOf), placeholderEnd);
        if (!problem || (problem.kind === 'missing-text' && !(isRecorded && isSaidWhole(message)))) return;
        report({
          span: placeInMessage(message, problem.span),
          message: problem.message,
          severity: isHarmless(problem) ? 'note' : 'warning',
        });
      },
    };
  },
};

/** The connection ended, or the transcript shows a piece, before the line was whole. */
function isCutOff({ segments }: ServerMessage): boolean {
  return segments.some(({ line }) => line.open);
}

/** Recorders note whose line it is; who writes by hand may leave the text out, but hardly behind a code. */
function isSaidWhole({ segments }: ServerMessage): boolean {
  const line = segments[0]?.line;
  return line?.notation.startsWith('S') === true || line?.text.endsWith(']') === true;
}

/** Where further members may come, none at all stands for any. */
function statesTheLeast(message: ServerMessage): boolean {
  return /^\* (?:CAPABILITY|\S+ (?:UID)?FETCH \(\))$/i.test(headOf(message).text);
}

function partOf({ line, literal }: ServerMessage['segments'][number]) {
  return literal ? { text: line.text, literal } : { text: line.text };
}

function isHarmless({ kind }: ResponseProblem): boolean {
  return kind === 'missing-text' || kind === 'unknown-name';
}
