import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { KeepLiteral, LiteralSink } from '../imap/framer.js';
import type { Invocation } from './command.js';
import { describeFileError } from './host.js';
import { UsageError } from './usage-error.js';

/**
 * Writes literals that are too large to be kept to files of a folder (`--keep`): `login-1.literal` is the first one that
 * came for login.imap. Nobody else may read them, and none that is there already is touched.
 */
export function keepIn({ host, output }: Invocation, folder: string): (script: string) => KeepLiteral {
  const target = resolve(host.cwd, folder);
  try {
    mkdirSync(target, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new UsageError(describeFileError(folder, error));
  }
  const tell = (text: string) => output.trouble(`tagline: ${text}\n`);
  return (script) => {
    const name = basename(script).replace(/\.(?:imap|transcript)$/, '');
    // A server may send very many: those that are there are not looked at again for each.
    let number = 0;
    return () => {
      try {
        const { file, descriptor } = openNew(target, () => `${name}-${++number}.literal`);
        return sinkInto(descriptor, join(folder, file), tell);
      } catch (error) {
        tell(`nothing kept: ${describeFileError(folder, error)}`);
        return undefined;
      }
    };
  };
}

/** Opens the first file of these names that is not there yet. */
function openNew(folder: string, nextName: () => string): { file: string; descriptor: number } {
  for (;;) {
    const file = nextName();
    try {
      return { file, descriptor: openSync(join(folder, file), 'wx', 0o600) };
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken) throw error;
    }
  }
}

function sinkInto(descriptor: number, path: string, tell: (text: string) => void): LiteralSink {
  let written = 0;
  let isBroken = false;
  return {
    add(bytes) {
      if (isBroken) return;
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
        written += bytes.length;
      } catch (error) {
        isBroken = true;
        tell(`cut off: ${describeFileError(path, error)}`);
      }
    },
    end(isWhole) {
      closeSync(descriptor);
      if (!isBroken)
        tell(`${isWhole ? 'kept' : 'kept the beginning of a literal:'} ${path} (${written} octets)`);
    },
  };
}
