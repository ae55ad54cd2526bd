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
    return () => {
      try {
        const { file, descriptor } = openNew(target, name);
        return sinkInto(descriptor, join(folder, file), tell);
      } catch (error) {
        tell(`nothing kept: ${describeFileError(folder, error)}`);
        return undefined;
      }
    };
  };
}

/** Opens the first file of its name that is not there yet. */
function openNew(folder: string, name: string): { file: string; descriptor: number } {
  for (let number = 1; ; number++) {
    const file = `${name}-${number}.literal`;
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
