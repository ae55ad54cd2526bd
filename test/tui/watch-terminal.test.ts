import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { inFolder } from '../support/tagline.js';
import { PseudoTerminal } from './support/pseudo-terminal.js';

const bin = resolve(import.meta.dirname, '../../bin/tagline.js');

const passing = 'a1 LOGIN ${user} ${password}\na1 OK\n';
const failing = '%login\na2 SELECT INBOX\n* 9 EXISTS\na2 OK\n';

const files = { 'a.imap': passing, 'b.imap': failing, 'c.imap': '%login\na2 NOOP\na2 OK\n' };

/** As vim and sed -i save: another file takes the place of the old one. */
async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}~`, text);
  await rename(`${path}~`, path);
}

async function remake(path: string, text: string): Promise<void> {
  await rm(path);
  await writeFile(path, text);
}

let open: PseudoTerminal[] = [];

afterEach(() => {
  for (const terminal of open) terminal.close();
  open = [];
});

interface Watch {
  readonly folder: string;
  readonly terminal: PseudoTerminal;
  write(name: string, text: string): Promise<void>;
}

interface Options {
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  readonly size?: readonly [number, number];
}

/** Runs the built program in a folder with these files, on a terminal of its own. */
async function watching(
  { files: own = files, args = ['watch'], env = {}, size: [columns, rows] = [80, 24] }: Options,
  work: (watch: Watch) => Promise<void>,
): Promise<void> {
  await inFolder(own, async (folder) => {
    const command = ['sh', '-c', 'cd "$0" && exec "$@"', folder, process.execPath, bin, ...args];
    const terminal = new PseudoTerminal(columns, rows, command, env);
    open.push(terminal);
    await work({ folder, terminal, write: (name, text) => writeFile(join(folder, name), text) });
    terminal.close();
    await terminal.exited;
  });
}

const idle = /● 0.* ○ 0/;

describe('tagline watch on a terminal', () => {
  it('records a script anew that was edited since its transcript was recorded', async () => {
    const edited = '%login\na2 EXAMINE INBOX\na2 OK\n';
    const own = {
      'a.imap': edited,
      'a.transcript': 'S: * OK ${*}\n%login\nC: a2 SELECT INBOX\nS: a2 OK ${*}\n',
    };
    await watching({ files: own }, async ({ terminal, folder }) => {
      await terminal.until(/FAIL a\.imap/);
      await terminal.until(/another version of the script,[\s\S]*record it again \(R\s+does\)/);
      terminal.press('u');
      await terminal.until('R records it again.');
      terminal.press('R');
      await terminal.until('make what comes its transcript? y');
      terminal.press('y');
      await terminal.until(/pass a\.imap[\s\S]*● 0.* ○ 0/);
      await terminal.until(/changed: a\.transcript/);
      await terminal.until(/pass a\.imap +\d\/\d/);
      expect(await readFile(join(folder, 'a.transcript'), 'utf8')).toContain('C: a2 EXAMINE INBOX');
    });
  });

  it('opens a failing script and comes back to the same place', async () => {
    await watching({}, async ({ terminal }) => {
      await terminal.until(idle);
      terminal.press('\t');
      await terminal.until(/▸ ✗ FAIL b\.imap/);
      const before = terminal.text;
      terminal.press('\r');
      await terminal.until('difference 1 of 1');
      terminal.press('q');
      await terminal.until('tagline watch');
      expect(terminal.text).toBe(before);
    });
  });

  it('lists new scripts, forgets those that are gone, and follows a renamed one', async () => {
    await watching({}, async ({ terminal, folder, write }) => {
      await terminal.until(idle);
      await write('d.imap', passing);
      await terminal.until(/✓ pass d\.imap/);
      await rm(join(folder, 'd.imap'));
      await terminal.until(() => !terminal.text.includes('d.imap  '));
      await rename(join(folder, 'c.imap'), join(folder, 'e.imap'));
      await terminal.until(/✓ pass e\.imap/);
      expect(terminal.text).not.toContain(' c.imap');
    });
  });

  it.each([
    ['a script, written in place', 'b.imap', (path: string, text: string) => writeFile(path, text)],
    ['a script, replaced as editors do', 'b.imap', replace],
    ['a script that is gone for a moment', 'b.imap', remake],
    ['its transcript', 'b.transcript', replace],
    ['a file that it includes from elsewhere', '../setup.imap', replace],
    ['the message that it sends', '../mail.eml', replace],
  ])('runs what depends on %s, and nothing else', async (_, changed, save) => {
    await inFolder({}, async (outer) => {
      const folder = join(outer, 'scripts');
      await mkdir(folder);
      const own: Readonly<Record<string, string>> = {
        '../setup.imap': '%login\n',
        '../mail.eml': 'Subject: one\n\none\n',
        'a.imap': passing,
        'b.imap': '%include ../setup.imap\na2 APPEND INBOX {@../mail.eml}\na2 OK\n%wait 400ms\n',
        'b.transcript': 'S: * OK ${*}\n%login\nC: a2 APPEND INBOX {@../mail.eml}\nS: a2 OK ${*}\n',
      };
      for (const [name, text] of Object.entries(own)) await writeFile(join(folder, name), text);
      const terminal = new PseudoTerminal(80, 24, [
        'sh',
        '-c',
        'cd "$0" && exec "$@"',
        folder,
        process.execPath,
        bin,
        'watch',
      ]);
      open.push(terminal);
      await terminal.until(/✓ pass a\.imap[\s\S]*(pass|FAIL) b\.imap[\s\S]*● 0.* ○ 0/);
      await save(join(folder, changed), `# changed\n${own[changed]}`);
      await terminal.until(/✓ pass a\.imap[\s\S]*● run {2}b\.imap/);
      terminal.press('q');
      await terminal.exited;
    });
  });

  it('runs everything when the configuration changes, and says what is wrong with it', async () => {
    const own = { 'a.imap': '%login\n%wait 400ms\n', 'b.imap': '%login\n%wait 400ms\n' };
    await watching({ files: own }, async ({ terminal, write }) => {
      await terminal.until(/✓ 2 .*● 0/);
      await write('tagline.config.json', '{"variables":{"x":"y"}}');
      await terminal.until(/● run {2}a\.imap[\s\S]*● run {2}b\.imap/);
      await write('tagline.config.json', '{"variables":');
      await terminal.until(/tagline\.config\.json: expected JSON/);
    });
  });

  it('sends nothing that was just mistyped, says what is wrong, and sends it all the same on r', async () => {
    await watching({}, async ({ terminal, write }) => {
      await terminal.until(idle);
      await write('a.imap', `${passing}a2 FETHC 1 FLAGS\n`);
      await terminal.until(/▲ held a\.imap/);
      await terminal.until(/lint +3:4 error C001/);
      terminal.press('r');
      await terminal.until(/✗ FAIL a\.imap/);
    });
  });

  it('asks once before anything goes to another machine', async () => {
    await watching({}, async ({ terminal, write }) => {
      await terminal.until(idle);
      await write('a.imap', `%server imap://mail.invalid\n${passing}`);
      await terminal.until(/▲ held a\.imap/);
      terminal.press('r');
      await terminal.until('Send to imap://mail.invalid:143 at every save?');
      terminal.press('n');
      await terminal.until(() => !terminal.text.includes('at every save'));
      expect(terminal.text).toMatch(/▲ held a\.imap/);
      terminal.press('ry');
      await terminal.until(/! err {2}a\.imap/);
    });
  });

  it('asks before it starts when a script goes to another machine, and "no" sends nothing', async () => {
    const own = { 'a.imap': `%server imap://mail.invalid\n${passing}` };
    await watching({ files: own }, async ({ terminal }) => {
      await terminal.until('at every save? [y/N]');
      terminal.press('n\r');
      expect((await terminal.exited).exitCode).toBe(2);
    });
  });

  it('takes the word of the configuration for it', async () => {
    const config = { server: 'far', servers: { far: { url: 'imap://mail.invalid', watch: true } } };
    const own = { 'a.imap': passing, 'tagline.config.json': JSON.stringify(config) };
    await watching({ files: own, env: { TAGLINE_PASSWORD: 'x' } }, async ({ terminal }) => {
      await terminal.until(/! err {2}a\.imap/);
    });
  });

  it('stops what is running on c, and those that wait are as they were', async () => {
    const own = { 'a.imap': '%login\n%wait 30s\n', 'b.imap': passing };
    await watching({ files: own, args: ['watch', '--jobs', '1'] }, async ({ terminal }) => {
      await terminal.until(/● run {2}a\.imap .*%wait 30s/);
      terminal.press('c');
      await terminal.until(/! err {2}a\.imap/);
      expect(terminal.text).toMatch(/○ wait b\.imap/);
    });
  });

  it.each([
    ['the script', 'j', 'b.imap', 's/9 EXISTS/8 EXISTS/', /▸ ✗ FAIL b\.imap[\s\S]*8 EXISTS/],
    ['what is expected in the open diff', '\t\r', 'b.imap', 's/9 EXISTS/8 EXISTS/', /- S \* 8 EXISTS/],
    ['a script that fails', '\t', 'b.imap', 's/9 EXISTS/5 EXISTS/', /▸ ✓ pass b\.imap/],
  ])('opens %s in the editor, comes back, and runs it again', async (_, keys, name, change, shows) => {
    await watching(
      { env: { EDITOR: `sh -c 'sed -i "${change}" "$1"; echo "$1" > edited' sh` } },
      async (watch) => {
        const { terminal, folder } = watch;
        await terminal.until(idle);
        terminal.press(`${keys}e`);
        await terminal.until(shows);
        expect(terminal.isFullScreen).toBe(true);
        expect(await readFile(join(folder, 'edited'), 'utf8')).toBe(`${name}\n`);
        terminal.press('qq');
        await terminal.exited;
      },
    );
  });

  it('leaves the terminal to the editor: its keys, its Ctrl-C, its screen', async () => {
    const editor = `sh -c 'trap "echo interrupted" INT; echo editing; read line; echo "got $line"; read line; read line' sh`;
    await watching({ env: { EDITOR: editor } }, async ({ terminal }) => {
      await terminal.until(idle);
      terminal.press('e');
      await terminal.until('editing');
      expect(terminal.isFullScreen).toBe(false);
      terminal.press('qjq\r');
      await terminal.until('got qjq');
      terminal.press('\x03');
      await terminal.until('interrupted');
      terminal.press('\r');
      await terminal.until(/▸ ✓ pass a\.imap/);
      terminal.press('j');
      await terminal.until(/▸ .* b\.imap/);
    });
  });

  it('stops with the editor on Ctrl-Z, and comes back to it on fg', async () => {
    await inFolder(files, async (folder) => {
      const editor = `sh -c 'echo editing; read line; echo "got $line"; read line' sh`;
      const env = { PS1: 'shell> ', EDITOR: editor };
      const shell = new PseudoTerminal(80, 24, ['bash', '--norc', '--noprofile', '-i'], env);
      open.push(shell);
      await shell.until('shell>');
      shell.press(`cd '${folder}'; '${process.execPath}' '${bin}' diff a.imap b.imap\r`);
      await shell.until('difference 1');
      shell.press('e');
      await shell.until('editing');
      shell.press('\x1a');
      await shell.until('Stopped');
      shell.press('echo "still $((1 + 1))"\r');
      await shell.until('still 2');
      shell.press('fg\r');
      await shell.until(/fg\n.*bin\/tagline/);
      shell.press('word\r');
      await shell.until('got word');
      expect(shell.isFullScreen).toBe(false);
      shell.press('\r');
      await shell.until('difference 1');
      expect(shell.isFullScreen).toBe(true);
      shell.press('q');
      await shell.until(/shell> $|shell>$/m);
    });
  });

  it('says so when there is no such editor', async () => {
    await watching({ env: { EDITOR: 'no-such-editor' }, size: [140, 40] }, async ({ terminal }) => {
      await terminal.until(idle);
      terminal.press('e');
      await terminal.until('There is no editor no-such-editor');
    });
  });

  it('accepts what came, after asking', async () => {
    const own = {
      'a.imap': '%login\na2 NOOP\n',
      'a.transcript': 'S: * OK ${*}\n%login\nC: a2 NOOP\nS: a2 OK Something else\n',
    };
    await watching({ files: own }, async ({ terminal }) => {
      await terminal.until(/✗ FAIL a\.imap/);
      terminal.press('u');
      await terminal.until('Make what came the transcript of a.imap?');
      terminal.press('y');
      await terminal.until(/✓ pass a\.imap/);
    });
  });

  it('says in sentences what happens, with --plain', async () => {
    await watching({ args: ['watch', '--plain'] }, async ({ terminal }) => {
      await terminal.until('2 passed, 1 failed');
      expect(terminal.isFullScreen).toBe(false);
      terminal.press('\t');
      await terminal.until(/failed: b\.imap/);
      terminal.press('q');
      expect((await terminal.exited).exitCode).toBe(1);
    });
  });

  it.each([[{ TERM: 'dumb' }], [{ CI: 'true' }]])(
    'prints the report with %j',
    async (env: Record<string, string>) => {
      await watching({ env }, async ({ terminal }) => {
        await terminal.until('1 failed, 2 passed');
        expect(terminal.isFullScreen).toBe(false);
        terminal.press('\x03');
        expect((await terminal.exited).exitCode).toBe(130);
      });
    },
  );

  it('draws itself anew at any size', async () => {
    await watching({}, async ({ terminal }) => {
      await terminal.until(idle);
      for (const [columns, rows] of [
        [200, 60],
        [40, 10],
        [12, 3],
        [5, 1],
        [80, 24],
      ] as const) {
        terminal.resize(columns, rows);
        await terminal.redrawn();
      }
      await terminal.until(/▸ ✓ pass a\.imap/);
    });
  });
});

