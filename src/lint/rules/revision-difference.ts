import { traits } from '../../imap/octet-traits.js';
import { upperAscii } from '../../text/octets.js';
import { placeInMessage } from '../grammar-rule.js';
import type { Rule } from '../rule.js';
import { takesUtf8 } from '../takes-utf8.js';

/** What only one of IMAP4rev1 and IMAP4rev2 has, where the script tells that it is the other one — RFC 9051 §E */
export const revisionDifference: Rule = {
  code: 'A004',
  name: 'revision-difference',
  category: 'argument',
  fix: 'none',
  severity: 'warning',
  check({ report, state }) {
    let isNew = false;
    return {
      traits: traits.note,
      directive({ body }) {
        if (body.name !== 'require') return;
        isNew ||= body.capabilities.some(
          ({ capability, absent }) => !absent && upperAscii(capability) === 'IMAP4REV2',
        );
      },
      command(message, command) {
        for (const { dialect, start, end, message: why } of command.notes) {
          const matters =
            dialect === 'rfc3501' ? isNew || state()?.enabled.includes('IMAP4REV2') : !takesUtf8(state());
          const from = start < end ? start : command.text.slice(0, end).search(/[^ ()]+$/);
          if (matters) report({ span: placeInMessage(message, { start: from, end }), message: why });
        }
      },
    };
  },
};
