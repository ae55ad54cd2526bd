import { createInterface } from 'node:readline/promises';
import { runToTty } from '../../report/run-tty.js';
import { canShow } from '../../tui/can-show.js';
import type { OpenRunView } from '../../tui/open-run-view.js';
import { themeOf } from '../../tui/theme.js';
import type { Command, Invocation } from '../command.js';
import { editFile } from '../edit-file.js';
import { ExitStatus } from '../exit-status.js';
import { repeatedOptions } from '../repeated-options.js';
import { statusOf, sumUp } from '../replayer.js';
import { UsageError } from '../usage-error.js';
import { watchFiles, writtenSince } from '../watch.js';
import { openWatchSession, type WatchSession } from '../watch-session.js';

/** `tagline watch`: tests, and tests again what a saved file has to do with. */
export const command: Command = async (invocation) => {
  const { host, output, options } = invocation;
  const named = invocation.arguments.length === 0 ? ['.'] : invocation.arguments;
  const isShown = canShow(host.stdin, host.stdout, host.env, options.flag('plain'));
  const ui = isShown ? import('../../tui/index.js') : undefined;
  const readAt = host.now();
  const session = await openWatchSession(isShown ? withoutOutput(invocation) : invocation, named);
  await askOnce(invocation, session);
  await session.prepare();
  const view = ui ? openView(invocation, session, await ui) : openLog(invocation, session);
  session.runAll();
  if (ui) void session.lint();
  const files = await watchFiles(host.cwd, named.map(folderOf), (changed) => {
    void session.changed(changed).then(() => files.follow(session.files()));
  });
  files.follow(session.files());
  // The first results do not wait until the folders are watched: somebody may have saved a file meanwhile.
  const missed = await writtenSince(session.files(), readAt);
  if (missed.size > 0) void session.changed(missed).then(() => files.follow(session.files()));
  const ending = await view.finished;
  await files.close();
  const status = ending === 'interrupted' ? ExitStatus.interrupted : statusOf(session.results());
  await leave(invocation, session, status);
  if (!isShown) output.trouble('\n');
  return status;
};

/** Milliseconds that the cleanup of what is running may take once the user wants to go. */
const leaveMilliseconds = 1500;

/** How often the time of what is running is shown anew, in milliseconds. */
const tickMilliseconds = 100;

async function leave({ host, kept }: Invocation, session: WatchSession, status: ExitStatus): Promise<void> {
  const late = Symbol();
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), leaveMilliseconds);
  });
  const first = await Promise.race([session.stop(), patience]);
  clearTimeout(timer);
  if (first !== late) return;
  await kept.stop();
  host.exit(status);
}

/** What others would print beside the view would be in its way. */
function withoutOutput(invocation: Invocation): Invocation {
  const { output } = invocation;
  return { ...invocation, output: { ...output, quiet: true, progress: () => {}, troubleLook: output.look } };
}

/** A pattern cannot be watched; the folder before it can. */
function folderOf(path: string): string {
  const at = path.search(/[*?{[]/);
  return at === -1 ? path : path.slice(0, path.lastIndexOf('/', at) + 1) || '.';
}

/** A watch sends at every save: to another machine only when the user has said so once. */
async function askOnce({ host }: Invocation, session: WatchSession): Promise<void> {
  const far = session.unasked();
  if (far.length === 0) return;
  const refusal = new UsageError(`watch would send to ${far.join(', ')} at every save.`, [
    'Say --yes if that is what you want, or "watch": true beside its URL in tagline.config.json.',
  ]);
  if (!host.stdin.isTTY || !host.stderr.isTTY) throw refusal;
  const reader = createInterface({ input: host.stdin, output: host.stderr });
  const answer = await new Promise<string>((resolve) => {
    reader.once('close', () => resolve(''));
    void reader.question(`Send to ${far.join(', ')} at every save? [y/N] `).then(resolve, () => resolve(''));
  });
  reader.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw refusal;
  session.allow(far);
}

interface Watching {
  readonly finished: Promise<'quit' | 'interrupted'>;
}

function openView(
  { host, options }: Invocation,
  session: WatchSession,
  { openRunView }: typeof import('../../tui/index.js'),
): Watching {
  const view: OpenRunView = openRunView({
    stdin: host.stdin,
    stdout: host.stdout,
    env: host.env,
    plain: options.flag('plain'),
    ...themeOf(options.text('theme')),
    model: session.model(),
    onCommand: (order) => (order.kind === 'edit' ? void edit(order.path) : session.obey(order)),
    diffOf: session.diffOf.bind(session),
  });
  const edit = (path: string) =>
    view.aside(async () => {
      const complaint = await editFile(host, path);
      if (complaint !== undefined) session.say(complaint);
    });
  const update = () => view.update(() => session.model());
  session.onChange = update;
  const timer = setInterval(() => session.isRunning && update(), tickMilliseconds);
  let signals = 0;
  // The screen takes the first one for the end of the view.
  host.onSignal(() => ++signals > 1 && host.exit(ExitStatus.interrupted));
  const finished = view.finished.then((ending) => {
    clearInterval(timer);
    session.onChange = () => {};
    return ending;
  });
  return { finished };
}

/** Without a terminal: the report after each run. */
function openLog(invocation: Invocation, session: WatchSession): Watching {
  const { host, output } = invocation;
  session.onIdle = () => {
    const { server, milliseconds, scripts } = session.model();
    const held = scripts.flatMap(({ path, progress }) =>
      progress.kind === 'held' ? [`${path}: ${progress.reason}\n`] : [],
    );
    const run = {
      server,
      options: repeatedOptions(invocation),
      startedAt: host.now() - milliseconds,
      endedAt: host.now(),
    };
    void output.write(runToTty(sumUp(session.results(), run), output.look) + held.join(''));
  };
  return {
    finished: new Promise((resolve) => {
      const stopListening = host.onSignal(() => {
        stopListening();
        host.onSignal(() => host.exit(ExitStatus.interrupted));
        resolve('interrupted');
      });
    }),
  };
}
