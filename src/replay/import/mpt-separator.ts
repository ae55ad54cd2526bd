import type { Octets } from '../../text/octets.js';
import { templateOfRegex } from './java-regex.js';
import type { MptLine } from './mpt-file.js';

/** Whether names have levels: James separates them with a full stop, other servers with something else. */
export function hasHierarchy(lines: readonly MptLine[]): boolean {
  return lines.some(
    (line) =>
      (line.kind === 'client' && /^\S+ (?:CREATE|RENAME) .*\w\.\w/i.test(line.text)) ||
      (line.kind === 'server' && namesSeparator(line.regex)),
  );
}

function namesSeparator(regex: Octets): boolean {
  if (!/^\\\* (?:LIST|LSUB|NAMESPACE) /.test(regex)) return false;
  return templateOfRegex(regex).some((part) => part.kind === 'text' && part.text.includes('"."'));
}

const dot = '${separator}';

/** A command with `${separator}` where its names have a full stop. */
export function separateClient(command: Octets): Octets {
  const [, head, name, rest = ''] =
    /^((?:\S+ )?(?:CREATE|DELETE|SELECT|EXAMINE|SUBSCRIBE|UNSUBSCRIBE|RENAME|LIST|LSUB) )(.*)$/is.exec(
      command,
    ) ??
    /^((?:\S+ )?(?:STATUS|APPEND) )("[^"]*"|\S+)(.*)$/is.exec(command) ??
    /^((?:\S+ )?(?:UID )?(?:COPY|MOVE) \S+ )(.*)$/is.exec(command) ??
    [];
  return name === undefined ? command : `${head}${name.replaceAll('.', dot)}${rest}`;
}

/** The same for what a response says, where it names mailboxes, or separators of them. */
export function separateServer(response: Octets): (octets: Octets) => Octets {
  const namesMailboxes = /^(?:\\\* (?:LIST|LSUB|STATUS|NAMESPACE) |\\\) )/i.test(response);
  return (octets) => (namesMailboxes ? octets.replaceAll('.', dot) : octets);
}
