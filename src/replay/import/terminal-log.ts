import type { Octets } from '../../text/octets.js';
import type { Imported } from './imported.js';
import { nothingSaid, scriptOf, titleOf } from './log-script.js';
import { withoutShortened } from './terminal-literals.js';

/** Lines of a terminal, both sides mixed: which line is whose, the language of scripts knows. */
export function importTerminal(name: string, lines: readonly Octets[], what: string): Imported {
  const said = fromGreeting(lines).map((line) => line.replace(/\r+$/, ''));
  const script = scriptOf(withoutShortened(said).join('\n').replace(/\n?$/, '\n'));
  if (!/^C(?:\\)?:|^%login/m.test(script)) return nothingSaid(what);
  const own = titleOf(name);
  return { scripts: [{ name: own, text: `# ${own}, from ${what}\n${script}`, users: [] }], problems: [] };
}

/** Whatever was typed to connect, and was said meanwhile, is of no session. */
function fromGreeting(lines: readonly Octets[]): readonly Octets[] {
  const greeting = lines.findIndex((line) => /^(?:S: )?\* (?:OK|PREAUTH|BYE)\b/i.test(line));
  const isFirst = !lines.slice(0, Math.max(greeting, 0)).some((line) => /^\S+ (?:OK|NO|BAD)\b/.test(line));
  return isFirst ? lines.slice(Math.max(greeting, 0)) : lines;
}
