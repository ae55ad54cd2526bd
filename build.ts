import { chmod, readdir, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { relative } from 'node:path';
import { build, type Plugin } from 'esbuild';

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
const { metafile } = await build({
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  external: ['hoodiecrow-imap'],
  define: {
    'process.env.NODE_ENV': '"production"',
    __VERSION__: JSON.stringify(version),
    // Ink's layout engine would fetch its own code from a data URL, and Node loads a whole HTTP client for that.
    fetch: 'undefined',
  },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'external',
  metafile: true,
  plugins: [withoutUnused, importBuiltins],
});
await removeOthers('dist', new Set(Object.keys(metafile.outputs)));
await chmod('bin/tagline.js', 0o755);

/** What earlier builds left behind goes only when the new one is there. */
async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative('.', `${entry.parentPath ?? entry.path}/${entry.name}`);
    if (entry.isFile() && !kept.has(path) && !path.startsWith('dist/types')) await rm(path, { force: true });
  }
}
