import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleFixture, PseudoTerminal } from './support/pseudo-terminal.js';

let fixture = '';
let open: PseudoTerminal[] = [];

beforeAll(async () => {
  fixture = await bundleFixture();
});

afterEach(() => {
  for (const terminal of open) terminal.close();
  open = [];
});

interface Options {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Record<string, string>;
}

function start(args: readonly string[], { columns = 80, rows = 24, env = {} }: Options = {}): PseudoTerminal {
  const terminal = new PseudoTerminal(columns, rows, [process.execPath, fixture, ...args], env);
  open.push(terminal);
  return terminal;
}

const firstWords: Record<string, string> = {
  diff: 'fetch.imap',
  plain: 'Difference 1',
  run: 'tagline watch',
  review: 'review',
};

async function show(args: readonly string[], options?: Options): Promise<PseudoTerminal> {
  const terminal = start(args, options);
  await terminal.until(firstWords[args[0] ?? ''] ?? '');
  return terminal;
}

const sizes = [
  [140, 40],
  [80, 24],
  [40, 10],
] as const;

/** The screens of a view as they look, one size after the other in the same terminal. */
async function expectScreens(terminal: PseudoTerminal, view: string): Promise<void> {
  for (const [columns, rows] of sizes) {
    terminal.resize(columns, rows);
    await terminal.redrawn();
    await expect(`${terminal.text}\n`).toMatchFileSnapshot(`screens/${view}-${columns}x${rows}.txt`);
  }
}

