#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { resolve } = require('node:path');
const { loadCompiled } = require('./load-compiled.js');

const dist = resolve(__dirname, '../dist');

/** An editor calls `lint` at every key: that command alone is a smaller file of its own. */
const file = `${dist}/${process.argv[2] === 'lint' ? 'lint' : 'cli'}.cjs`;

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
});
