#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { resolve } = require('node:path');
const { loadCompiled } = require('./load-compiled.js');

const dist = resolve(__dirname, '../dist');

/** An editor calls `lint` at every key: that command alone is a file of its own, with what V8 made of it beside it. */
async function load() {
  return process.argv[2] === 'lint' ? loadCompiled(`${dist}/lint.cjs`) : import(`${dist}/cli.js`);
}

async function run() {
  if (!existsSync(`${dist}/cli.js`)) {
    process.stderr.write('tagline: not built yet: run npm run build in its folder first.\n');
    return 2;
  }
  const { main, processHost } = await load();
  return main(processHost(process), process.argv.slice(2));
}

run().then((status) => {
  process.exitCode = status;
});
