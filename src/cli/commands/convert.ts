import type { ImportProblem } from '../../replay/import/imported.js';
import { guessImporter, type Importer, importers } from '../../replay/import/index.js';
import { bytesOf, type Octets, visible, visibleText } from '../../text/octets.js';
import type { Command, Invocation } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { importFile, readImporter } from '../import.js';
import { UsageError } from '../usage-error.js';
import { writeAtomically } from '../write-atomically.js';

/** `tagline convert`: makes scripts of another program's tests and logs. */
export const command: Command = async (invocation) => {
  const { options, arguments: paths } = invocation;
  const from = options.text('from');
  const named = from === undefined ? undefined : readImporter('--from', from);
  const output = options.text('output');
  if (output !== undefined && paths.length > 1)
    throw new UsageError('--output names one file, and there are several to convert.');
  let status: ExitStatus = ExitStatus.fine;
  for (const path of paths) {
    const { scripts, problems } = await importFile(
      invocation.host,
      path,
      (text) => named ?? guess(path, text),
    );
    report(invocation, path, problems);
    if (problems.length > 0) status = ExitStatus.differences;
    await write(
      invocation,
      scripts.map(({ text }) => text),
      output,
    );
  }
  return status;
};

function guess(path: string, text: Octets): Importer {
  const found = guessImporter(text);
  if (found) return found;
  throw new UsageError(`${path}: this looks like no test and no log that is known here.`, [
    `Say what it is: --from ${importers.map(({ name }) => name).join(', ')}.`,
    'Of another log, put "C: " before what the client said and "S: " before what the server said, and leave out the rest.',
  ]);
}

function report({ output }: Invocation, path: string, problems: readonly ImportProblem[]): void {
  for (const { line, column = 1, message } of problems)
    output.trouble(`${visibleText(path)}:${line}:${column}: ${visible(message)}\n`);
}

/** Several sessions of one file are several scripts: `session.imap`, `session-2.imap`. */
async function write(
  { host, output }: Invocation,
  scripts: readonly Octets[],
  file: string | undefined,
): Promise<void> {
  if (file === undefined && scripts.length > 1 && !output.quiet)
    output.trouble(`tagline: ${scripts.length} sessions; with --output FILE each is a script of its own\n`);
  for (const [index, text] of scripts.entries()) {
    if (file === undefined) {
      await output.write(index === 0 ? shown(text) : `\n${shown(text)}`);
      continue;
    }
    const path = index === 0 ? file : file.replace(/(\.[^./]*)?$/, `-${index + 1}$1`);
    const written = await writeAtomically(host, path, bytesOf(text));
    if (written.kind === 'failed') throw new UsageError(written.message);
    if (!output.quiet && scripts.length > 1) output.trouble(`tagline: written ${visibleText(path)}\n`);
  }
}

/** Scripts are UTF-8, with escapes for all that is not. */
function shown(octets: Octets): string {
  return Buffer.from(octets, 'latin1').toString('utf8');
}
