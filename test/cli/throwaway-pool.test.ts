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
});
