import type { MistakeKind } from '../../imap/dialects/dialect.js';
import { traits } from '../../imap/octet-traits.js';
import { findCommand } from '../../imap/registry.js';
import { findResponse } from '../../imap/response-registry.js';
import type { ClientMessage } from '../../script/ast.js';
import { type Octets, visible } from '../../text/octets.js';
import { headOf, placeIn } from '../place.js';
import type { Finding, Rule } from '../rule.js';

/** `tag = 1*<any ASTRING-CHAR except "+">` — RFC 9051 §9, RFC 3501 §9 */
export const tagCharacter: Rule = {
  code: 'T004',
  name: 'tag-character',
  category: 'tag',
  severity: 'error',
  fix: 'unsafe',
  check: ({ report }) => ({
    traits: traits.problem | traits.closingBracket,
    server(message) {
      const line = headOf(message);
      if (line.notation !== '') return;
      if (message.form === 'untagged' && isCommandWithStar(line.text)) report(starAt(line));
      if (message.form !== 'continuation') return;
      const [, tag = '', word = ''] = /^(\+[^ ]{1,40}) (?:UID )?([A-Z]{1,20})(?: |$)/i.exec(line.text) ?? [];
      if (!findCommand(word)) return;
      report({
        span: placeIn(line, 0, 1),
        message: `A tag cannot begin with +: this line is taken for what the server says. Use ${visible(tag.slice(1))}.`,
      });
    },
    command(message) {
      const { tag } = message;
      const at = findForbidden(tag);
      if (at !== -1) report(forbiddenAt(message, at));
      else if (tag.includes(']')) report(bracketAt(message, tag.indexOf(']')));
    },
  }),
};

/** `* NOOP`: no response has the name of this command. */
function isCommandWithStar(text: Octets): boolean {
  const [, word = ''] = /^\* (UID [A-Z]{1,20}|[A-Z]{1,20})(?: |$)/i.exec(text) ?? [];
  return findCommand(word) !== undefined && findResponse(word) === undefined;
}

function starAt(line: ReturnType<typeof headOf>): Finding {
  return {
    span: placeIn(line, 0, 1),
    message: 'A tag cannot be *: this line is taken for what the server says. Use letters and digits.',
  };
}

function forbiddenAt(message: ClientMessage, at: number): Finding {
  const { tag } = message;
  const line = headOf(message);
  const end = at + (/^[\x80-\xff]+/.exec(tag.slice(at))?.[0].length ?? 1);
  const span = placeIn(line, 0, tag.length);
  const clean = tag.replace(/[^\x21-\x7e]|[(){%*"\\+]/g, '');
  return {
    span: placeIn(line, at, end),
    message: `A tag cannot have ${visible(tag.slice(at, end))}: use letters and digits.`,
    details: tag === '*' || tag === '+' ? ['The answer would look like one that belongs to no command.'] : [],
    explains: span,
    mistake: { kind: kindOf(tag, at), line: line.text, at },
    ...(clean !== '' && { fix: { title: `use ${clean}`, safe: false, edits: [{ span, text: clean }] } }),
  };
}

/** `ASTRING-CHAR = ATOM-CHAR / resp-specials ; resp-specials = "]"`: legal, and refused by some. */
function bracketAt(message: ClientMessage, at: number): Finding {
  const line = headOf(message);
  return {
    span: placeIn(line, at, at + 1),
    severity: 'note',
    message: 'A tag may have ], but not every server takes it: use letters and digits.',
    mistake: { kind: 'tag-with-bracket', line: line.text, at },
  };
}

/** Placeholders are no part of the tag yet. */
function findForbidden(tag: Octets): number {
  for (let at = 0; at < tag.length; at++) {
    const octet = tag.charCodeAt(at);
    if (octet === 0x24 && tag[at + 1] === '{') return -1;
    if (octet >= 0x80 || (octet > 0x20 && octet < 0x7f && forbidden.has(octet))) return at;
  }
  return -1;
}

const forbidden: ReadonlySet<number> = new Set([...'(){%*"\\+'].map((octet) => octet.charCodeAt(0)));

const kinds: Readonly<Record<string, MistakeKind>> = {
  '(': 'tag-with-parenthesis',
  ')': 'tag-with-parenthesis',
  '%': 'tag-with-percent',
  '"': 'tag-with-quote',
  '{': 'tag-with-brace',
  '+': 'tag-with-plus',
  '\\': 'tag-with-backslash',
};

function kindOf(tag: Octets, at: number): MistakeKind {
  if (tag === '*') return 'tag-star';
  if (tag === '+') return 'tag-plus';
  return kinds[tag[at] ?? ''] ?? 'tag-with-8-bit';
}
