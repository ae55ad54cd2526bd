import { createRedactor } from '../imap/secret.js';
import { placeholderEnd } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';
import { keyOf, templateOf } from './client-template.js';
import type { Plan, PlannedCommand } from './plan.js';

/** The first command of the script that its transcript does not have in this place; undefined when all are there. */
export function findStray(
  plan: Plan,
  recorded: Plan,
  secrets: readonly Octets[],
): { readonly line: number } | undefined {
  const said = keysOf(plan, secrets);
  const wasSaid = keysOf(recorded, secrets);
  const at = said.findIndex((key, index) => key !== wasSaid[index]);
  if (at !== -1) return { line: plan.commands[at]?.line ?? 0 };
  return wasSaid.length > said.length ? { line: plan.commands.at(-1)?.line ?? 0 } : undefined;
}

function keysOf({ commands }: Plan, secrets: readonly Octets[]): readonly Octets[] {
  const redactor = createRedactor(secrets, { placeholderEnd });
  const keyOfCommand = ({ connection, message, followers }: PlannedCommand) =>
    [message, ...followers]
      .map((each) => keyOf(templateOf(each, redactor)))
      .concat(connection)
      .join('\n');
  return commands.map(keyOfCommand);
}
