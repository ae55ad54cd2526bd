/** A program for the terminal tests: shows a view on the real terminal and says at the end how it ended. */
import { openRunView } from '../../../src/tui/open-run-view.js';
import { showDiff } from '../../../src/tui/show-diff.js';
import { showReview } from '../../../src/tui/show-review.js';
import { fetchDiff, longDiff } from './diff-of-lines.js';
import { exampleRun } from './example-run.js';

const [view = 'diff', size = ''] = process.argv.slice(2);
const { stdin, stdout, env } = process;
if (env.TEST_THROW) setTimeout(() => nowhere(), 300);

function nowhere(): never {
  throw new Error('thrown on purpose');
}

if (view === 'run') {
  const opened = openRunView({
    stdin,
    stdout,
    env,
    model: exampleRun(Number(size) || 11),
    onCommand: (order) => opened.update(() => ({ ...exampleRun(11), notice: JSON.stringify(order) })),
  });
  console.log(`ended: ${await opened.finished}`);
} else if (view === 'review') {
  const names = {
    expectedName: 'login.transcript',
    actualName: 'login.transcript.new',
    failing: new Set([]),
  };
  const files = ['login', 'fetch'].map((name) => {
    const path = `tests/${name}.transcript`;
    return { path, title: path, diff: fetchDiff, ...names };
  });
  const ending = await showReview({ files, stdin, stdout, env });
  const decisions = 'decisions' in ending ? ending.decisions : [];
  console.log(`ended: ${ending.kind} ${decisions.map(({ decision }) => decision).join(' ')}`);
} else {
  const diff = size === '' ? fetchDiff : longDiff(Number(size));
  const names = { title: 'fetch.imap', expectedName: 'fetch.transcript', actualName: 'what came' };
  console.log(`ended: ${await showDiff({ diff, ...names, stdin, stdout, env, plain: view === 'plain' })}`);
}
