import { diffTranscripts, type TranscriptDiff } from '../../match/diff.js';
import { isDifferent } from '../../match/is-different.js';
import { diffToText } from '../../report/diff-text.js';
import type { ScriptStream } from '../../script/ast.js';
import { streamScript } from '../../script/parser.js';
import { withoutSecrets } from '../../script/secrets.js';
import { visible } from '../../text/octets.js';
import { canShow } from '../../tui/can-show.js';
import type { DiffSubject } from '../../tui/diff-state.js';
import { themeOf } from '../../tui/theme.js';
import type { Command } from '../command.js';
import { editFile } from '../edit-file.js';
import { ExitStatus } from '../exit-status.js';
import type { Host } from '../host.js';
import { lintNotes } from '../lint-notes.js';
import { readSource } from '../read-script.js';
import { UsageError } from '../usage-error.js';

/** `tagline diff`: two transcripts side by side; on a terminal in the diff view, in a pipe as text. */
export const command: Command = async ({ host, output, options, arguments: [a = '', b = ''] }) => {
  let pair = await readPair(host, a, b);
  const plain = options.flag('plain');
  if (canShow(host.stdin, host.stdout, host.env, plain)) {
    const { showDiff } = await import('../../tui/index.js');
    const { failingInTranscripts: failing } = await import('../../tui/show-diff.js');
    const subjectOf = ({ diff, names, actual }: Pair): DiffSubject => ({
      title: 'tagline diff',
      diff,
      expectedName: names.expected,
      actualName: names.actual,
      failing,
      notesOf: lintNotes(actual),
      editable: a,
    });
    const edit = async () => {
      const complaint = await editFile(host, a);
      if (complaint !== undefined) return complaint;
      const edited = await readPair(host, a, b).catch(messageOf);
      if (typeof edited === 'string') return edited;
      pair = edited;
      return subjectOf(edited);
    };
    const ending = await showDiff({
      ...subjectOf(pair),
      edit,
      plain,
      ...themeOf(options.text('theme')),
      stdin: host.stdin,
      stdout: host.stdout,
      env: host.env,
    });
    if (ending === 'interrupted') return ExitStatus.interrupted;
  } else {
    await output.write(diffToText(pair.diff, pair.names, output.look));
  }
  return pair.diff.rows.some(isDifferent) ? ExitStatus.differences : ExitStatus.fine;
};

interface Pair {
  readonly actual: ScriptStream;
  readonly diff: TranscriptDiff;
  /** Safe to show. */
  readonly names: { readonly expected: string; readonly actual: string };
}

async function readPair(host: Host, a: string, b: string): Promise<Pair> {
  const [expected, actual] = [await readShown(host, a), await readShown(host, b)];
  const names = { expected: visible(expected.source.path), actual: visible(actual.source.path) };
  return { actual, diff: diffTranscripts(expected, actual), names };
}

/** Nothing is kept of a transcript but what the rows show: it may be long. */
async function readShown(host: Host, path: string): Promise<ScriptStream> {
  return streamScript(withoutSecrets(streamScript(await readSource(host, path))));
}

/** What the user has just made of a file can be put right in the editor as well. */
function messageOf(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  throw error;
}
