import { formatScript } from '../../script/format.js';
import { bytesOf, type Octets, visibleText } from '../../text/octets.js';
import type { Command } from '../command.js';
import { ExitStatus, worst } from '../exit-status.js';
import { findNamedFiles, scriptFiles } from '../paths.js';
import { readScript } from '../read-script.js';
import { asRefusal, UsageError } from '../usage-error.js';
import { writeAtomically } from '../write-atomically.js';

/** `tagline fmt`: writes scripts in their canonical form; with `-` from standard input to standard output. */
export const command: Command = async ({ host, output, options, arguments: given }) => {
  if (given.includes('-')) {
    if (given.length > 1) throw new UsageError('- (standard input) stands alone: name either it or files.');
    await output.write(textOf(formatScript(await readScript(host, '-'))));
    return ExitStatus.fine;
  }
  const isCheck = options.flag('check');
  let different = 0;
  let trouble: ExitStatus = ExitStatus.fine;
  const tell = (message: string) => {
    output.trouble(`tagline: ${visibleText(message)}\n`);
    trouble = ExitStatus.usage;
  };
  for (const path of await findNamedFiles(host, given.length === 0 ? ['.'] : given, scriptFiles)) {
    const script = await readScript(host, path).catch(asRefusal);
    if (script instanceof UsageError) {
      tell(script.message);
      continue;
    }
    const formatted = formatScript(script);
    if (formatted === script.source.text) continue;
    different++;
    const written = isCheck ? undefined : await writeAtomically(host, path, bytesOf(formatted));
    if (written?.kind === 'failed') tell(written.message);
    else if (isCheck || !output.quiet) await output.write(`${visibleText(path)}\n`);
  }
  return worst([trouble, isCheck && different > 0 ? ExitStatus.differences : ExitStatus.fine]);
};

/** What is not UTF-8 would be another text on the way out. */
function textOf(octets: Octets): string {
  const bytes = Buffer.from(bytesOf(octets));
  const text = bytes.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return text;
  throw new UsageError('Expected UTF-8 on standard input: name the file instead.');
}
