import type { Literal } from '../../script/ast.js';
import { quote } from '../../script/problem.js';
import type { Rule } from '../rule.js';

/** A heredoc always ends in CRLF, which no name and no password does: `astring` may hold it — RFC 9051 §9 */
export const heredocArgument: Rule = {
  code: 'V015',
  name: 'heredoc-argument',
  category: 'value',
  severity: 'warning',
  fix: 'none',
  check: ({ report }) => ({
    names,
    command({ segments }, { name }) {
      for (const { literal } of segments) {
        if (literal?.form !== 'heredoc' || !literal.terminator) continue;
        const message = `The line end before "${quote(literal.word)}" belongs to the data, and ${name} takes it for a part of the value. Expected ${spelling(literal)}.`;
        report({ span: literal.announcementSpan, message });
      }
    },
  }),
};

/** Commands whose literals are names and passwords. */
const names = [
  'LOGIN',
  ...[
    'SELECT',
    'EXAMINE',
    'CREATE',
    'DELETE',
    'RENAME',
    'SUBSCRIBE',
    'UNSUBSCRIBE',
    'LIST',
    'LSUB',
    'STATUS',
  ],
  ...['COPY', 'MOVE', 'UID COPY', 'UID MOVE'],
  ...['GETACL', 'SETACL', 'DELETEACL', 'LISTRIGHTS', 'MYRIGHTS', 'GETQUOTA', 'SETQUOTA', 'GETQUOTAROOT'],
];

function spelling({ octets, binary, nonSynchronising }: Literal & { readonly form: 'heredoc' }): string {
  if (octets.includes('${')) return 'a quoted string';
  const plus = nonSynchronising ? '+' : '';
  return `${binary ? '~' : ''}{${Math.max(0, octets.length - 2)}${plus}}, which counts its octets alone`;
}
