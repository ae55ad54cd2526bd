const { existsSync, readFileSync } = require('node:fs');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');

/**
 * Loads a CommonJS file together with V8's code for it (`<file>.cache`), which another V8 than the one it was made by
 * does not take: then the file is compiled as always. Node 22 can do this by itself (module.enableCompileCache).
 */
function loadCompiled(path) {
  return run(compile(path), path);
}

function compile(path) {
  const cache = `${path}.cache`;
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  // It is ASCII, which need not be decoded, and a function already (build.ts).
  return new Script(readFileSync(path, 'latin1'), { filename: path, cachedData });
}

/** What it requires and imports is found from this file; a script by itself can import nothing. */
function run(script, path) {
  const module = { exports: {} };
  const importFile = (file) => import(file);
  script.runInThisContext()(module.exports, require, module, pathToFileURL(path).href, importFile);
  return module.exports;
}

module.exports = { compile, loadCompiled, run };
