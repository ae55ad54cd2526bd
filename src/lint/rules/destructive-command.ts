import type { Command } from '../../imap/command.js';
import type { ConnectionState } from '../../imap/state.js';
import type { Octets } from '../../text/octets.js';
import { findArguments } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import { isTranscript } from '../is-transcript.js';
import type { Rule } from '../rule.js';

/** A command that destroys what is not of this run: what is expunged or deleted does not come back. */
export const destructiveCommand: Rule = {
  code: 'V007',
  name: 'destructive-command',
  category: 'value',
  severity: 'note',
  fix: 'none',
  check({ script, report, state }) {
    if (isTranscript(script)) return {};
    /** Where messages were marked since the mailbox was selected: there CLOSE expunges. */
    const marked = new Set<Octets>();
    let connection: Octets = '';
    return {
      names: Object.keys(effects),
      directive({ body }) {
        if (body.name === 'on') connection = body.connection;
      },
      command(message, command) {
        const { name } = command;
        if (name === 'SELECT' || name === 'EXAMINE') marked.delete(connection);
        else if (marks(command)) marked.add(connection);
        const effect = effects[name]?.(command, marked.has(connection), state());
        if (!effect || command.problems.length > 0) return;
        const [mailbox] = findArguments(command, ['mailbox']);
        const target = mailbox ? command.text.slice(mailbox.start, mailbox.end) : (state()?.mailbox ?? '');
        if (target.includes('${')) return;
        report({
          span: placeInMessage(message, command.nameSpan),
          message: `${effect} \${mailbox} is a mailbox of the run.`,
        });
      },
    };
  },
};

type Effect = (command: Command, isMarked: boolean, state: ConnectionState | undefined) => string | undefined;

const ofAll: Effect = ({ argumentText }) =>
  argumentText.startsWith('1:* ') ? 'This changes the flags of all messages.' : undefined;
const nothing: Effect = () => undefined;

const effects: Readonly<Record<string, Effect>> = {
  DELETE: () => 'This deletes a mailbox with all its messages.',
  EXPUNGE: () => 'This removes all messages that are \\Deleted, for good.',
  'UID EXPUNGE': () => 'This removes messages for good.',
  STORE: ofAll,
  'UID STORE': ofAll,
  // RFC 9051 §6.4.1
  CLOSE: (_, isMarked, state) =>
    isMarked && !state?.readOnly
      ? 'CLOSE removes the messages that are \\Deleted, for good, and says nothing of it; UNSELECT keeps them.'
      : undefined,
  SELECT: nothing,
  EXAMINE: nothing,
};

function marks({ name, argumentText }: Command): boolean {
  return name.endsWith('STORE') && /\\Deleted/i.test(argumentText) && !/ -FLAGS/i.test(argumentText);
}
