import { describe, expect } from 'vitest';
import { Kept } from '../../src/cli/kept.js';
import { createThrowawayPool } from '../../src/cli/throwaway-pool.js';
import { dovecotIt } from '../support/dovecot.js';

describe('a pool of throwaway servers', () => {
  dovecotIt('starts another one where one has ended by itself', async () => {
    const kept = new Kept();
    try {
      const pool = createThrowawayPool('dovecot', kept, {});
      const ended = await pool.take();
      const spare = await pool.take();
      spare.release();
      process.kill(-ended.server.pid, 'SIGKILL');
      await expect.poll(() => ended.server.isRunning()).toBe(false);
      ended.release();
      const { server, release } = await pool.take();
      expect(server.isRunning()).toBe(true);
      expect(server.pid).not.toBe(ended.server.pid);
      release();
    } finally {
      await kept.stop();
    }
  });

  dovecotIt('gives who is first the one that was prepared', async () => {
    const kept = new Kept();
    try {
      const pool = createThrowawayPool('dovecot', kept, {});
      pool.prepare();
      const [first, second] = await Promise.all([pool.take(), pool.take()]);
      expect(second.server.pid).toBe(first.server.pid);
      expect(second.server.url).not.toBe(first.server.url);
    } finally {
      await kept.stop();
    }
  });

  dovecotIt('tells who takes one why the prepared one did not come up', async () => {
    const pool = createThrowawayPool('dovecot', new Kept(), { settings: 'no_such_setting = 1\n' });
    pool.prepare();
    await expect(pool.take()).rejects.toThrow('no_such_setting');
  });
});
