import type { Dialect } from './dialect.js';

/** Microsoft Exchange Server 2003, as its IMAP4 service answered in a session that was written down. */
export const exchange2003: Dialect = {
  id: 'exchange-2003',
  name: 'Exchange 2003',
  answers: {
    'missing-tag': { after: '<tag> BAD Protocol Error: "Unidentifiable command specified".' },
    'blank-for-tag': { after: '* BAD Protocol Error: "Tag not found in command".' },
    'blanks-after-tag': { after: '<tag> BAD Protocol Error: "Unknown command found".' },
    'unknown-command': { after: '<tag> BAD Protocol Error: "Unidentifiable command specified".' },
    backspace: { after: '<tag> BAD Protocol Error: "Unidentifiable command specified".' },
  },
};
