import type { ClientMessage, Directive } from '../../script/ast.js';
import { visible } from '../../text/octets.js';
import { isTranscript } from '../is-transcript.js';
import type { Rule } from '../rule.js';

/** A directive with a command directly above and below: it holds for the one above only (docs/language.md, "Directives"). */
export const directiveScope: Rule = {
  code: 'L002',
  name: 'directive-scope',
  category: 'comment',
  severity: 'note',
  fix: 'safe',
  check({ script, report }) {
    if (isTranscript(script)) return {};
    let above: ClientMessage | undefined;
    let under: Directive[] = [];
    /** Where the lines of the command, and the directives under them, end. */
    let end = -1;
    return {
      command(message) {
        if (above && message.span.start === end) {
          for (const directive of under)
            report(findingOf(directive, above, endOf(under.at(-1) ?? directive)));
        }
        above = message;
        under = [];
        end = message.span.end;
      },
      server({ span }) {
        under = [];
        end = span.end;
      },
      answer({ span }) {
        under = [];
        end = span.end;
      },
      directive(directive) {
        if (directive.span.start === end && scoped.has(directive.body.name)) under.push(directive);
        else above = undefined;
        end = directive.span.end;
      },
    };
  },
};

/** Those that hold for a command when they stand directly under it. */
const scoped: ReadonlySet<Directive['body']['name']> = new Set([
  'match',
  'extra',
  'ignore',
  'strict',
  'timeout',
]);

/** Where the line ends, before its line end. */
function endOf({ span, text }: Directive): number {
  return span.start + text.length;
}

function findingOf({ body, span, text }: Directive, { tag, name }: ClientMessage, end: number) {
  const command = visible(`${tag} ${name}`.trim());
  return {
    span: { start: span.start, end: span.start + text.length },
    message: `This %${body.name} holds for ${command} only: it stands directly under it. Expected an empty line behind it, or one before it to make it hold from here on.`,
    fix: {
      title: 'an empty line behind it',
      safe: true,
      edits: [{ span: { start: end, end }, text: '\n' }],
    },
  };
}
