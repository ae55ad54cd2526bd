import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/lint/rules/index.js';
import type { LintJson } from '../../src/report/lint-json.js';
import { scriptProblems } from '../../src/script/problem.js';
import { inFolder, tagline } from '../support/tagline.js';

const withoutTag = { 'first.imap': 'tag LOGIN ${user} ${password}\nSELECT INBOX\n' };
const right = { 'right.imap': 'a1 NOOP\na2 LOGOUT\n' };

describe('tagline lint', () => {
  it('shows the line, what to do, what servers answer, and fails', async () => {
    const run = await inFolder(withoutTag, (cwd) => tagline(['lint', 'first.imap'], { cwd }));
    expect(run.stdout).toMatch(/^first\.imap:2:1 error T001 missing-tag$/m);
    expect(run.stdout).toContain('  ▸ 2 │ SELECT INBOX\n      │ ^^^^^^ Expected a tag before SELECT.');
    expect(run.stdout).toContain(
      'Exchange 2003 answers   SELECT BAD Protocol Error: "Unidentifiable command specified".',
    );
    expect(run.stdout).toContain('✖ 1 error in 1 file');
    expect(run).toMatchObject({ status: 1, stderr: '' });
  });

  it('shows no password, not even in the lines around', async () => {
    const script = { 'first.imap': 'tag LOGIN name hunter2\nSELECT INBOX\n' };
    const run = await inFolder(script, (cwd) => tagline(['lint', 'first.imap'], { cwd }));
    expect(run.stdout).toContain('tag LOGIN name ‹redacted›');
    expect(run.stdout).not.toContain('hunter2');
  });

  it('is content with a right script', async () => {
    const run = await inFolder(right, (cwd) => tagline(['lint', 'right.imap'], { cwd }));
    expect(run).toEqual({ status: 0, stdout: '✔ no problems in 1 file\n', stderr: '' });
  });

  it('checks the scripts of the working folder when nothing is named', async () => {
    const run = await inFolder({ ...withoutTag, ...right }, (cwd) => tagline(['lint'], { cwd }));
    expect(run.stdout).toContain('✖ 1 error in 2 files');
  });

  it('reads standard input, under the name that it is told', async () => {
    const stdin = 'SELECT INBOX\n';
    const run = await tagline(['lint', '-', '--stdin-filename', 'pasted.imap'], { stdin });
    expect(run.stdout).toMatch(/^pasted\.imap:1:1 error T001/);
    expect(run.status).toBe(1);
  });

  it('writes JSON as its schema says', async () => {
    const run = await inFolder(withoutTag, (cwd) => tagline(['lint', '--format', 'json', '.'], { cwd }));
    const schema = JSON.parse(await readFile('schema/lint.schema.json', 'utf8'));
    const validate = new Ajv({ allErrors: true }).compile(schema);
    expect(validate(JSON.parse(run.stdout)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(run.stdout)).toMatchObject({
      errors: 1,
      files: [
        { path: 'first.imap', problems: [{ code: 'T001', place: { line: 2, column: 1, endColumn: 7 } }] },
      ],
    });
  });

  it('writes several reports at once', async () => {
    await inFolder(withoutTag, async (cwd) => {
      const run = await tagline(['lint', '.', '--format', 'tty', '--format', 'json=report.json'], { cwd });
      expect(run.stdout).toContain('missing-tag');
      expect(JSON.parse(await readFile(join(cwd, 'report.json'), 'utf8'))).toMatchObject({ errors: 1 });
    });
  });

  it('fixes what is beyond doubt, and prints the patch instead when told', async () => {
    await inFolder(withoutTag, async (cwd) => {
      const patch = await tagline(['lint', '--fix', '--dry-run', 'first.imap'], { cwd });
      expect(patch.stdout).toMatch(/^-SELECT INBOX\n\+\S+ SELECT INBOX$/m);
      expect(await readFile(join(cwd, 'first.imap'), 'utf8')).toBe(withoutTag['first.imap']);
      await tagline(['lint', '--fix', 'first.imap'], { cwd });
      expect(await readFile(join(cwd, 'first.imap'), 'utf8')).toMatch(
        /^tag LOGIN \$\{user\} \$\{password\}\n\S+ SELECT INBOX\n$/,
      );
    });
  });

  it('shows no password in a patch', async () => {
    const script = { 's.imap': 'tag  LOGIN bob topsecret\nSELECT INBOX\n' };
    const { stdout } = await inFolder(script, (cwd) => tagline(['lint', '--fix', '--dry-run', '.'], { cwd }));
    expect(stdout).toMatch(/^\+tag LOGIN bob ‹redacted›$/m);
    expect(stdout).not.toContain('topsecret');
  });

  it.each(['tty', 'compact', 'json', 'junit', 'sarif', 'github', 'gitlab'])(
    'goes on behind files that cannot be read, and names them in %s',
    async (format) => {
      const files = {
        ...withoutTag,
        'utf16.imap': Buffer.from('\ufeffa1 NOOP\n', 'utf16le'),
        'binary.imap': new Uint8Array(64),
      };
      const args = ['lint', '--format', format, 'utf16.imap', 'gone.imap', 'binary.imap', 'first.imap'];
      const run = await inFolder(files, (cwd) => tagline(args, { cwd }));
      expect(run.stdout).toContain('T001');
      expect(run.stdout.match(/S018/g)?.length).toBeGreaterThanOrEqual(2);
      expect(run.stdout).toMatch(/This file is UTF-16[\s\S]*There is no such file[\s\S]*binary file/);
      for (const path of ['utf16.imap', 'gone.imap', 'binary.imap']) expect(run.stdout).toContain(path);
      expect(run).toMatchObject({ status: 2, stderr: '' });
    },
  );

  it('takes a byte order mark away, as fmt does', async () => {
    const text = '%login\na1 NOOP\na1 OK\n';
    for (const command of [['lint', '--fix'], ['fmt']]) {
      await inFolder({ 'a.imap': `\ufeff${text}` }, async (cwd) => {
        expect((await tagline([...command, 'a.imap'], { cwd })).status).toBe(0);
        expect(await readFile(join(cwd, 'a.imap'), 'utf8')).toBe(text);
      });
    }
  });

  it.each([
    ['an empty line before the answer', 'hi\n\n', '{4}'],
    ['data that the answer follows', 'hi\n', '{2}'],
  ])('announces no more than there is, with %s', async (_, data, count) => {
    const script = (announced: string) => `%login\na1 APPEND INBOX ${announced}\n${data}a1 OK\n`;
    await inFolder({ 'a.imap': script('{99}') }, async (cwd) => {
      const run = await tagline(['lint', '--fix', '--unsafe', 'a.imap'], { cwd });
      expect(await readFile(join(cwd, 'a.imap'), 'utf8')).toBe(script(count));
      expect(run).toMatchObject({ status: 0, stdout: '✔ no problems in 1 file\n' });
    });
  });

  it('shows the answers of the servers that are asked for', async () => {
    const run = await inFolder(withoutTag, (cwd) => tagline(['lint', '.', '--for', 'courier'], { cwd }));
    expect(run.stdout).toMatch(/Courier \S+ answers +SELECT NO/);
    expect(run.stdout).not.toContain('Exchange');
  });
});

/** [what, the configuration, then for each file what is found in it] */
const lintConfigs: readonly (readonly [string, object, Record<string, readonly string[]>])[] = [
  [
    'nothing',
    {},
    { 'a.imap': ['error T001'], 'old/b.imap': ['error T001'], 'old/new/c.imap': ['error T001'] },
  ],
  [
    'severities, by code and by name',
    { rules: { 'missing-tag': 'warning' } },
    { 'a.imap': ['warning T001'], 'old/b.imap': ['warning T001'], 'old/new/c.imap': ['warning T001'] },
  ],
  [
    'another severity in a folder, and in one inside it',
    { folders: { 'old/new': { rules: { T001: 'note' } }, old: { rules: { T001: 'off' } } } },
    { 'a.imap': ['error T001'], 'old/b.imap': [], 'old/new/c.imap': ['note T001'] },
  ],
  [
    'another severity for one file',
    { rules: { T001: 'off' }, folders: { 'old/b.imap': { rules: { T001: 'error' } } } },
    { 'a.imap': [], 'old/b.imap': ['error T001'], 'old/new/c.imap': [] },
  ],
];

describe('the configuration of the linter', () => {
  it.each(lintConfigs)('can say %s', async (_what, lint, expected) => {
    const files = {
      ...Object.fromEntries(Object.keys(expected).map((path) => [path, '%login\nNOOP\n'])),
      'tagline.config.json': JSON.stringify({ lint }),
    };
    const run = await inFolder(files, (cwd) => tagline(['lint', '--format', 'json', '.'], { cwd }));
    const found = JSON.parse(run.stdout) as LintJson;
    const shown = found.files.map(({ path, problems }) => [
      path,
      problems.map(({ severity, code }) => `${severity} ${code}`),
    ]);
    expect(Object.fromEntries(shown)).toEqual(expected);
  });

  it('holds for standard input, by the name that it is given', async () => {
    const files = { 'tagline.config.json': '{"lint": {"folders": {"old": {"rules": {"T001": "off"}}}}}' };
    const args = ['lint', '-', '--stdin-filename', 'old/pasted.imap'];
    const run = await inFolder(files, (cwd) => tagline(args, { cwd, stdin: '%login\nNOOP\n' }));
    expect(run.status).toBe(0);
  });

  it('can say whose grammar commands have to follow', async () => {
    const files = (revision: string) => ({
      'a.imap': '%login\na1 LSUB "" "*"\n',
      'tagline.config.json': JSON.stringify({ lint: { revision } }),
    });
    const codes = async (revision: string) =>
      (await inFolder(files(revision), (cwd) => tagline(['lint', '--format', 'compact', 'a.imap'], { cwd })))
        .status;
    expect([await codes('rfc3501'), await codes('rfc9051')]).toEqual([0, 1]);
  });
});

describe('what is counted and listed', () => {
  const files = {
    'a.imap': '%login\nNOOP\nCHECK\na1 FETCH 1-2 FLAGS\n',
    'b.imap': '%login\nNOOP\n',
    'c.imap': 'a1 NOOP\n',
  };

  it('--statistics says how often each rule was broken, the most frequent first', async () => {
    const run = await inFolder(files, (cwd) => tagline(['lint', '--statistics', '.'], { cwd }));
    expect(run.stdout).toMatch(/^3 {2}T001 missing-tag +error +in 2 files, 3 by --fix$/m);
    expect(run.stdout).toMatch(/^\d+ problems in 3 files$/m);
    expect(run.status).toBe(1);
  });

  it('--statistics --format json is as its schema says', async () => {
    const run = await inFolder(files, (cwd) =>
      tagline(['lint', '--statistics', '--format', 'json', '.'], { cwd }),
    );
    const schema = JSON.parse(await readFile('schema/lint-statistics.schema.json', 'utf8'));
    const validate = new Ajv({ allErrors: true }).compile(schema);
    expect(validate(JSON.parse(run.stdout)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(run.stdout).rules[0]).toMatchObject({ code: 'T001', count: 3, files: 2, safeFixes: 3 });
  });

  it('--list-rules shows every rule, and checks nothing', async () => {
    const run = await inFolder({}, (cwd) => tagline(['lint', '--list-rules'], { cwd }));
    expect(run.stdout).toMatch(/^T001 {2}missing-tag +error +tag +safe fix$/m);
    expect(run.stdout).toMatch(/^S002 {2}unknown-directive +error +script/m);
    const json = await tagline(['lint', '--list-rules', '--format', 'json']);
    const listed = (JSON.parse(json.stdout) as { rules: { code: string }[] }).rules.map(({ code }) => code);
    expect(listed).toEqual([...rules, ...scriptProblems].map(({ code }) => code).toSorted());
    expect([run.status, json.status]).toEqual([0, 0]);
  });
});

const wrongUsages: readonly (readonly [
  string,
  readonly string[],
  Record<string, string | Uint8Array>,
  RegExp,
])[] = [
  [
    'a folder without scripts',
    ['lint', '.'],
    { 'a.txt': 'x' },
    /^tagline: \.: no \.imap file is in this folder/,
  ],
  ['a pattern without a match', ['lint', '*.imap'], {}, /^tagline: Nothing matches the pattern \*\.imap/],
  [
    'an unknown format',
    ['lint', '--format', 'jsom'],
    {},
    /^tagline: Unknown format "jsom": did you mean json\?/,
  ],
  [
    'an unknown server',
    ['lint', '--for', 'dovcot'],
    {},
    /^tagline: Unknown server "dovcot": did you mean dovecot\?/,
  ],
  ['an unknown option', ['lint', '--fxi'], {}, /unknown option '--fxi'[\s\S]*--fix/],
  ['an unknown command', ['lnit'], {}, /unknown command 'lnit'[\s\S]*lint/],
  ['a word that no command is near to', ['shel'], {}, /^error: unknown command 'shel'\n\(tagline help/],
  [
    'a mistyped key of the configuration',
    ['lint'],
    { 'a.imap': 'a NOOP\n', 'tagline.config.json': '{"lint": {"fro": []}}' },
    /tagline\.config\.json: Unknown key "lint\.fro": did you mean "for"\?/,
  ],
  [
    'a rule of the configuration that nobody knows',
    ['lint'],
    { 'a.imap': 'a NOOP\n', 'tagline.config.json': '{"lint": {"rules": {"missing-tga": "off"}}}' },
    /Unknown rule "missing-tga" in the configuration: did you mean missing-tag\?/,
  ],
  [
    'a server of the configuration that nobody knows, in a folder that nothing is in',
    ['lint'],
    { 'a.imap': 'a NOOP\n', 'tagline.config.json': '{"lint": {"folders": {"x": {"for": ["curier"]}}}}' },
    /Unknown server "curier": did you mean courier\?/,
  ],
  [
    'statistics in a format of places',
    ['lint', '--statistics', '--format', 'sarif'],
    {},
    /^tagline: Unknown format "sarif": expected tty or json/,
  ],
];

describe('wrong usage', () => {
  it.each(wrongUsages)('%s ends with status 2 and says what to do', async (_case, args, files, message) => {
    const run = await inFolder(files, (cwd) => tagline(args, { cwd }));
    expect(run.stderr).toMatch(message);
    expect(run).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('unusual input', () => {
  it('an empty file has no problems', async () => {
    const run = await inFolder({ 'a.imap': '' }, (cwd) => tagline(['lint', 'a.imap'], { cwd }));
    expect(run.status).toBe(0);
  });

  it('a line of 20 MB is read and its message stays short', async () => {
    const run = await inFolder({ 'a.imap': `${'x'.repeat(20_000_000)}\n` }, (cwd) =>
      tagline(['lint', 'a.imap'], { cwd }),
    );
    expect(run.status).toBe(1);
    expect(run.stdout.length).toBeLessThan(4000);
  });

  it('a reader that goes away is no trouble', async () => {
    const rows = Array.from({ length: 5000 }, () => 'SELECT INBOX\n').join('');
    const run = await inFolder({ 'a.imap': rows }, (cwd) =>
      tagline(['lint', 'a.imap'], { cwd, onOutput: (_text, kill) => kill('SIGPIPE') }),
    );
    expect(run.stderr).toBe('');
  });
});
