import { contentOf } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import { isTranscript } from '../is-transcript.js';
import type { Rule } from '../rule.js';

/** A password that stands in the file, where everybody who has the file can read it. */
export const passwordInScript: Rule = {
  code: 'V001',
  name: 'password-in-script',
  category: 'value',
  severity: 'warning',
  check: ({ script, report }) => ({
    names: ['LOGIN'],
    command(message, command) {
      const password = command.arguments[1];
      const content = password && contentOf(command, password);
      if (!password || !content || content.includes('\xe2\x80\xb9redacted')) return;
      const span = placeInMessage(message, password);
      report({
        span,
        message:
          'The password stands in the file: write ${password}, which is asked for, or read from a file.',
        severity: isTranscript(script) ? 'note' : 'warning',
        fix: { title: 'write ${password}', safe: false, edits: [{ span, text: '${password:astring}' }] },
      });
    },
  }),
};
