import { availableParallelism } from 'node:os';
import type {
  Launcher,
  LauncherName,
  startRooms as StartRooms,
  Throwaway,
  ThrowawayOptions,
} from '../server/launch.js';
import { ExitStatus } from './exit-status.js';
import type { Kept } from './kept.js';
import { UsageError } from './usage-error.js';

/**
 * Throwaway servers of one kind: as many as are used at once, started when they are needed, and no more than help. One
 * process is several of them where it can be.
 */
export interface ThrowawayPool {
  /** One with empty mailboxes, for one script alone; `release` gives it back. */
  take(): Promise<{ readonly server: Throwaway; release(): void }>;
  /** Starts one for who is the first to take one; what goes wrong is told then. */
  prepare(): void;
}

export function createThrowawayPool(
  name: LauncherName,
  kept: Kept,
  options: ThrowawayOptions,
): ThrowawayPool {
  const free: Throwaway[] = [];
  const waiting: ((server: Throwaway | undefined) => void)[] = [];
  let processes = 0;
  /** How many servers there are, or will be when they have come up. */
  let begun = 0;
  const released = () => new Promise<Throwaway | undefined>((resolve) => waiting.push(resolve));
  const giveBack = (server: Throwaway | undefined) => {
    const next = waiting.shift();
    if (next) next(server);
    else if (server) free.push(server);
  };
  /** One that ended by itself is a server no more. */
  const isOfUse = (server: Throwaway) => {
    const isRunning = server.isRunning();
    if (!isRunning) begun--;
    return isRunning;
  };
  const takeFree = () => {
    for (let server = free.pop(); server; server = free.pop()) if (isOfUse(server)) return server;
    return undefined;
  };
  const start = async (rooms: number, startRooms: typeof StartRooms) => {
    begun += rooms;
    try {
      const { servers } = await kept.get(`${name}:${processes++}`, async () => {
        const servers = await startRooms(name, rooms, options);
        return { servers, stop: () => servers[0].stop() };
      });
      const [first, ...others] = servers;
      for (const server of others) giveBack(server);
      return first;
    } catch (error) {
      begun -= rooms;
      // Who waits for one that does not come up tries it himself.
      giveBack(undefined);
      return refuse(name, error);
    }
  };
  const take = async () => {
    const { launchers, startRooms } = await import('../server/launch.js');
    const { hasRooms }: Launcher = launchers[name];
    const rooms = hasRooms ? mostServers : 1;
    const used = takeFree() ?? (begun + rooms > mostServers ? await released() : undefined);
    // At once: who asks next has to find it begun.
    return { used, server: used ?? (await start(rooms, startRooms)) };
  };
  let prepared: ReturnType<typeof take> | undefined;
  return {
    prepare() {
      prepared = take();
      prepared.catch(() => {});
    },
    async take() {
      const first = prepared;
      prepared = undefined;
      const { used, server } = await (first ?? take());
      await used?.empty().catch((error) => refuse(name, error));
      return { server, release: () => giveBack(isOfUse(server) ? server : undefined) };
    },
  };
}

/** They share the machine with each other: more take longer to start than they save. */
const mostServers = 2 * availableParallelism();

function refuse(name: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new UsageError(`--server ${name}: ${reason}`, [], ExitStatus.unreachable);
}