describe('tagline test --ui', () => {
  it('is the run view, of those that --filter keeps', async () => {
    await watching({ args: ['test', '--ui', '--filter', 'b'] }, async ({ terminal }) => {
      await terminal.until(/✗ FAIL b\.imap/);
      expect(terminal.text).not.toContain('a.imap');
      terminal.press('q');
      expect((await terminal.exited).exitCode).toBe(1);
      expect(terminal.isFullScreen).toBe(false);
    });
  });
});

describe('tagline test --ui --retry --bail', () => {
  it('tries again what does not pass, and says at which try it is', async () => {
    const own = { 'a.imap': `${failing}%wait 300ms\n` };
    await watching(
      { files: own, args: ['test', '--ui', '--retry', '2'], size: [140, 40] },
      async ({ terminal }) => {
        await terminal.until(/● run {2}a\.imap .* try 2: /);
        await terminal.until(/● run {2}a\.imap .* try 3: /);
        await terminal.until(/✗ FAIL a\.imap/);
        terminal.press('l');
        await terminal.until('try 3');
      },
    );
  });

  it('begins anew with what is saved while it is tried again', async () => {
    const own = { 'a.imap': passing, 'b.imap': failing };
    await watching(
      { files: own, args: ['test', '--ui', '--retry', '100'], size: [140, 40] },
      async (watch) => {
        const { terminal, write } = watch;
        await terminal.until(/● run {2}b\.imap .* try \d+: /);
        await write('b.imap', passing);
        await terminal.until(/✓ pass b\.imap/);
      },
    );
  });

  it('starts no more once one did not pass, until it is told to', async () => {
    const own = { 'a.imap': failing, 'b.imap': passing, 'c.imap': passing };
    await watching({ files: own, args: ['test', '--ui', '--bail', '--jobs', '1'] }, async ({ terminal }) => {
      await terminal.until(/✗ FAIL a\.imap[\s\S]*~ skip b\.imap .*--bail[\s\S]*~ skip c\.imap/);
      terminal.press('jr');
      await terminal.until(/✓ pass b\.imap/);
      terminal.press('q');
      expect((await terminal.exited).exitCode).toBe(1);
    });
  });
});

