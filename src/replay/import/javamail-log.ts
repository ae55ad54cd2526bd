import type { Octets } from '../../text/octets.js';
import type { Imported, ImportRequest } from './imported.js';
import { importTerminal } from './terminal-log.js';

export function isJavamailLog(text: Octets): boolean {
  return /^DEBUG:? (?:IMAPS?|(?:JavaMail|Jakarta Mail) version|setDebug)\b/m.test(text);
}

/** What JavaMail and Jakarta Mail tell with `mail.debug`: both sides as they are, its own words between them. */
export function importJavamailLog({ name, text }: ImportRequest): Imported {
  return importTerminal(name, text, 'a log of JavaMail', (lines) => lines.flatMap(said));
}

/** Commands with a password are not shown, only what they brought. */
function said(line: Octets): readonly Octets[] {
  const [, isHidden, result] =
    /^DEBUG IMAPS?: \S+(?: \S+)? command (?:(trace suppressed)|result: (.*))$/.exec(line) ?? [];
  if (isHidden) return ['%login'];
  if (result !== undefined) return [result];
  return line.startsWith('DEBUG') ? [] : [line];
}
