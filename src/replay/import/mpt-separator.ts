import type { Octets } from '../../text/octets.js';
import type { MptLine } from './mpt-file.js';

/** Whether names have levels: James separates them with a full stop, other servers with something else. */
export function hasHierarchy(lines: readonly MptLine[]): boolean {
  return lines.some((line) => line.kind === 'client' && /^\S+ (?:CREATE|RENAME) .*\w\.\w/i.test(line.text));
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

/** The same for a response that names mailboxes, or what it begins with. */
export function separateServer(response: Octets): Octets {
  if (!/^(?:\* (?:LIST|LSUB|STATUS) |\) )/i.test(response)) return response;
  return response.replaceAll('.', dot);
}