describe('the diff view on a terminal', () => {
  it('looks like this on 140x40, 80x24 and 40x10', async () => {
    const terminal = await show(['diff'], { columns: 100, rows: 20 });
    expect(terminal.isFullScreen).toBe(true);
    await expectScreens(terminal, 'diff');
  });

  it('marks the words that changed: expected cyan, actual yellow, bold and underlined', async () => {
    const terminal = await show(['diff']);
    expect(terminal.looksOf('4711 FLAGS (\\Seen \\Answered)')).toEqual({
      colour: 6,
      bold: true,
      underlined: true,
    });
    expect(terminal.looksOf('4712 FLAGS (\\Seen)')).toEqual({ colour: 3, bold: true, underlined: true });
    expect(terminal.looksOf('* 12 FETCH (UID 4712')).toEqual({ colour: 3, bold: false, underlined: false });
  });

  it('keeps bold and underline without colours', async () => {
    const terminal = await show(['diff'], { env: { NO_COLOR: '1' } });
    expect(terminal.looksOf('4711 FLAGS (\\Seen \\Answered)')).toEqual({
      colour: -1,
      bold: true,
      underlined: true,
    });
  });

  it('draws in ASCII where the locale has no UTF-8, and though CI is set once it has been asked for', async () => {
    const terminal = await show(['diff'], { env: { LC_ALL: 'C', CI: 'true' } });
    expect(terminal.text).not.toMatch(/[^\n\x20-\x7e]/);
    expect(terminal.text).toMatch(/^> .* - S \* 12 FETCH/m);
  });

  it('answers keys that arrive together one after the other', async () => {
    const terminal = await show(['diff']);
    terminal.press(']]]');
    await terminal.until('difference 4 of 4');
    terminal.press('gg/EXPUNGE\r');
    await terminal.until(/^▸ .*13 EXPUNGE/m);
  });

  it('lays itself out anew when the terminal is resized', async () => {
    const terminal = await show(['diff']);
    terminal.resize(140, 40);
    await terminal.until('side by side');
    terminal.resize(60, 12);
    await terminal.until('unified');
    expect(terminal.rows[0]).toMatch(/^ ✗ fetch\.imap .* unified/);
    expect(terminal.rows[11]).toMatch(/^ E value/);
  });

  it('has the wheel send arrow keys, as long as it has the screen (xterm: mode 1007)', async () => {
    const terminal = await show(['diff']);
    expect(terminal.received).toContain('\x1b[?1007s\x1b[?1007h');
    const before = terminal.text;
    terminal.press('\x1bOB\x1bOB\x1bOB');
    await terminal.until(/▸ .*S a8 OK/);
    terminal.press('\x1bOA\x1bOA\x1bOA');
    await terminal.until(() => terminal.text === before);
    terminal.press('q');
    await terminal.exited;
    expect(terminal.received).toContain('\x1b[?1007r');
  });

  it.each([
    [{ COLORFGBG: '0;15' }, 4],
    [{ COLORFGBG: '15;0' }, 6],
    [{ TERM: 'linux' }, 6],
    [{ NO_COLOR: '1' }, -1],
  ])('with %j shows what is expected in colour %i', async (env: Record<string, string>, colour) => {
    const terminal = await show(['diff'], { env });
    expect(terminal.looksOf('4711 FLAGS')?.colour).toBe(colour);
  });

  it('draws everything again on Ctrl-L', async () => {
    const terminal = await show(['diff']);
    const before = terminal.text;
    terminal.press('\x0c');
    terminal.press('?');
    await terminal.until('any other key');
    terminal.press('?');
    await terminal.until('difference 1 of 4');
    expect(terminal.text).toBe(before);
  });

  it('shows all its keys, and scrolls to them', async () => {
    const terminal = await show(['diff'], { columns: 100, rows: 20 });
    terminal.press('?');
    await terminal.until('any other key');
    await expectScreens(terminal, 'diff-help');
    terminal.press('G');
    await terminal.until(/S +the server's line/);
    terminal.press('g');
    await terminal.until('next line');
    terminal.press('x');
    await terminal.until(/fetch\.imap .* 1\/4$/m);
  });
});

describe('the plain form of the diff view', () => {
  it('says in sentences where the cursor is, on the same keys', async () => {
    const terminal = await show(['plain']);
    expect(terminal.isFullScreen).toBe(false);
    terminal.press(']');
    await terminal.until('Difference 2 of 4.');
    terminal.press('/4050\r');
    await terminal.until('S * 51 FETCH (UID 4050)');
    terminal.press('q');
    await terminal.exited;
    await expect(`${terminal.text.trim()}\n`).toMatchFileSnapshot('screens/diff-plain.txt');
  });
});

describe('the run view on a terminal', () => {
  it('looks like this on 140x40, 80x24 and 40x10', async () => {
    const terminal = await show(['run'], { columns: 100, rows: 20 });
    terminal.press('\t');
    await terminal.until(/▸ ✗ FAIL fetch-envelope/);
    await expectScreens(terminal, 'run');
  });

  it('shows all its keys, and scrolls to them', async () => {
    const terminal = await show(['run'], { columns: 100, rows: 20 });
    terminal.press('?');
    await terminal.until('any other key');
    await expectScreens(terminal, 'run-help');
  });

  it('shows what is known about a script', async () => {
    const terminal = await show(['run'], { columns: 100, rows: 20 });
    terminal.press('\t');
    await terminal.until(/▸ ✗ FAIL fetch-envelope/);
    terminal.press('l');
    await terminal.until('any other key');
    await expectScreens(terminal, 'run-log');
  });

  it('opens a failing script in the diff view and comes back to the same place', async () => {
    const terminal = await show(['run']);
    terminal.press('\t');
    await terminal.until(/▸ ✗ FAIL fetch-envelope/);
    const before = terminal.text;
    terminal.press('\r');
    await terminal.until('difference 1 of 1');
    terminal.press('q');
    await terminal.until('tagline watch');
    expect(terminal.text).toBe(before);
  });

  it('gives orders and shows what came of them', async () => {
    const terminal = await show(['run'], { columns: 140 });
    terminal.press('f');
    await terminal.until('{"kind":"rerun","paths":["fetch-envelope.imap","idle-timeout.imap"]}');
    terminal.press('c');
    await terminal.until('{"kind":"cancel"}');
  });

  it('filters by name while one types', async () => {
    const terminal = await show(['run']);
    terminal.press('plist');
    await terminal.until(() => !terminal.text.includes('capability'));
    expect(terminal.text).toContain('list-special-use.imap');
    terminal.press('\r');
    await terminal.until('shown: list');
    terminal.press('\x1b');
    await terminal.until('capability');
  });
});

describe('the review on a terminal', () => {
  it('looks like this on 140x40, 80x24 and 40x10', async () => {
    const terminal = await show(['review'], { columns: 100, rows: 20 });
    terminal.press('ar');
    await terminal.until('2 of 8 decided');
    await expectScreens(terminal, 'review');
  });

  it('shows all its keys, and scrolls to them', async () => {
    const terminal = await show(['review'], { columns: 100, rows: 20 });
    terminal.press('?');
    await terminal.until('any other key');
    await expectScreens(terminal, 'review-help');
  });

  it('takes one key a difference and one to say that this is it', async () => {
    const terminal = await show(['review']);
    for (const key of 'aarsaaaa') terminal.press(key);
    await terminal.until('all is decided');
    await expect(`${terminal.text}\n`).toMatchFileSnapshot('screens/review-end.txt');
    terminal.press('\r');
    expect((await terminal.exited).exitCode).toBe(0);
    expect(terminal.text).toContain('ended: write accept accept reject skip accept accept accept accept');
  });
});

describe('the terminal is given back as it was', () => {
  it.each([
    ['q', 'ended: quit'],
    ['\x03', 'ended: interrupted'],
    ['\x1b', 'ended: quit'],
  ])('after the key %j', async (key, words) => {
    const terminal = await show(['diff']);
    terminal.press(key);
    expect((await terminal.exited).exitCode).toBe(0);
    expect(terminal.isFullScreen).toBe(false);
    expect(terminal.text).toContain(words);
  });

  it.each([
    ['SIGTERM', 15],
    ['SIGHUP', 1],
    ['SIGINT', 2],
  ] as const)('after %s, which does what it does to any program', async (signal, number) => {
    const terminal = await show(['diff']);
    terminal.kill(signal);
    expect((await terminal.exited).signal).toBe(number);
    expect(terminal.isFullScreen).toBe(false);
  });

  it('after an exception, which is printed where one can read it', async () => {
    const terminal = await show(['diff'], { env: { TEST_THROW: '1' } });
    expect((await terminal.exited).exitCode).toBe(1);
    expect(terminal.isFullScreen).toBe(false);
    expect(terminal.text).toContain('thrown on purpose');
  });

  it('for the time of a Ctrl-Z, and taken again after fg', async () => {
    const shell = new PseudoTerminal(80, 24, ['bash', '--norc', '--noprofile', '-i'], { PS1: 'shell> ' });
    open.push(shell);
    await shell.until('shell>');
    shell.press(`'${process.execPath}' '${fixture}' diff\r`);
    await shell.until('difference 1 of 4');
    shell.press(']');
    await shell.until('difference 2 of 4');
    shell.press('\x1a');
    await shell.until(/Stopped/);
    expect(shell.isFullScreen).toBe(false);
    shell.press('fg\r');
    await shell.until('difference 2 of 4');
    expect(shell.isFullScreen).toBe(true);
    shell.press(']');
    await shell.until('difference 3 of 4');
    shell.press('q');
    await shell.until(/ended: quit[\s\S]*shell>/);
    shell.press('echo back\r');
    await shell.until(/echo back\nback/);
  });
});
