import type { Octets } from '../../text/octets.js';
import type { Imported } from './imported.js';
import { nothingSaid, scriptOf, titleOf } from './log-script.js';

/** Lines of a terminal, both sides mixed: which line is whose, the language of scripts knows. */
export function importTerminal(name: string, lines: readonly Octets[], what: string): Imported {
  const script = scriptOf(lines.map((line) => line.replace(/\r+$/, '')).join('\n'));
  if (!/^C(?:\\)?:|^%login/m.test(script)) return nothingSaid(what);
  const own = titleOf(name);
  return { scripts: [{ name: own, text: `# ${own}, from ${what}\n${script}`, users: [] }], problems: [] };
}
