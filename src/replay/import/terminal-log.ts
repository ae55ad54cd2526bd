import type { Octets } from '../../text/octets.js';
import type { Imported } from './imported.js';
import { scriptOf } from './log-script.js';

/** Lines of a terminal, both sides mixed: which line is whose, the language of scripts knows. */
export function importTerminal(name: string, lines: readonly Octets[], what: string): Imported {
  const session = lines.map((line) => line.replace(/\r+$/, '')).join('\n');
  const script = scriptOf(session);
  const isSpoken = /^C(?:\\)?:|^%login/m.test(script);
  const problems = isSpoken ? [] : [{ line: 1, message: `Nothing was said by a client in ${what}.` }];
  return {
    scripts: isSpoken ? [{ name, text: `# ${name}, from ${what}\n${script}`, users: [] }] : [],
    problems,
  };
}
