import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxCertificate } from '../sandbox-certificate.js';
import { findProgram, identify, renewMail, runProgram, writeFiles } from './files.js';
import { hashedPassword, host, type Identity, type Launcher, type Place, users } from './launcher.js';

/** The imap4d of GNU Mailutils. */
export const mailutils: Launcher = {
  title: 'GNU Mailutils imap4d',
  packages: 'mailutils-imap4d',
  variable: 'TAGLINE_MAILUTILS',
  find(folder) {
    const imap4d = findProgram(folder, ['/usr/sbin/imap4d']);
    if (!imap4d) return { kind: 'missing', what: '/usr/sbin/imap4d' };
    return {
      kind: 'installed',
      furnish: ([place], settings) => furnish(place, settings, imap4d),
      empty: async (place) => makeMailboxes(place, await findOwner(place)),
    };
  },
};

async function furnish(place: Place, settings: string, imap4d: string): Promise<readonly string[]> {
  const { home, caller } = place;
  const owner = await findOwner(place);
  await mkdir(join(home, 'passwd'));
  await writeFiles(home, {
    'imap4d.conf': configure(place) + settings,
    'passwd/localhost': users.map((user) => describeUser(home, user, owner)).join(''),
    'cert.pem': sandboxCertificate.cert,
    'key.pem': sandboxCertificate.key,
  });
  if (caller.isRoot) await runProgram('chown', ['-R', `${owner.uid}:${owner.gid}`, home]);
  await makeMailboxes(place, owner);
  const as = caller.isRoot
    ? ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--']
    : [];
  // A name without domain is looked up under the host name of standard input's own address: that has to be a socket.
  const serve = 'exec "$@" 0<>/dev/udp/127.0.0.1/9';
  return ['bash', '-c', serve, 'bash', ...as, imap4d, `--config-file=${join(home, 'imap4d.conf')}`];
}

/** With virtual users it would stay root. */
async function findOwner({ caller }: Place): Promise<Identity> {
  return caller.isRoot ? identify('nobody') : caller;
}

/** Without the file, APPEND to INBOX says that there is none. */
async function makeMailboxes(place: Place, owner: Identity): Promise<void> {
  await renewMail(place, owner);
  const mail = join(place.home, 'mail');
  for (const user of users) {
    await mkdir(join(mail, user));
    await writeFile(join(mail, user, 'INBOX'), '', { mode: 0o600 });
  }
  if (place.caller.isRoot) await runProgram('chown', ['-R', `${owner.uid}:${owner.gid}`, mail]);
}

function describeUser(home: string, user: string, { uid, gid }: Identity): string {
  return `${user}:${hashedPassword}:${uid}:${gid}::${home}/mail/${user}:/bin/sh\n`;
}

/** Without GSASL: it offers what needs more than the password file, such as SCRAM, and refuses it then. */
function configure({ home, port, tlsPort }: Place): string {
  return `mode daemon;
foreground yes;
max-children 40;
pidfile "${home}/imap4d.pid";
tcp-wrappers { enable no; };
logging { syslog no; };
auth {
  authentication clear;
  authentication generic;
  authorization clear;
  authorization virtdomain;
};
virtdomain { passwd-dir "${home}/passwd"; };
gsasl { enable no; };
tls-file-checks { key-file none; cert-file none; ca-file none; };
tls {
  ssl-certificate-file "${home}/cert.pem";
  ssl-key-file "${home}/key.pem";
};
server ${host}:${port} { tls-mode ondemand; };
server ${host}:${tlsPort} { tls-mode connection; };
`;
}
