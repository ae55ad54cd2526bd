import type { Octets } from '../../text/octets.js';
import type { Imported } from './imported.js';
import { namedScripts, scriptOf } from './log-script.js';
import { joinWrapped, shownLine } from './terminal-line.js';
import { withoutShortened } from './terminal-literals.js';
import { splitSessions } from './terminal-sessions.js';

/**
 * What a terminal showed, both sides mixed: which line is whose, the language of scripts knows. `choose` leaves out what
 * the program itself says.
 */
export function importTerminal(
  name: string,
  text: Octets,
  what: string,
  choose: (lines: readonly Octets[]) => readonly Octets[],
): Imported {
  const lines = choose(joinWrapped(text.split('\n').map(shownLine)));
  const scripts = splitSessions(lines).map((session) =>
    scriptOf(withEmptyLines(withoutShortened(session)).join('\n').replace(/\n?$/, '\n')),
  );
  return namedScripts(
    name,
    scripts.filter((script) => /^C(?:\\)?:|^%login/m.test(script)),
    what,
  );
}

/** An empty line between answers was sent where the server did not understand it; elsewhere it is for the eye. */
function withEmptyLines(lines: readonly Octets[]): readonly Octets[] {
  return lines.map((line, at) => {
    const isSent =
      line === '' &&
      /^(?:S: )?\* BAD(?: |$)/.test(lines[at + 1] ?? '') &&
      /^(?:S: )?\S+ (?:OK|NO|BAD)(?: |$)/.test(lines[at - 1] ?? '');
    return isSent ? 'C:' : line;
  });
}
