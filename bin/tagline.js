#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);
if (existsSync(built)) {
  const { main, processHost } = await import(built.href);
  process.exitCode = await main(processHost(process), process.argv.slice(2));
} else {
  process.stderr.write('tagline: not built yet: run npm run build in its folder first.\n');
  process.exitCode = 2;
}
