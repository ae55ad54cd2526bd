import { EventEmitter } from 'node:events';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { compile, run } from './bin/load-compiled.js';

/** Modules that are asked for and never used: React's devtools, and what commander starts other programs with. */
const withoutUnused: Plugin = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(react-devtools-core|ws)$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      importer.includes('/commander/') ? { path, namespace: 'empty' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

/** Ink waits for itself while it is loaded, which only ES modules can: for the program it is a file of its own. */
const inkInOwnFile: Plugin = {
  name: 'ink-in-own-file',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/load-ink\.js$/ }, ({ path }) => ({ path, namespace: 'ink' }));
    onLoad({ filter: /.*/, namespace: 'ink' }, () => ({
      contents: "export const loadInk = () => importFile('../dist/ink.js');",
    }));
  },
};

/** Leaves out of the build for lint alone what the other commands need. */
const onlyLint: Plugin = {
  name: 'only-lint',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/\w+\.js$/ }, ({ path, kind, importer }) =>
      kind === 'dynamic-import' && importer.endsWith('/commands/index.ts') && path !== './lint.js'
        ? { path, namespace: 'left-out' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export {};' }));
    onResolve({ filter: /^globby$/ }, ({ path }) => ({ path, namespace: 'own-file' }));
    onLoad({ filter: /.*/, namespace: 'own-file' }, ({ path }) => ({
      contents: `module.exports = require('../dist/${path}.cjs');`,
    }));
  },
};

/**
 * Modules that most scripts never need, for they have no mistake and no server lines: each runs when something of it is
 * first used. One that is used while another module is loaded runs then, and gains nothing.
 */
const lateModules: Plugin = {
  name: 'late-modules',
  setup({ onResolve, onLoad, resolve }) {
    const late = new Set(lateInLint.map((path) => `${import.meta.dirname}/src/${path}`));
    onResolve(
      { filter: /^\.{1,2}\/.*\.js$/ },
      async ({ path, importer, namespace, kind, resolveDir, pluginData }) => {
        if (pluginData === 'found' || namespace === 'late-module') return undefined;
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: 'found' });
        return late.has(found.path) ? { path: found.path, namespace: 'late-module' } : undefined;
      },
    );
    onLoad({ filter: /.*/, namespace: 'late-module' }, async ({ path }) => ({
      contents: lateExports(Object.keys(await import(path)), path),
      resolveDir: dirname(path),
    }));
  },
};

const lateInLint = [
  'imap/dialects/index.ts',
  'imap/dialects/predict.ts',
  'imap/grammar/mistakes/index.ts',
  'imap/grammar/diagnose.ts',
  'imap/grammar/diagnose-response.ts',
  'imap/grammar/check-response.ts',
  'imap/response-registry.ts',
  'imap/response-code.ts',
  'imap/response-shapes.ts',
  'imap/stand-in.ts',
  'lint/fix.ts',
  'match/patch.ts',
];

/** What CommonJS packages require of Node becomes an import: without it every start would load `node:module` first. */
const importBuiltins: Plugin = {
  name: 'import-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, kind }) =>
      kind === 'require-call' && isBuiltin(path) ? { path, namespace: 'builtin' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      // Importing `node:process` by name would open standard input.
      contents: /^(node:)?process$/.test(path) ? 'module.exports = process;' : `export * from '${path}';`,
    }));
  },
};

/** A terminal whose user quits after a moment. */
class Spectator extends EventEmitter {
  readonly isTTY = true;
  shown = '';

  write(text: string, done?: () => void): boolean {
    this.shown += text;
    if (this.listenerCount('data') > 0) setTimeout(() => this.emit('data', 'q'), 300);
    done?.();
    return true;
  }

  setRawMode() {}
  setEncoding() {}
  resume() {}
  pause() {}
}

