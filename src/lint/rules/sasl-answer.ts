import type { Command } from '../../imap/command.js';
import type { ClientMessage } from '../../script/ast.js';
import type { Octets } from '../../text/octets.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf, placeIn } from '../place.js';
import type { Finding, Rule } from '../rule.js';

/** An answer to AUTHENTICATE that no server can read: `base64 = *(4base64-char) [base64-terminal]` — RFC 9051 §9, RFC 4616 §2 */
export const saslAnswer: Rule = {
  code: 'V005',
  name: 'sasl-answer',
  category: 'value',
  severity: 'error',
  fix: 'none',
  check({ report }) {
    let mechanism = '';
    let answers = 0;
    const judge = (text: Octets, span: Finding['span']) => {
      const fault = faultOf(text, mechanism, answers++);
      if (fault) report({ span, ...fault });
    };
    return {
      names: ['AUTHENTICATE'],
      command(message, command) {
        mechanism = mechanismOf(command);
        answers = 0;
        const initial = command.arguments[1];
        if (initial) judge(command.text.slice(initial.start, initial.end), placeInMessage(message, initial));
      },
      answer(message: ClientMessage) {
        if (message.role !== 'answer') return;
        const line = headOf(message);
        judge(line.text, placeIn(line, 0, line.text.length));
      },
    };
  },
};

function mechanismOf(command: Command): string {
  return (command.argumentText.split(' ', 1)[0] ?? '').toUpperCase();
}

type Fault = Pick<Finding, 'message' | 'details'>;

/** What is wrong with an answer; it is never quoted. `*` cancels, `=` is empty (RFC 9051 §6.2.2). */
function faultOf(text: Octets, mechanism: string, number: number): Fault | undefined {
  if (text === '' || text === '*' || text === '=' || /\$\{|\xe2\x80\xb9/.test(text)) return undefined;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text))
    return { message: 'Expected base64: letters, digits, + and /, in one word.' };
  if (text.length % 4 !== 0) return { message: 'This base64 is cut off: its length is no multiple of 4.' };
  return mechanism === 'PLAIN' && number === 0
    ? plainFault(Buffer.from(text, 'base64').toString('latin1'))
    : undefined;
}

/** `message = [authzid] UTF8NUL authcid UTF8NUL passwd` — RFC 4616 §2 */
function plainFault(decoded: Octets): Fault | undefined {
  const parts = decoded.split('\0');
  if (/[\r\n]$/.test(decoded)) {
    return {
      message: 'This ends in a line end, which becomes a part of the password: use printf, not echo.',
    };
  }
  if (parts.length === 3 && parts[1] !== '') return undefined;
  const expected = 'Expected NUL, user, NUL, password in base64';
  const separator = /^[^\0]+([: ,;])/.exec(decoded)?.[1];
  if (parts.length === 1) {
    const found = separator ? `a ${names[separator]} between them` : 'no NUL';
    return {
      message: `${expected}, found ${found}.`,
      details: [`Such as: printf '\\0user\\0password' | base64`],
    };
  }
  if (parts.length === 2) return { message: `${expected}: the first NUL is missing, before the user.` };
  return {
    message:
      parts.length === 3 ? `${expected}: the user is empty.` : `${expected}: there are more than two NULs.`,
  };
}

const names: Readonly<Record<string, string>> = {
  ':': 'colon',
  ' ': 'blank',
  ',': 'comma',
  ';': 'semicolon',
};
