import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { compareTranscripts, hasDifference } from '../../src/report/comparison.js';
import { parseScript } from '../../src/script/parser.js';
import { findInstalled } from '../../src/server/launch.js';
import { createSource } from '../../src/text/source.js';
import { dovecotIt } from '../support/dovecot.js';
import { inFolder, tagline } from '../support/tagline.js';

const { TAGLINE_CYRUS = '', TAGLINE_COURIER = '' } = process.env;

const script = `%login
a1 CREATE \${mailbox}
a1 OK
a2 SELECT INBOX
a2 OK
a3 NOPE
a3 BAD
%cleanup
a4 DELETE \${mailbox}
`;
const files = { 's.imap': script };

describe('tagline compare', () => {
  it('finds no difference between a server and itself', async () => {
    const args = ['compare', 's.imap', '--server', 'sandbox:', '--server', 'sandbox:'];
    const run = await inFolder(files, (cwd) => tagline(args, { cwd }));
    expect(run.stdout).toMatch(/^ {2}by its own statements +passed +passed$/m);
    expect(run.stdout).toMatch(/^ {2}a3 NOPE +BAD +BAD$/m);
    expect(run.stdout).toMatch(/^the same answers, by what they mean · 1 script on sandbox:, sandbox:$/m);
    expect(run.status).toBe(0);
  });

  dovecotIt('shows which commands another server answers otherwise', async () => {
    const args = ['compare', 's.imap', '--server', 'sandbox:', '--server', 'dovecot:'];
    await inFolder(files, async (cwd) => {
      const run = await tagline(args, { cwd });
      expect(run.stdout).toMatch(/^ {2}a1 CREATE \$\{mailbox\} +OK +OK$/m);
      expect(run.stdout).toMatch(/^ {2}a2 SELECT INBOX +OK +OK ≠ .*value/m);
      expect(run.stdout).toMatch(/^ {6}- S: \* 5 EXISTS {3}\(value\)\n {6}\+ S: \* 0 EXISTS$/m);
      expect(run.stdout).not.toMatch(/secret1|wonderland/);
      expect(run.status).toBe(1);
      const json = JSON.parse((await tagline([...args, '--format', 'json'], { cwd })).stdout);
      const validate = new Ajv().compile(JSON.parse(await readFile('schema/compare.schema.json', 'utf8')));
      expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
    });
  });

  const names = ['cyrus', 'courier'] as const;
  it.each(names.filter((name) => findInstalled(name).kind === 'installed'))(
    'plays a script with a mailbox of its own on %s too',
    async (name) => {
      const env = { TAGLINE_CYRUS, TAGLINE_COURIER };
      const args = ['compare', 's.imap', '--server', 'sandbox:', '--server', `${name}:`];
      const run = await inFolder(files, (cwd) => tagline(args, { cwd, env }));
      expect(run.stdout).toMatch(/^ {2}a1 CREATE \$\{mailbox\} +OK +OK/m);
    },
  );

  it('says that a server was not reached', async () => {
    const args = ['compare', 's.imap', '--server', 'sandbox:', '--server', 'imap://127.0.0.1:1'];
    const run = await inFolder(files, (cwd) => tagline(args, { cwd }));
    expect(run.stdout).toMatch(/^ {2}imap:\/\/127\.0\.0\.1:1: refused: /m);
    expect(run.status).toBe(3);
  });

  it('compares with the others where a script cannot be read', async () => {
    const args = ['compare', 'gone.imap', 's.imap', '--server', 'sandbox:', '--server', 'sandbox:'];
    const run = await inFolder(files, (cwd) => tagline(args, { cwd }));
    expect(run.stdout).toMatch(
      /^gone\.imap .*\n.* errored +errored\n {2}line 1, .* there is no such file\n\n/,
    );
    expect(run.stdout).toMatch(/^ {2}a3 NOPE +BAD +BAD$/m);
    expect(run.stdout).toMatch(/^the same answers, by what they mean · 1 script errored · 2 scripts on /m);
    expect(run).toMatchObject({ status: 2, stderr: '' });
  });

  it('wants two servers', async () => {
    const run = await inFolder(files, (cwd) =>
      tagline(['compare', 's.imap', '--server', 'sandbox:'], { cwd }),
    );
    expect(run.stderr).toContain('Expected --server twice or more');
    expect(run.status).toBe(2);
  });
});

/** [what, what the first said, what the other said, the classes that count] */
const pairs: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['other words', 'C: a1 NOOP\nS: a1 OK done\n', 'C: a1 NOOP\nS: a1 OK fine\n', []],
  ['another status', 'C: a1 NOOP\nS: a1 OK\n', 'C: a1 NOOP\nS: a1 NO\n', ['status']],
  [
    'flags in another order, elsewhere, with other words',
    'C: a1 SELECT x\nS: * OK [PERMANENTFLAGS (\\Seen \\Draft)] so\nS: * 1 EXISTS\nS: a1 OK\n',
    'C: a1 SELECT x\nS: * 1 EXISTS\nS: * OK [PERMANENTFLAGS (\\Draft \\Seen)]\nS: a1 OK\n',
    [],
  ],
  ['a line less', 'C: a1 X\nS: * 1 EXISTS\nS: a1 OK\n', 'C: a1 X\nS: a1 OK\n', ['missing']],
  ['a session that ends', 'C: a1 X\nS: a1 OK\nC: a2 Y\nS: a2 OK\n', 'C: a1 X\nS: a1 OK\n', ['missing']],
  ['a session that goes on', 'C: a1 X\nS: a1 OK\n', 'C: a1 X\nS: a1 OK\nC: a2 Y\nS: a2 OK\n', ['unexpected']],
];

describe('two transcripts', () => {
  it.each(pairs)('with %s', (_, first, other, classes) => {
    const read = (text: string) => parseScript(createSource('x.transcript', text));
    const commands = compareTranscripts([read(first), read(other)]);
    const found = commands.flatMap(({ answers }) => answers.flatMap(({ differences }) => differences));
    expect(found.filter(({ isSlight }) => !isSlight).map((one) => one.class)).toEqual(classes);
    expect(commands.some(hasDifference)).toBe(classes.length > 0);
  });
});
