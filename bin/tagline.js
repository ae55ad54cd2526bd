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
  if (talks.has(process.argv[2])) prepareToTalk();
  return main(processHost(process), process.argv.slice(2));
}

/** The commands that meet servers. */
const talks = new Set(['run', 'test', 'record', 'check', 'compare', 'watch']);

/**
 * V8 lets a small heap grow fourfold before it looks what nobody uses any more, and the space for what is new to 16 MB three
 * times over: a server that pours would fill memory with what has been read long ago. How far the heap may grow over what
 * is in use, in percent; and how many times the space for what is new may grow at once.
 *
 * And it optimises what has run for a while, which takes longer than most runs gain by it: a server is waited for most of
 * the time. How much is to run before, three times as much as V8 has it (a number of bytes of its code).
 *
 * To be called when the code is loaded: what V8 made of it is taken only with the flags that it was made with.
 */
function prepareToTalk() {
  const { setFlagsFromString } = require('node:v8');
  setFlagsFromString('--interrupt-budget=400000');
  setFlagsFromString('--heap-growing-percent=30');
  setFlagsFromString('--semi-space-growth-factor=1');
}

run().then((status) => {
  process.exitCode = status;
  // To take the heap apart would take as long as to lint a file. On Linux what was written is out by now.
  if (isLint && process.platform === 'linux') process.exit();
});
