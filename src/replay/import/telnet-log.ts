import type { Imported, ImportRequest } from './imported.js';
import { importTerminal } from './terminal-log.js';

/** What telnet itself says. */
const noise =
  /^(?:Trying |Connected to |Escape character is |Connection (?:closed|to )|telnet> |\^\]|.*(?:^|[\]$#>%] ?)(?:telnet|ncat|nc) )/;

/** With what telnet says, or only what was said: a greeting at the beginning, and answers. */
export function isTelnetLog(text: string): boolean {
  const isSession =
    /^\s*(?:.*\b(?:telnet|ncat|nc) .*\r?\n)?(?:S: )?\* (?:OK|PREAUTH)\b/.test(text) &&
    /^(?:S: )?\w+ (?:OK|NO|BAD)\b/m.test(text);
  return isSession || /^(?:Trying .*|Connected to .*|Escape character is .*)$/m.test(text);
}

/** A telnet session, as it is on the terminal. */
export function importTelnetLog({ name, text }: ImportRequest): Imported {
  return importTerminal(
    name,
    text.split('\n').filter((line) => !noise.test(line)),
    'a telnet session',
  );
}
