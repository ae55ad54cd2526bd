import type { Imported, ImportRequest } from './imported.js';
import { importTerminal } from './terminal-log.js';

/** What telnet itself says. */
const noise =
  /^(?:Trying |Connected to |Escape character is |Connection (?:closed|to )|telnet> |\^\]|.*[$#>] telnet )/;

export function isTelnetLog(text: string): boolean {
  return /^(?:Trying .*|Connected to .*|Escape character is .*)$/m.test(text);
}

/** A telnet session, as it is on the terminal. */
export function importTelnetLog({ name, text }: ImportRequest): Imported {
  return importTerminal(
    name,
    text.split('\n').filter((line) => !noise.test(line)),
    'a telnet session',
  );
}