describe('the terminal is given back by tagline watch', () => {
  it.each([
    ['q', 1],
    ['\x1b', 1],
    ['\x03', 130],
  ])('after the key %j', async (key, status) => {
    await watching({}, async ({ terminal }) => {
      await terminal.until(idle);
      terminal.press(key);
      expect((await terminal.exited).exitCode).toBe(status);
      expect(terminal.isFullScreen).toBe(false);
    });
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('after %s', async (signal) => {
    await watching({}, async ({ terminal }) => {
      await terminal.until(idle);
      terminal.kill(signal);
      expect((await terminal.exited).exitCode).toBe(130);
      expect(terminal.isFullScreen).toBe(false);
    });
  });

  it('though a server does not answer', async () => {
    const own = { 'a.imap': '%login\n%wait 30s\n' };
    await watching({ files: own }, async ({ terminal }) => {
      await terminal.until(/● run {2}a\.imap .*%wait 30s/);
      terminal.press('q');
      await terminal.exited;
      expect(terminal.isFullScreen).toBe(false);
    });
  });

  it('for the time of a Ctrl-Z, and taken again after fg', async () => {
    await inFolder(files, async (folder) => {
      const shell = new PseudoTerminal(80, 24, ['bash', '--norc', '--noprofile', '-i'], { PS1: 'shell> ' });
      open.push(shell);
      await shell.until('shell>');
      shell.press(`cd '${folder}'; '${process.execPath}' '${bin}' watch\r`);
      await shell.until(/✓ 2 .*✗ 1/);
      shell.press('\x1a');
      await shell.until(/Stopped/);
      expect(shell.isFullScreen).toBe(false);
      shell.press('fg\r');
      await shell.until(/✗ FAIL b\.imap/);
      expect(shell.isFullScreen).toBe(true);
      shell.press('q');
      await shell.until(/shell> $|shell>$/m);
      shell.press('exit\r');
      await shell.exited;
    });
  });
});
