import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandName, commandsOf, type View } from '../../src/tui/keys.js';
import { inFolder } from '../support/tagline.js';
import { PseudoTerminal } from './support/pseudo-terminal.js';

const bin = resolve(import.meta.dirname, '../../bin/tagline.js');

/** What a command does: its keys, and what the screen shows then and did not show before. */
type Step = readonly [command: CommandName, keys: string, shows: RegExp];

interface Walk {
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly begins: RegExp;
  readonly steps: readonly Step[];
  /** The exit status after the last key of all, `q`. */
  readonly ends: number;
}

const editor = 'sed -i "s/^S: [*] 3 EXISTS/S: * 9 EXISTS/; 1s/^/# edited\\n/"';

const keywords = Array.from({ length: 12 }, (_, number) => `$Keyword${number}`).join(' ');

const session = (first: number, flag: string, last: number) => `C: a1 NOOP
S: * ${first} EXISTS
S: a1 OK done
C: a2 UID FETCH 1:60 (FLAGS)
${Array.from(
  { length: 60 },
  (_, at) => `S: * ${at + 1} FETCH (UID ${at + 1} FLAGS (${at === 29 ? `${flag} ${keywords}` : '\\Seen'}))\n`,
).join('')}S: a2 OK done
C: a3 NOOP
S: * ${last} EXISTS
S: a3 OK done
C: a4 LOGOUT
S: * BYE until then
S: a4 OK
`;

const short = (first: number, text: string) => `C: a1 NOOP\nS: * ${first} EXISTS\nS: a1 OK ${text}\n`;

