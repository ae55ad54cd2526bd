import { CommanderError, Option, Command as Program } from 'commander';
import { nearestWord } from '../imap/grammar/nearest-word.js';
import { visibleText } from '../text/octets.js';
import type { CommandRow, OptionRow, Options } from './command.js';
import { commands } from './commands/index.js';
import { ExitStatus } from './exit-status.js';
import type { Host } from './host.js';
import { Kept } from './kept.js';
import { createOutput, parseColorChoice } from './output.js';
import { UsageError } from './usage-error.js';

export { processHost } from './host.js';

/** Runs one command line (without node and the script's name) and gives the exit status. Never throws. */
export async function main(host: Host, argv: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = ExitStatus.fine;
  // Describing a command takes time: the others are needed only to say what there is.
  const named = commands.filter(({ name }) => name === argv[0]);
  const rows = named.length > 0 ? named : commands;
  const program = createProgram(host, rows, async (row, positional, options) => {
    status = await carryOut(host, row, positional, options);
  });
  const [first = 'help'] = argv;
  if (named.length === 0 && first !== 'help' && !first.startsWith('-')) {
    host.stderr.write(visibleLines(unknownCommand(first)));
    return ExitStatus.usage;
  }
  try {
    await program.parseAsync(argv.length === 0 ? ['help'] : [...argv], { from: 'user' });
    return status;
  } catch (error) {
    return explain(host, error);
  }
}

function unknownCommand(name: string): string {
  const near = nearestWord(name, ['help', ...commands.map((row) => row.name)]);
  const offer = near === undefined ? '' : `(Did you mean ${near}?)\n`;
  return `error: unknown command '${name}'\n${offer}${helpHint}\n`;
}

const helpHint = '(tagline help shows the commands, tagline help COMMAND its options)';

type CarryOut = (row: CommandRow, positional: readonly string[], options: Options) => Promise<void>;

function createProgram(host: Host, rows: readonly CommandRow[], carryOut: CarryOut): Program {
  const program = new Program('tagline')
    .description('Lint hand-written IMAP sessions, replay them against a live server, diff what came.')
    .version(__VERSION__)
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError(helpHint)
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(visibleLines(text)),
    });
  for (const row of rows) program.addCommand(createCommand(row, host, carryOut));
  return program;
}

function createCommand(row: CommandRow, host: Host, carryOut: CarryOut): Program {
  const command = new Program(row.name)
    .summary(row.summary)
    .description(row.summary)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(visibleLines(text)),
    })
    .addHelpText('after', `\nExample:\n  ${row.example}`);
  if (row.arguments !== '') command.arguments(row.arguments);
  for (const option of row.options) command.addOption(createOption(option));
  return command.action(async (...given: unknown[]) => {
    await carryOut(row, command.args, readOptions(command.opts()));
    void given;
  });
}

function createOption(row: OptionRow): Option {
  const option = new Option(row.flags, row.description);
  if (row.choices) option.choices(row.choices);
  if (row.repeatable) option.argParser((value: string, previous: string[] = []) => [...previous, value]);
  return option;
}

function readOptions(given: Record<string, unknown>): Options {
  return {
    flag: (name) => given[name] === true,
    text: (name) => (typeof given[name] === 'string' ? given[name] : undefined),
    texts: (name) => (Array.isArray(given[name]) ? given[name].map(String) : []),
  };
}

async function carryOut(
  host: Host,
  row: CommandRow,
  positional: readonly string[],
  options: Options,
): Promise<ExitStatus> {
  const color = parseColorChoice(options.text('color'));
  const output = createOutput(host, { color, quiet: options.flag('quiet') });
  const { command } = await row.load();
  const kept = new Kept();
  try {
    return await command({ host, output, arguments: positional, options, kept });
  } finally {
    await kept.stop();
  }
}

function explain(host: Host, error: unknown): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitStatus.fine : ExitStatus.usage;
  if (error instanceof UsageError) {
    const hints = error.hints.map((hint) => `  ${hint}\n`).join('');
    host.stderr.write(visibleLines(`tagline: ${error.message}\n${hints}`));
    return error.status;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  host.stderr.write(visibleLines(`tagline: this is a bug in tagline, please report it:\n${trace}\n`));
  return ExitStatus.usage;
}

function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}

declare const __VERSION__: string;
