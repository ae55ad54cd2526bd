import { lintScript, streamScript } from '../src/index.js';
import { createSource } from '../src/text/source.js';
import { median, report, time } from './measure.js';

/** Every command checked, on one core: a generated script of a million lines of mixed commands. */
export async function benchLint(): Promise<void> {
  const lines = 1_000_000;
  const text = generateCommands(lines);
  const source = createSource('generated.imap', text);
  const lint = () => {
    const found = lintScript(streamScript(source));
    if (found.some(({ severity }) => severity === 'error')) throw new Error(found[0]?.message);
  };
  const figures: number[] = [];
  for (let round = 0; round < 3; round++) figures.push(await time(lint));
  const perSecond = lines / (median(figures) / 1000);
  const shown = `${Math.round(perSecond).toLocaleString('en-US')} lines/s, parsed and linted`;
  report('lint of 1,000,000 lines', shown, `${(perSecond / 800_000).toFixed(2)} ×`, '≥ 800,000/s');
}

/** Commands as people and clients send them, all right, each tag once. */
export function generateCommands(lines: number): string {
  const commands = [
    'NOOP',
    'FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE)',
    'UID FETCH 4827313:4828442 FLAGS',
    'SEARCH UNSEEN SINCE 1-Feb-2024 NOT FROM "Smith"',
    'FETCH 2 BODY.PEEK[HEADER.FIELDS (SUBJECT FROM DATE)]',
    'STORE 2:4 +FLAGS.SILENT (\\Seen)',
    'STATUS "Sent Items" (MESSAGES UNSEEN UIDNEXT)',
    'LIST "" "*"',
    'UID SEARCH UID 1:* OR (FLAGGED SMALLER 4096) KEYWORD $Forwarded',
    'COPY 2:4 Archive',
  ];
  const rows = ['%require IMAP4rev1', 'a1 LOGIN ${user} ${password}', 'a2 SELECT INBOX'];
  for (let index = rows.length; index < lines; index++) {
    rows.push(`a${index} ${commands[index % commands.length]}`);
  }
  return `${rows.join('\n')}\n`;
}
