import { createRedactor } from '../imap/secret.js';
import type { Mismatch } from '../match/mismatch.js';
import { placeholderEnd } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';
import { type ClientTemplate, isSameMessage, templateOf } from './client-template.js';
import { createDifference } from './difference.js';
import type { Plan, PlannedCommand } from './plan.js';

/** What is said of a script that is another one than its transcript was recorded from. */
export const outdatedTranscript: Mismatch = {
  ...createDifference(
    'value',
    'the transcript was recorded from another version of the script, with other client lines: record it again',
  ),
  kind: 'outdated-transcript',
};

/** The first command of the script that its transcript does not have in this place; undefined when all are there. */
export function findStray(
  plan: Plan,
  recorded: Plan,
  secrets: readonly Octets[],
): { readonly line: number } | undefined {
  const said = templatesOf(plan, secrets);
  const wasSaid = templatesOf(recorded, secrets);
  const at = said.findIndex((command, index) => !isSameCommand(command, wasSaid[index]));
  if (at !== -1) return { line: plan.commands[at]?.line ?? 0 };
  return wasSaid.length > said.length ? { line: plan.commands.at(-1)?.line ?? 0 } : undefined;
}

interface Said {
  readonly connection: Octets;
  readonly messages: readonly ClientTemplate[];
}

function templatesOf({ commands }: Plan, secrets: readonly Octets[]): readonly Said[] {
  const redactor = createRedactor(secrets, { placeholderEnd });
  return commands.map(({ connection, message, followers }: PlannedCommand) => ({
    connection,
    messages: [message, ...followers].map((each) => templateOf(each, redactor)),
  }));
}

/** Answers that were not sent, because the server had refused the command, were not recorded either. */
function isSameCommand(said: Said, wasSaid: Said | undefined): boolean {
  if (wasSaid?.connection !== said.connection || wasSaid.messages.length > said.messages.length) return false;
  return wasSaid.messages.every((message, index) => {
    const own = said.messages[index];
    return own !== undefined && isSameMessage(own, message);
  });
}
