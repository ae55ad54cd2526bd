import { parseResponse, type Response } from '../../src/imap/response.js';
import { type Bindings, type Expectation, matchAnswers, scriptPolicy } from '../../src/match/match.js';
import type { MatchPolicy } from '../../src/match/policy.js';
import { parseScript } from '../../src/script/parser.js';
import { encodeUtf8 } from '../../src/text/octets.js';
import { createSource } from '../../src/text/source.js';

/** The server's lines of a script. */
export function expectations(
  text: string,
  path = 'test.imap',
  form: 'text' | 'octets' = 'text',
): Expectation[] {
  const source = createSource(path, form === 'text' ? encodeUtf8(text) : text);
  return parseScript(source).items.flatMap((item) =>
    item.kind === 'server' ? [{ message: item, source }] : [],
  );
}

/** Responses, one a line; a literal's lines follow its line as on the wire. */
export function responses(text: string): Response[] {
  const found: Response[] = [];
  const octets = encodeUtf8(text)
    .replace(/\r?\n/g, '\r\n')
    .replace(/(?<!\r\n)$/, '\r\n');
  for (let at = 0; at < octets.length; ) {
    let end = octets.indexOf('\n', at) + 1;
    for (let literal = announced(octets, end); literal !== undefined; literal = announced(octets, end))
      end = octets.indexOf('\n', end + literal) + 1;
    found.push(parseResponse(octets.slice(at, end)));
    at = end;
  }
  return found;
}

function announced(octets: string, end: number): number | undefined {
  const count = /\{(\d+)\}\r\n$/.exec(octets.slice(Math.max(0, end - 20), end))?.[1];
  return count === undefined ? undefined : Number(count);
}

/** What a comparison says, a line a mismatch: `class: message`, with a note when it does not fail. */
export function judge(
  expected: string,
  actual: string,
  policy: MatchPolicy = scriptPolicy,
  bindings: Bindings = new Map(),
): string[] {
  const { mismatches } = matchAnswers(expectations(expected), responses(actual), policy, bindings);
  return mismatches.map(({ class: name, fails, message }) => `${name}${fails ? '' : ' (shown)'}: ${message}`);
}
