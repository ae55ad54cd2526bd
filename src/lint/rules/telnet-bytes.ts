import { traits } from '../../imap/octet-traits.js';
import { octetRule } from '../octet-rule.js';

/** Telnet commands among the text: `IAC` and what follows it (RFC 854). An IMAP server knows nothing of them. */
export const telnetBytes = octetRule(
  { code: 'B003', name: 'telnet-bytes', category: 'bytes', severity: 'error', fix: 'safe' },
  traits.eightBit,
  /(?:\xff(?:[\xfb-\xfe][\x00-\x31]|\xfa[\s\S]{0,200}?\xff\xf0|[\xf0-\xf9]))+/g,
  ({ at }) => ({
    message: 'These octets are a telnet negotiation: an IMAP server takes them for text.',
    details: [
      'A telnet client sends them when Ctrl-C is typed, or when it is not told to send 8 bits as they are.',
    ],
    ...(at === 0 && { mistake: 'telnet-bytes-first' as const }),
    fix: { title: 'remove them', safe: true, text: '' },
  }),
);
