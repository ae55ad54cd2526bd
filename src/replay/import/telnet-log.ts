import type { Imported, ImportRequest } from './imported.js';
import { importTerminal } from './terminal-log.js';

/** What telnet, nc and ncat say themselves. */
const noise =
  /^(?:Trying |Connected to |Escape character is |Connection to |telnet> |\^\]|Ncat: |.*(?:^|[\]$#>%] ?)(?:telnet|ncat|nc) )/;

/** With what telnet says, or only what was said: a greeting before any answer. */
export function isTelnetLog(text: string): boolean {
  const greeting = text.search(/^(?:S: )?\* (?:OK|PREAUTH)\b/m);
  const answer = text.search(/^(?:S: )?[\w.]+ (?:OK|NO|BAD)\b/m);
  const isSession = greeting !== -1 && greeting < answer;
  return isSession || /^(?:Trying .*|Connected to .*|Escape character is .*)$/m.test(text);
}

/** A session of telnet, nc or ncat, as it is on the terminal. */
export function importTelnetLog({ name, text }: ImportRequest): Imported {
  return importTerminal(name, text, 'a telnet session', (lines) => lines.filter((line) => !noise.test(line)));
}
