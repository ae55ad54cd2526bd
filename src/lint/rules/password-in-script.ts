import { contentOf } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import { isTranscript } from '../is-transcript.js';
import { headOf, placeIn } from '../place.js';
import type { Rule } from '../rule.js';

/** A password that stands in the file, where everybody who has the file can read it. */
export const passwordInScript: Rule = {
  code: 'V001',
  name: 'password-in-script',
  category: 'value',
  severity: 'warning',
  fix: 'unsafe',
  check({ script, report }) {
    const severity = isTranscript(script) ? 'note' : 'warning';
    const reportAnswer = (text: string, span: { start: number; end: number }) => {
      if (!holdsPassword(text)) return;
      report({ span, severity, message: 'This holds a password: %login logs in without showing one.' });
    };
    return {
      names: ['LOGIN', 'AUTHENTICATE'],
      command(message, command) {
        const [, argument] = command.arguments;
        const content = argument && contentOf(command, argument);
        if (!argument || !content) return;
        const span = placeInMessage(message, argument);
        if (command.name === 'AUTHENTICATE') reportAnswer(content, span);
        else {
          report({
            span,
            severity,
            message:
              'The password stands in the file: write ${password}, which is asked for, or read from a file.',
            fix: {
              title: 'write ${password:astring}, which is in quotes where it needs them',
              safe: false,
              edits: [{ span, text: '${password:astring}' }],
            },
          });
        }
      },
      answer(message) {
        const line = headOf(message);
        if (message.role === 'answer') reportAnswer(line.text, placeIn(line, 0, line.text.length));
      },
    };
  },
};

/** `message = [authzid] UTF8NUL authcid UTF8NUL passwd` in base64 — RFC 4616 §2 */
function holdsPassword(text: string): boolean {
  if (text.length > longest || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  const [, user, password, ...more] = Buffer.from(text, 'base64').toString('latin1').split('\0');
  return Boolean(user && password) && more.length === 0;
}

const longest = 4000;
