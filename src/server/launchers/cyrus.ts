import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { sandboxCertificate } from '../sandbox-certificate.js';
import { findProgram, identify, runProgram, writeFiles } from './files.js';
import { host, type Identity, type Launcher, type Place, password, users } from './launcher.js';

/** Cyrus IMAP 3. */
export const cyrus: Launcher = {
  title: 'Cyrus IMAP 3',
  packages: 'cyrus-imapd sasl2-bin',
  variable: 'TAGLINE_CYRUS',
  find(folder) {
    const programs = {
      imapd: findProgram(folder, ['/usr/lib/cyrus/bin/imapd']),
      master: findProgram(folder, ['/usr/lib/cyrus/bin/master']),
      recover: findProgram(folder, ['/usr/lib/cyrus/bin/ctl_cyrusdb']),
      addUser: findProgram(folder, ['/usr/sbin/saslpasswd2']),
    };
    const { imapd, master, recover, addUser } = programs;
    if (!imapd || !master || !recover) return { kind: 'missing', what: '/usr/lib/cyrus/bin/imapd' };
    if (!addUser) return { kind: 'missing', what: '/usr/sbin/saslpasswd2' };
    return {
      kind: 'installed',
      furnish: ([place], settings) => furnish(place, settings, { imapd, master, recover, addUser }),
      empty: deleteMailboxes,
    };
  },
};

interface Programs {
  readonly imapd: string;
  readonly master: string;
  readonly recover: string;
  readonly addUser: string;
}

const admin = 'cyrusadmin';

async function furnish(place: Place, settings: string, programs: Programs): Promise<readonly string[]> {
  const { home, caller } = place;
  // Cyrus refuses to run as root.
  const owner = caller.isRoot ? await identify('cyrus') : caller;
  for (const name of ['proc', 'socket', 'lock', 'db', 'log', 'msg']) {
    await mkdir(join(home, 'conf', name), { recursive: true });
  }
  for (const name of ['mail', 'sieve']) await mkdir(join(home, name));
  await writeFiles(home, {
    'imapd.conf': configureImapd(place, owner) + settings,
    'cyrus.conf': configureMaster(place, programs.imapd),
    'cert.pem': sandboxCertificate.cert,
    'key.pem': sandboxCertificate.key,
  });
  for (const user of [...users, admin]) {
    const args = ['-p', '-c', '-f', join(home, 'sasldb2'), '-u', 'localhost', user];
    await runProgram(programs.addUser, args, password);
  }
  if (caller.isRoot) await runProgram('chown', ['-R', `${owner.uid}:${owner.gid}`, home]);
  const as = caller.isRoot
    ? ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--init-groups', '--']
    : [];
  const conf = ['-C', join(home, 'imapd.conf')];
  const [first = '', ...rest] = [...as, programs.recover, ...conf, '-r'];
  await runProgram(first, rest);
  const files = ['-M', join(home, 'cyrus.conf'), '-p', join(home, 'master.pid')];
  return [...as, programs.master, ...conf, ...files];
}

/** imapd.conf(5). INBOX comes with the first login. Without an idled, IDLE looks for news every second. */
function configureImapd({ home, port }: Place, owner: Identity): string {
  return `cyrus_user: ${owner.user}
configdirectory: ${home}/conf
proc_path: ${home}/conf/proc
mboxname_lockpath: ${home}/conf/lock
idlesocket: ${home}/conf/socket/idle
notifysocket: ${home}/conf/socket/notify
lmtpsocket: ${home}/conf/socket/lmtp
defaultpartition: default
partition-default: ${home}/mail
sievedir: ${home}/sieve
servername: localhost
altnamespace: yes
unixhierarchysep: yes
virtdomains: off
allowplaintext: yes
admins: ${admin}
delete_mode: immediate
expunge_mode: immediate
autocreate_quota: 0
autocreate_post: 0
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: ${home}/sasldb2
sasl_mech_list: PLAIN LOGIN
sasl_auto_transition: no
tls_server_cert: ${home}/cert.pem
tls_server_key: ${home}/key.pem
imapidlepoll: 1
syslog_prefix: tagline${port}
`;
}

/** cyrus.conf(5). */
function configureMaster({ home, port, tlsPort }: Place, imapd: string): string {
  return `START {
}
SERVICES {
  imap cmd="${imapd} -C ${home}/imapd.conf -U 30" listen="${host}:${port}" prefork=1
  imaps cmd="${imapd} -C ${home}/imapd.conf -U 30 -s" listen="${host}:${tlsPort}" prefork=0
}
EVENTS {
}
`;
}

/** Cyrus keeps its mailboxes in databases: they are deleted by IMAP. One that is not there yet is no trouble. */
function deleteMailboxes({ port }: Place): Promise<void> {
  const drop = (user: string) => [`SETACL user/${user} ${admin} c`, `DELETE user/${user}`];
  const commands = [`LOGIN ${admin} ${password}`, ...users.flatMap(drop), 'LOGOUT'];
  const socket = connect(port, host);
  socket.setNoDelay(true).setTimeout(10_000, () => socket.destroy(new Error('Cyrus does not answer.')));
  socket.setEncoding('latin1');
  let answered = '';
  return new Promise((resolve, reject) => {
    socket.once('error', reject).once('close', () => resolve());
    socket.on('data', (text) => {
      answered += text;
      // The greeting, or the answer to what was asked last.
      if (!/^(?:\* OK|a )[^\n]*\n$/m.test(answered)) return;
      answered = '';
      const next = commands.shift();
      if (next === undefined) socket.end();
      else socket.write(`a ${next}\r\n`);
    });
  });
}
