import { availableParallelism } from 'node:os';
import type { LauncherName, Throwaway } from '../server/launch.js';
import { ExitStatus } from './exit-status.js';
import type { Kept } from './kept.js';
import { UsageError } from './usage-error.js';

/** Throwaway servers of one kind: as many as are used at once, started when they are needed, and no more than help. */
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
  const waiting: ((server: Throwaway | undefined) => void)[] = [];
  let started = 0;
  let failed = 0;
  const start = async () => {
    const { startThrowaway } = await import('../server/launch.js');
    return kept.get(`${name}:${started++}`, () => startThrowaway(name, { env }));
  };
  const released = () => new Promise<Throwaway | undefined>((resolve) => waiting.push(resolve));
  const giveBack = (server: Throwaway | undefined) => {
    const next = waiting.shift();
    if (next) next(server);
    else if (server) free.push(server);
  };
  /** Who waits for one that does not come up tries it himself. */
  const fail = (error: unknown) => {
    failed++;
    giveBack(undefined);
    return refuse(name, error);
  };
  return {
    async take() {
      const used = free.pop() ?? (started - failed < mostServers ? undefined : await released());
      await used?.empty();
      const server = used ?? (await start().catch(fail));
      return { server, release: () => giveBack(server) };
    },
  };
}

/** They share the machine with each other: more take longer to start than they save. */
const mostServers = 2 * availableParallelism();

function refuse(name: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new UsageError(`--server ${name}: ${reason}`, [], ExitStatus.unreachable);
}
