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
    return {
      names: Object.keys(effects),
      command(message, command) {
        const effect = effects[command.name];
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

const effects: Readonly<Record<string, string>> = {
  DELETE: 'This deletes a mailbox with all its messages.',
  EXPUNGE: 'This removes all messages that are \\Deleted, for good.',
  'UID EXPUNGE': 'This removes messages for good.',
};