/** Where there are rows: from the first of three differences on. */
const rowSteps: readonly Step[] = [
  ['nextDifference', ']', /▸.*\* 30 FETCH/],
  ['previousDifference', '[', /▸.*\* 3 EXISTS/],
  ['nextMatch', 'n', /▸.*\* 30 FETCH/],
  ['previousMatch', 'N', /▸.*\* 3 EXISTS/],
  ['nextCommand', ')', /▸.*C a2 UID/],
  ['previousCommand', '(', /▸.*C a1 NOOP/],
  ['down', 'j', /▸.*\* 3 EXISTS/],
  ['up', '\x1b[A', /▸.*C a1 NOOP/],
  ['last', 'G', /▸.*S a4 OK/],
  ['first', 'g', /▸.*C a1 NOOP/],
  ['halfDown', '\x04', /▸.*\d FETCH/],
  ['halfUp', '\x15', /▸.*C a1 NOOP/],
  ['pageDown', ' ', /▸.*(\d\d FETCH|equal lines|a3|a4)/],
  ['pageUp', 'b', /▸.*C a1 NOOP/],
  ['search', '/UNTIL', /\/UNTIL/],
  ['search', '\x15until\r', /▸.*BYE until/],
  ['fold', 'gjjjjjo', /\* 10 FETCH/],
  ['fold', 'o', /25 equal lines/],
  ['copy', 'y', /The line as it came: copied/],
  ['moreContext', '}', /23 equal lines/],
  ['lessContext', '{', /25 equal lines/],
  ['right', '\x1b[C', /S CH \(UID 30/],
  ['left', '\x1b[D', /S \* 30 FETCH/],
  ['view', 'v', /side by side|│ actual/],
  ['wrap', 'vw', /Keyword11/],
  ['help', 'w?', /any other key goes back/],
  ['edit', 'xe', /\* 9 EXISTS/],
];

const walks: Readonly<Record<View, Walk>> = {
  diff: {
    files: { 'a.transcript': session(3, '\\Seen', 7), 'b.transcript': session(4, '\\Flagged', 8) },
    args: ['diff', 'a.transcript', 'b.transcript'],
    begins: /▸.*\* 3 EXISTS/,
    steps: [
      ...rowSteps,
      ['nextFailure', '\t', /Only these two are compared/],
      ['help', 'h', /Keys/],
      ['back', 'xq', /^\s*$/],
    ],
    ends: 1,
  },
  review: {
    files: {
      'a.transcript': session(3, '\\Seen', 7),
      'a.transcript.new': session(4, '\\Flagged', 8),
      'b.transcript': short(5, 'one'),
      'b.transcript.new': short(6, 'two'),
    },
    args: ['review'],
    begins: /0 of 5 decided[\s\S]*▸.*\* 3 EXISTS/,
    steps: [
      ...rowSteps,
      ['nextFile', '\t', /review {2}b\.transcript/],
      ['previousFile', '\x1b[Z', /review {2}a\.transcript/],
      ['accept', 'g]a', /1 of \d decided/],
      ['undo', 'u', /0 of \d decided/],
      ['reject', 'r', /1 of \d decided/],
      ['skip', 's', /2 of \d decided/],
      ['mask', 'm', /3 of \d decided/],
      ['acceptRest', 'A', /all is decided[\s\S]*1 masked, 1 rejected/],
      ['undo', 'u', /3 of \d decided/],
      ['rejectRest', 'uuuuR', /all is decided[\s\S]*3 rejected/],
      ['skipRest', 'uS', /all is decided[\s\S]*3 left for later/],
      ['wholeFiles', 'uf', /whole files {2}file 1 of 2/],
      ['undo', 'fu\t', /review {2}b\.transcript/],
      ['ignore', ']i', /1 of \d decided/],
      ['back', 'q', /this will be written[\s\S]*%ignore text/],
    ],
    ends: 0,
  },
  run: {
    files: {
      'a.imap': '%login\n%wait 700ms\n',
      'b.imap': '%login\na2 NOOP\n%wait 700ms\n',
      'b.transcript': 'S: * OK ${*}\n%login\nC: a2 NOOP\nS: a2 OK Something else\n%wait 700ms\n',
      'c.imap': '%login\na2 CHECK\na2 OK\n',
    },
    args: ['watch', '--jobs', '1'],
    begins: /✓ 2 .*✗ 1 .*● 0 .*○ 0/,
    steps: [
      ['down', 'j', /▸ .* b\.imap/],
      ['up', 'k', /▸ .* a\.imap/],
      ['last', 'G', /▸ .* c\.imap/],
      ['first', 'g', /▸ .* a\.imap/],
      ['pageDown', ' ', /▸ .* c\.imap/],
      ['pageUp', 'b', /▸ .* a\.imap/],
      ['halfDown', '\x04', /▸ .* c\.imap/],
      ['halfUp', '\x15', /▸ .* a\.imap/],
      ['nextFailure', '\t', /▸ ✗ FAIL b\.imap/],
      ['last', 'G', /▸ .* c\.imap/],
      ['previousFailure', '\x1b[Z', /▸ ✗ FAIL b\.imap/],
      ['open', '\r', /difference 1 of/],
      ['back', 'q', /tagline watch/],
      ['details', 'l', /Lint[\s\S]*nothing[\s\S]*Log[\s\S]*S \* OK[\s\S]*C a2 NOOP/],
      ['back', 'x', /tagline watch/],
      ['filter', 'pb.', /path: b\./],
      ['filter', '\r', /shown: b\. .*1 of 1/],
      ['back', 'q', / of 3 /],
      ['filterCommands', 'tcheck\r', /shown: check .*1 of 1/],
      ['back', 'q', / of 3 /],
      ['failedOnly', 'F', /shown: not passed .*1 of 1/],
      ['back', 'q', / of 3 /],
      ['help', '?', /any other key goes back/],
      ['back', 'x', /tagline watch/],
      ['rerunAll', 'a', /● run {2}a\.imap[\s\S]*○ wait b\.imap[\s\S]*○ wait c\.imap/],
      ['cancel', 'c', /! err {2}a\.imap .* interrupted[\s\S]*✗ FAIL b\.imap[\s\S]*✓ pass c\.imap/],
      ['rerun', 'gr', /● run {2}a\.imap[\s\S]*✗ FAIL b\.imap[\s\S]*✓ pass c\.imap/],
      ['rerun', '', /✓ pass a\.imap/],
      ['rerunFailed', 'f', /✓ pass a\.imap[\s\S]*● run {2}b\.imap[\s\S]*✓ pass c\.imap/],
      ['rerunFailed', '', /✗ FAIL b\.imap/],
      ['edit', 'ge', /changed: a\.imap/],
      ['acceptPending', '\tu', /Make what came the transcript of b\.imap\?/],
      ['acceptPending', 'y', /✓ pass b\.imap/],
      ['record', 'R', /Run b\.imap and make what comes its transcript\?/],
      ['record', 'n', /2 of 3/],
    ],
    ends: 0,
  },
};

describe.each(Object.entries(walks) as [View, Walk][])('the %s view on a terminal', (view, walk) => {
  it('does what each command of its table says', async () => {
    await inFolder(walk.files, async (folder) => {
      const command = ['sh', '-c', 'cd "$0" && exec "$@"', folder, process.execPath, bin, ...walk.args];
      const terminal = new PseudoTerminal(80, 24, command, { EDITOR: editor });
      try {
        await terminal.until(walk.begins);
        for (const [name, keys, shows] of walk.steps) {
          expect(terminal.text, `before ${name} ${JSON.stringify(keys)}`).not.toMatch(shows);
          terminal.press(keys);
          await terminal.until(shows);
          if (name === 'copy') expect(terminal.received).toMatch(/\x1b\]52;c;[A-Za-z0-9+/]+=*\x07/);
        }
        terminal.press('q');
        expect((await terminal.exited).exitCode).toBe(walk.ends);
        expect(terminal.isFullScreen).toBe(false);
      } finally {
        terminal.close();
      }
    });
  });

  it('has no command that is not tried here', () => {
    const tried = new Set(walk.steps.map(([name]) => name));
    expect([...tried].toSorted()).toEqual(
      commandsOf(view)
        .map(({ name }) => name)
        .toSorted(),
    );
  });
});
