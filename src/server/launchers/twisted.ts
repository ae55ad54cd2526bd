import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sandboxCertificate } from '../sandbox-certificate.js';
import { findProgram, writeFiles } from './files.js';
import { host, type Launcher, type Place, password, users } from './launcher.js';
import { twistedServer } from './twisted-server.js';

/** The IMAP server of Twisted Mail, a library for Python: it brings the protocol and no mailboxes. */
export const twisted: Launcher = {
  title: 'Twisted Mail',
  packages: 'python3-twisted',
  variable: 'TAGLINE_TWISTED',
  find(folder) {
    const python = findProgram(folder, ['/usr/bin/python3', '/usr/local/bin/python3']);
    if (!python || !hasTwisted(python)) return { kind: 'missing', what: 'twisted.mail.imap4 for python3' };
    return { kind: 'installed', furnish: ([place]) => furnish(place, python), empty };
  },
};

function hasTwisted(python: string): boolean {
  try {
    const seek =
      'import importlib.util as u; exit(not (u.find_spec("twisted.mail.imap4") and u.find_spec("OpenSSL")))';
    execFileSync(python, ['-c', seek], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function furnish({ home, port, tlsPort }: Place, python: string): Promise<readonly string[]> {
  await writeFiles(home, {
    'server.py': twistedServer,
    'cert.pem': sandboxCertificate.cert,
    'key.pem': sandboxCertificate.key,
  });
  return [python, '-B', join(home, 'server.py'), host, String(port), String(tlsPort), password, ...users];
}

/** Its mailboxes are in its memory: it is told to forget them. */
async function empty({ home }: Place): Promise<void> {
  const done = join(home, 'emptied');
  await rm(done, { force: true });
  process.kill(Number(readFileSync(join(home, 'pid'), 'utf8')), 'SIGUSR1');
  for (let tries = 0; tries < 500 && !existsSync(done); tries++) await pause(10);
  if (!existsSync(done)) throw new Error('Twisted Mail does not empty its mailboxes.');
}
