import { benchLint } from './lint.js';
import { benchParsers } from './parsers.js';
import { benchReplay } from './replay.js';
import { benchRunList } from './run-list.js';
import { benchStartUp } from './start-up.js';
import { benchTui } from './tui.js';

/** Every benchmark; `npm run bench -- lint` runs only that one. */
const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  'start-up': benchStartUp,
  lint: benchLint,
  parsers: benchParsers,
  replay: benchReplay,
  tui: benchTui,
  'run-list': benchRunList,
};

const named = process.argv.slice(2);
for (const [name, run] of Object.entries(benchmarks)) {
  if (named.length === 0 || named.includes(name)) await run();
}
