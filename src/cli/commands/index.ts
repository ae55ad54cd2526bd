import type { CommandRow } from '../command.js';
import { commonOptions, reportOptions } from '../option-rows.js';

/** Every command, in the order that `tagline help` shows them. */
export const commands: readonly CommandRow[] = [
  {
    name: 'lint',
    summary: 'Check scripts and transcripts without sending anything.',
    arguments: '[paths...]',
    options: [
      { flags: '--fix', description: 'write what can be corrected beyond doubt' },
      { flags: '--unsafe', description: 'with --fix: also what is only probable' },
      { flags: '--dry-run', description: 'with --fix: print the patch, write nothing' },
      { flags: '--for <servers>', description: 'whose answers to show, such as exchange-2003,dovecot' },
      { flags: '--max-warnings <number>', description: 'fail when there are more warnings' },
      { flags: '--stdin-filename <name>', description: 'what to call standard input (-) in messages' },
      ...reportOptions,
      ...commonOptions,
    ],
    example: 'tagline lint transcripts/story',
    load: () => import('./lint.js'),
  },
  {
    name: 'diff',
    summary: 'Compare two transcripts: on a terminal side by side, in a pipe as text.',
    arguments: '<expected> <actual>',
    options: [{ flags: '--plain', description: 'as text, also on a terminal' }, ...commonOptions],
    example: 'tagline diff expected.transcript actual.transcript',
    load: () => import('./diff.js'),
  },
];