/** What takes Node milliseconds to load, and most commands never use, is loaded when it is used. */
const lateBuiltins: Plugin = {
  name: 'late-builtins',
  setup({ onResolve, onLoad }) {
    onResolve(
      { filter: /^(node:)?(child_process|crypto|fs\/promises|http|https|tls|zlib)$/ },
      ({ path, namespace }) =>
        namespace === 'late' ? undefined : { path: path.replace(/^node:/, ''), namespace: 'late' },
    );
    onLoad({ filter: /.*/, namespace: 'late' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter(
        (name) => !/^(default|module\.exports)$/.test(name),
      );
      return {
        contents: lateExports(names, `node:${path}`),
      };
    });
  },
};

function lateExports(names: readonly string[], path: string): string {
  return `for (const name of ${JSON.stringify(names)})
    Object.defineProperty(exports, name, { get: () => require(${JSON.stringify(path)})[name], enumerable: true });`;
}

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const common = {
  outdir: 'dist',
  bundle: true,
  platform: 'node' as const,
  target: 'node20',
  external: ['hoodiecrow-imap', '../dist/*'],
  // Yoga, which lays out Ink's boxes, would fetch its code if it could, and Node loads an HTTP client to let it see.
  define: {
    'process.env.NODE_ENV': '"production"',
    __VERSION__: JSON.stringify(version),
    fetch: 'undefined',
  },
  minify: true,
  legalComments: 'external' as const,
  metafile: true,
} satisfies BuildOptions;

const modules = await build({
  ...common,
  entryPoints: { index: 'src/index.ts', ink: 'src/tui/ink-layout.tsx' },
  format: 'esm',
  plugins: [withoutUnused, importBuiltins],
});
/** Each is one file, which is run together with what V8 made of it; see bin/load-compiled.js. */
const oneFile = {
  ...common,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  // It is run as the function that a CommonJS module is, of the file that runs it.
  banner: { js: '(function (exports, require, module, moduleUrl, importFile) {' },
  footer: { js: '})' },
  define: { ...common.define, 'import.meta.url': 'moduleUrl' },
  charset: 'ascii',
} satisfies BuildOptions;
const program = await build({
  ...oneFile,
  entryPoints: { cli: 'src/cli/main.ts' },
  plugins: [withoutUnused, lateBuiltins, inkInOwnFile],
});
const lint = await build({
  ...oneFile,
  entryPoints: { lint: 'src/cli/main.ts' },
  plugins: [withoutUnused, onlyLint, lateBuiltins, lateModules],
});
/** Needed only where a folder or a pattern is named. */
const globby = await build({
  ...common,
  entryPoints: ['globby'],
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
});
await removeOthers(
  'dist',
  new Set([modules, program, lint, globby].flatMap(({ metafile }) => Object.keys(metafile.outputs))),
);
await keepCompiled('dist/lint.cjs', [[0, 'lint', 'transcripts/everyday/search.imap']]);
await keepCompiled('dist/cli.cjs', [
  [1, 'diff', 'transcripts/everyday/login.transcript', 'transcripts/everyday/login.dovecot.transcript'],
  [0, 'watch', 'transcripts/everyday/search.imap'],
]);
await chmod('bin/tagline.js', 0o755);

/** What V8 has compiled once some commands have run, each to its exit status; see bin/load-compiled.js. */
async function keepCompiled(path: string, samples: readonly [number, ...string[]][]): Promise<void> {
  const script = compile(resolve(path));
  const { main, processHost } = run(script, resolve(path));
  for (const [expected, ...argv] of samples) {
    const terminal = new Spectator();
    const streams = { stdin: terminal, stdout: terminal, stderr: terminal };
    const status = await main({ ...processHost(process), ...streams, env: { TERM: 'xterm' } }, argv);
    if (status !== expected) throw new Error(`${argv.join(' ')} ended with ${status}:\n${terminal.shown}`);
  }
  await writeFile(`${path}.cache`, script.createCachedData());
}

/** What earlier builds left behind goes only when the new one is there. */
async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative('.', `${entry.parentPath ?? entry.path}/${entry.name}`);
    if (entry.isFile() && !kept.has(path) && !path.startsWith('dist/types')) await rm(path, { force: true });
  }
}
