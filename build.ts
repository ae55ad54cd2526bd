import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { relative, resolve } from 'node:path';
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

/** Leaves out of the one-file build what the other commands need. */
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
      contents: `module.exports = require(__filename.replace(/lint\\.cjs$/, '${path}.cjs'));`,
    }));
  },
};

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

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const common = {
  outdir: 'dist',
  bundle: true,
  platform: 'node' as const,
  target: 'node20',
  external: ['hoodiecrow-imap'],
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

const program = await build({
  ...common,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  plugins: [withoutUnused, importBuiltins],
});
const lint = await build({
  ...common,
  entryPoints: { lint: 'src/cli/main.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  plugins: [withoutUnused, onlyLint],
  // bin/load-compiled.js runs it as the function that a CommonJS module is.
  banner: { js: '(function (exports, require, module, __filename) {' },
  footer: { js: '})' },
  charset: 'ascii',
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
  new Set([program, lint, globby].flatMap(({ metafile }) => Object.keys(metafile.outputs))),
);
await keepCompiled('dist/lint.cjs');
await chmod('bin/tagline.js', 0o755);

/** What V8 has compiled once the command has run; see bin/load-compiled.js. */
async function keepCompiled(path: string): Promise<void> {
  const script = compile(resolve(path));
  const { main, processHost } = run(script, resolve(path));
  const silent = { write: (_text: string, done?: () => void) => done?.(), on: () => silent };
  const sample = 'transcripts/everyday/search.imap';
  const status = await main({ ...processHost(process), stdout: silent, stderr: silent }, ['lint', sample]);
  if (status !== 0) throw new Error(`lint ${sample} ended with ${status}`);
  await writeFile(`${path}.cache`, script.createCachedData());
}

/** What earlier builds left behind goes only when the new one is there. */
async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative('.', `${entry.parentPath ?? entry.path}/${entry.name}`);
    if (entry.isFile() && !kept.has(path) && !path.startsWith('dist/types')) await rm(path, { force: true });
  }
}
