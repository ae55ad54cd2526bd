import type { Command } from '../../imap/command.js';
import { type Octets, upperAscii, visible } from '../../text/octets.js';
import { contentOf, findArguments } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf } from '../place.js';
import type { Rule } from '../rule.js';

/** Names that do not fit the hierarchy which the server has shown: LIST and NAMESPACE — RFC 9051 §6.3.10, §7.3.1 */
export const otherHierarchy: Rule = {
  code: 'V013',
  name: 'other-hierarchy',
  category: 'value',
  severity: 'warning',
  fix: 'none',
  check({ mayHaveServer, report, outcomeOf }) {
    if (!mayHaveServer) return {};
    let delimiter: Octets | undefined;
    let prefix = '';
    return {
      names: [...listing, ...making],
      server(message) {
        const { text } = headOf(message);
        const found =
          /^\* (?:LIST|LSUB|XLIST) \([^)]*\) "([./])" |^\* NAMESPACE \(\("([^"]*)" "([./])"\)/i.exec(text);
        delimiter = found?.[1] ?? found?.[3] ?? delimiter;
        prefix = found?.[2] ?? prefix;
      },
      command(message, command) {
        if (outcomeOf(message)?.status === 'OK') return;
        const finding = listing.includes(command.name)
          ? findPattern(command, delimiter)
          : findName(command, prefix);
        if (finding) report({ ...finding, span: placeInMessage(message, finding.span) });
      },
    };
  },
};

const listing: readonly Octets[] = ['LIST', 'LSUB', 'XLIST'];
const making: readonly Octets[] = ['CREATE', 'SUBSCRIBE'];

/** `LIST "" INBOX/%` where levels are separated by dots. */
function findPattern(command: Command, delimiter: Octets | undefined) {
  const other = delimiter === '.' ? '/' : '.';
  if (delimiter === undefined || !command.text.includes(other)) return undefined;
  for (const pattern of findArguments(command, ['mailbox-pattern'])) {
    const written = contentOf(command, pattern) ?? '';
    if (!/^[^%*]+[./][%*]/.test(written) || !written.includes(other) || written.includes(delimiter)) continue;
    return {
      span: pattern,
      message: `This matches nothing below a mailbox: the levels of names have "${delimiter}" between them here.`,
    };
  }
  return undefined;
}

/** `CREATE Drafts` where all own mailboxes are below `INBOX.`. */
function findName(command: Command, prefix: Octets) {
  const [mailbox] = findArguments(command, ['mailbox']);
  const name = mailbox && contentOf(command, mailbox);
  if (prefix === '' || !mailbox || name === undefined || /^INBOX$/i.test(name)) return undefined;
  if (upperAscii(name).startsWith(upperAscii(prefix))) return undefined;
  return {
    span: mailbox,
    severity: 'note' as const,
    message: `Own mailboxes are below "${visible(prefix)}" here: the server may refuse another name.`,
  };
}
