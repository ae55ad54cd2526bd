import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Node, parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

/** The layers: what each may import of the others, and of packages. This table is the architecture. */
const layers: Record<string, { imports: readonly string[]; packages: readonly string[]; pure: boolean }> = {
  text: { imports: [], packages: [], pure: true },
  // Of node:crypto the hash functions only: they depend on nothing but their arguments.
  imap: { imports: ['text'], packages: ['node:crypto'], pure: true },
  script: { imports: ['imap', 'text'], packages: [], pure: true },
  lint: { imports: ['script', 'imap', 'text'], packages: [], pure: true },
  match: { imports: ['script', 'imap', 'text'], packages: ['diff'], pure: true },
  session: { imports: ['imap', 'text'], packages: ['node:crypto'], pure: true },
  replay: { imports: ['session', 'match', 'script', 'imap', 'text'], packages: [], pure: true },
  transport: {
    imports: ['session', 'imap', 'text'],
    packages: ['node:crypto', 'node:http', 'node:net', 'node:stream', 'node:tls', 'node:zlib', 'socks'],
    pure: false,
  },
  runner: {
    imports: ['transport', 'replay', 'session', 'match', 'script', 'imap', 'text'],
    packages: [],
    pure: false,
  },
  server: {
    imports: ['session', 'match', 'script', 'imap', 'text'],
    packages: [
      ...['node:net', 'node:tls', 'node:module', 'hoodiecrow-imap'],
      ...['node:child_process', 'node:fs', 'node:os', 'node:path', 'node:timers'],
    ],
    pure: false,
  },
  report: { imports: ['replay', 'match', 'lint', 'script', 'imap', 'text'], packages: [], pure: true },
  tui: { imports: ['replay', 'match', 'script', 'imap', 'text'], packages: ['ink', 'react'], pure: false },
  cli: {
    imports: [
      'tui',
      'report',
      'server',
      'runner',
      'transport',
      'replay',
      'session',
      'match',
      'lint',
      'script',
      'imap',
      'text',
    ],
    packages: ['chokidar', 'commander', 'globby', 'node:'],
    pure: false,
  },
  'index.ts': {
    imports: ['runner', 'transport', 'replay', 'session', 'match', 'lint', 'script', 'imap', 'text'],
    packages: [],
    pure: false,
  },
};

/** What a pure layer may not touch: it would make a result depend on more than the arguments. */
const impureGlobals = [
  'process',
  'console',
  'performance',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
];
const impureMembers = ['Math.random', 'Date.now'];

const source = resolve(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .map((file) => file.split(sep).join('/'));

describe('the layers', () => {
  it.each(files)('%s imports only what the table allows', (file) => {
    expect(findForbiddenImports(file, read(file))).toEqual([]);
  });

  const pureFiles = files.filter((file) => layers[layerOf(file)]?.pure);
  it.each(pureFiles)('%s touches no clock, stream, timer or randomness', (file) => {
    expect(findImpurities(file, read(file))).toEqual([]);
  });

  it('finds a forbidden import however it is written', () => {
    const text = `
      import type { A } from '../cli/main.js';
      export * from '../tui/app.js';
      export { b } from '../replay/result.js';
      const c = import('../transport/connect.js');
      type D = import('../server/playback.js').D;
      import 'node:fs';
      import { e } from '../text/source.js';`;
    expect(findForbiddenImports('imap/example.ts', text)).toEqual([
      'cli',
      'tui',
      'replay',
      'transport',
      'server',
      'node:fs',
    ]);
  });

  it('finds an impurity however it is reached', () => {
    const text = `
      process.exit(1); globalThis.console.log(1); const t = Date.now(); const r = Math.random();
      const d = new Date(); const e = new Date(5); setTimeout(f, 1); const f = { process: 1 }.process;`;
    expect(findImpurities('imap/example.ts', text).toSorted()).toEqual(
      ['Date', 'Date.now', 'Math.random', 'console', 'process', 'setTimeout'].toSorted(),
    );
  });
});

function read(file: string): string {
  return readFileSync(join(source, file), 'utf8');
}

function layerOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function findForbiddenImports(file: string, text: string): string[] {
  const layer = layerOf(file);
  const allowed = layers[layer];
  if (!allowed) return [`no layer ${layer}`];
  return importsOf(file, text).flatMap((specifier) => {
    if (specifier.startsWith('.')) {
      const target = relative(source, resolve(source, dirname(file), specifier)).split(sep)[0] ?? '';
      return target === layer || allowed.imports.includes(target) ? [] : [target];
    }
    const isAllowed = allowed.packages.some(
      (name) => specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`),
    );
    return isAllowed ? [] : [specifier];
  });
}

function importsOf(file: string, text: string): string[] {
  const found: string[] = [];
  const add = (node: { source: { value?: unknown } | null }) => {
    if (node.source)
      found.push(typeof node.source.value === 'string' ? node.source.value : 'a computed name');
  };
  new Visitor({
    ImportDeclaration: add,
    ExportAllDeclaration: add,
    ExportNamedDeclaration: add,
    ImportExpression: (node) => add({ source: node.source as { value?: unknown } }),
    TSImportType: (node) => add(node as unknown as { source: { value?: unknown } }),
  }).visit(parse(file, text));
  return found;
}

function findImpurities(file: string, text: string): string[] {
  const found: string[] = [];
  const names = new Set<Node>();
  new Visitor({
    MemberExpression: (node) => {
      if (node.computed || node.property.type !== 'Identifier') return;
      const object = node.object.type === 'Identifier' ? node.object.name : '';
      if (object !== 'globalThis') names.add(node.property);
      if (impureMembers.includes(`${object}.${node.property.name}`))
        found.push(`${object}.${node.property.name}`);
    },
    Property: (node) => {
      if (!node.computed) names.add(node.key);
    },
    NewExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) {
        found.push('Date');
      }
    },
    Identifier: (node) => {
      if (impureGlobals.includes(node.name) && !names.has(node)) found.push(node.name);
    },
  }).visit(parse(file, text));
  return found;
}

function parse(file: string, text: string) {
  const result = parseSync(file, text);
  if (result.errors.length > 0) throw new Error(`${file}: ${result.errors[0]?.message}`);
  return result.program;
}
