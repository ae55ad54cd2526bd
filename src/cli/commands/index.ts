import type { CommandRow } from '../command.js';
import { commonOptions, formats, profileOption, reportOptions, serverOptions } from '../option-rows.js';

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
      ...reportOptions(formats.lint),
      ...commonOptions,
    ],
    example: 'tagline lint transcripts/story',
    load: () => import('./lint.js'),
  },
  {
    name: 'run',
    summary: 'Send scripts to a server and print the session while it happens.',
    arguments: '<files...>',
    options: [...serverOptions, profileOption, ...reportOptions(formats.run), ...commonOptions],
    example: 'tagline run transcripts/everyday/login.imap --server sandbox:',
    load: () => import('./run.js'),
  },
  {
    name: 'test',
    summary: 'Replay scripts and compare what comes with what they and their transcripts state.',
    arguments: '[paths...]',
    options: [
      { flags: '--update', description: 'write what came as the new transcripts' },
      { flags: '--watch', description: 'the same as tagline watch' },
      {
        flags: '--jobs <number>',
        description: 'how many at once (4 on the sandbox, 1 elsewhere unless told)',
      },
      ...serverOptions,
      profileOption,
      ...reportOptions(formats.run),
      ...commonOptions,
    ],
    example: 'tagline test transcripts/everyday',
    load: () => import('./test.js'),
  },
  {
    name: 'watch',
    summary: 'Run the tests again whenever a script or transcript is saved.',
    arguments: '[paths...]',
    options: [
      { flags: '--yes', description: 'send to another machine than this one without asking' },
      ...serverOptions,
      profileOption,
      ...commonOptions,
    ],
    example: 'tagline watch transcripts/everyday',
    load: () => import('./watch.js'),
  },
  {
    name: 'record',
    summary: 'Run scripts and write what was said as their transcripts, volatile values masked.',
    arguments: '<files...>',
    options: [
      {
        flags: '--update',
        description: 'replace a transcript that differs, instead of writing SCRIPT.transcript.new',
      },
      ...serverOptions,
      profileOption,
      ...reportOptions(formats.run),
      ...commonOptions,
    ],
    example: 'tagline record transcripts/everyday/login.imap',
    load: () => import('./record.js'),
  },
  {
    name: 'diff',
    summary: 'Compare two transcripts: on a terminal side by side, in a pipe as text.',
    arguments: '<expected> <actual>',
    options: [{ flags: '--plain', description: 'as text, also on a terminal' }, ...commonOptions],
    example: 'tagline diff expected.transcript actual.transcript',
    load: () => import('./diff.js'),
  },
  {
    name: 'explain',
    summary: 'Say what a rule, a command, a response code or a line of a server means.',
    arguments: '<thing...>',
    options: [...commonOptions],
    example: "tagline explain 'a2 NO There is no replica for that mailbox on this server.'",
    load: () => import('./explain.js'),
  },
  {
    name: 'serve',
    summary: 'Let a transcript play the server, on a port.',
    arguments: '<file>',
    options: [
      { flags: '--port <number>', description: 'where to listen; a free one unless told' },
      { flags: '--host <address>', description: 'on which address; 127.0.0.1 unless told' },
      ...commonOptions,
    ],
    example: 'tagline serve transcripts/exchange-2003/login.transcript --port 1143',
    load: () => import('./serve.js'),
  },
];
