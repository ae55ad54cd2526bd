import { expect } from 'vitest';
import { describeWithDovecot, dovecotIt, startDovecot } from '../support/dovecot.js';
import { talk } from '../support/talk.js';

describeWithDovecot('the throwaway Dovecot', () => {
  dovecotIt('lets its users in, in plain and over TLS, also beside another one', async () => {
    const servers = await Promise.all([startDovecot(), startDovecot()]);
    try {
      for (const { port, tlsPort, password, certificate } of servers) {
        const login = [`a1 LOGIN alice wrong\r\n`, `a2 LOGIN bob ${password}\r\n`];
        expect(await talk({ port }, login)).toMatch(/^\* OK .*^a1 NO .*^a2 OK /ms);
        expect(await talk({ port: tlsPort, ca: certificate }, login)).toMatch(/^\* OK .*^a1 NO .*^a2 OK /ms);
      }
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
    for (const { port } of servers) {
      await expect(talk({ port }, [])).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
    }
  });

  dovecotIt('says why it does not start', async () => {
    await expect(startDovecot({ settings: 'nonsense = 1\n' })).rejects.toThrow('Unknown setting: nonsense');
  });
});
