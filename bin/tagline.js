#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { resolve } = require('node:path');
const { loadCompiled } = require('./load-compiled.js');

const dist = resolve(__dirname, '../dist');

/** An editor calls `lint` at every key: that command alone is a smaller file of its own. */
const isLint = process.argv[2] === 'lint';
const file = `${dist}/${isLint ? 'lint' : 'cli'}.cjs`;

async function run() {
  if (!existsSync(file)) {
    process.stderr.write('tagline: not built yet: run npm run build in its folder first.\n');
    return 2;
  }
  const { main, processHost } = loadCompiled(file);
  return main(processHost(process), process.argv.slice(2));
}

run().then((status) => {
  process.exitCode = status;
  // To take the heap apart would take as long as to lint a file. On Linux what was written is out by now.
  if (isLint && process.platform === 'linux') process.exit();
});
