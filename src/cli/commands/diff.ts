import { diffTranscripts } from '../../match/diff.js';
import { isDifferent } from '../../match/is-different.js';
import { diffToText } from '../../report/diff-text.js';
import { hideSecrets } from '../../script/secrets.js';
import { visible } from '../../text/octets.js';
import { canShow } from '../../tui/can-show.js';
import { themeOf } from '../../tui/theme.js';
import type { Command } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { lintNotes } from '../lint-notes.js';
import { readScript } from '../read-script.js';

/** `tagline diff`: two transcripts side by side; on a terminal in the diff view, in a pipe as text. */
export const command: Command = async ({ host, output, options, arguments: [a = '', b = ''] }) => {
  const expected = hideSecrets(await readScript(host, a));
  const actual = hideSecrets(await readScript(host, b));
  const diff = diffTranscripts(expected, actual);
  const names = { expected: visible(expected.source.path), actual: visible(actual.source.path) };
  if (canShow(host.stdin, host.stdout, host.env) && !options.flag('plain')) {
    const { showDiff } = await import('../../tui/index.js');
    const ending = await showDiff({
      title: 'tagline diff',
      diff,
      expectedName: names.expected,
      actualName: names.actual,
      notesOf: lintNotes(actual),
      ...themeOf(options.text('theme')),
      stdin: host.stdin,
      stdout: host.stdout,
      env: host.env,
    });
    if (ending === 'interrupted') return ExitStatus.interrupted;
  } else {
    await output.write(diffToText(diff, names, output.look));
  }
  return diff.rows.some(isDifferent) ? ExitStatus.differences : ExitStatus.fine;
};
