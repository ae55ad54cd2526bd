import type { LauncherName, Throwaway } from '../server/launch.js';
import { ExitStatus } from './exit-status.js';
import type { Kept } from './kept.js';
import { UsageError } from './usage-error.js';

/** Throwaway servers of one kind: as many as are used at once, started when they are needed. */
export interface ThrowawayPool {
  /** One with empty mailboxes, for one script alone; `release` gives it back. */
  take(): Promise<{ readonly server: Throwaway; release(): void }>;
}

export function createThrowawayPool(
  name: LauncherName,
  kept: Kept,
  env: Readonly<Record<string, string | undefined>>,
): ThrowawayPool {
  const free: Throwaway[] = [];
  let started = 0;
  const start = async () => {
    const { startThrowaway } = await import('../server/launch.js');
    return kept.get(`${name}:${started++}`, () => startThrowaway(name, { env }));
  };
  return {
    async take() {
      const used = free.pop();
      await used?.empty();
      const server = used ?? (await start().catch((error) => refuse(name, error)));
      return { server, release: () => void free.push(server) };
    },
  };
}

function refuse(name: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new UsageError(`--server ${name}: ${reason}`, [], ExitStatus.unreachable);
}
