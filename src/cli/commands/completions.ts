import { nearestWord } from '../../imap/grammar/nearest-word.js';
import { visibleText } from '../../text/octets.js';
import type { Command } from '../command.js';
import { completionsFor, shells } from '../completions.js';
import { ExitStatus } from '../exit-status.js';
import { UsageError } from '../usage-error.js';
import { commands } from './index.js';

/** `tagline completions`: prints what a shell needs to complete the command line. */
export const command: Command = async ({ output, arguments: [named = ''] }) => {
  const shell = shells.find((name) => name === named);
  if (!shell) {
    const near = nearestWord(named, shells);
    const offer = near ? `did you mean ${near}?` : `expected ${shells.join(', ')}.`;
    throw new UsageError(`Unknown shell "${visibleText(named)}": ${offer}`);
  }
  await output.write(completionsFor(shell, commands));
  return ExitStatus.fine;
};
