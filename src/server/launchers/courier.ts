import { execFileSync } from 'node:child_process';
import { accessSync } from 'node:fs';
import { chmod, chown, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxCertificate } from '../sandbox-certificate.js';
import { findProgram, identify, renewMail, runProgram, writeFiles } from './files.js';
import {
  hashedPassword,
  host,
  type Identity,
  type Installed,
  type Launcher,
  type Place,
  users,
} from './launcher.js';

/**
 * Courier IMAP. Its paths, /etc/courier and /run/courier, are compiled in: so it runs in a mount namespace of its own,
 * where folders of its home lie over those.
 */
export const courier: Launcher = {
  title: 'Courier IMAP',
  packages: 'courier-imap courier-base',
  variable: 'TAGLINE_COURIER',
  mailboxPrefix: 'INBOX.',
  find(folder) {
    const root = [folder, ''].find((place) => place !== undefined && isFile(`${place}${loginProgram}`));
    if (root === undefined) return { kind: 'missing', what: loginProgram };
    const absent = [...programs, ...(isRoot() ? [] : [fakeRoot])].find(
      (path) => !findProgram(undefined, [path]),
    );
    if (absent) return { kind: 'missing', what: absent };
    if (!canUnshare()) return { kind: 'missing', what: 'right to make namespaces (unshare --mount --pid)' };
    return { kind: 'installed', furnish: ([place], settings) => furnish(place, settings, root), empty };
  },
};

const loginProgram = '/usr/lib/courier/courier/imaplogin';
const programs = [
  '/usr/sbin/couriertcpd',
  '/usr/sbin/makeuserdb',
  '/usr/bin/couriertls',
  '/usr/lib/courier/courier-authlib/authdaemond',
];
/** Of the package fakeroot: in a user namespace Courier cannot change its groups, and takes that as fatal. */
const fakeRoot = '/usr/bin/faked-sysv';

function isFile(path: string): boolean {
  return findProgram(undefined, [path]) !== undefined;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Root may; for others it depends on the system. */
function canUnshare(): boolean {
  try {
    accessSync('/etc/courier');
    execFileSync('unshare', [...namespaces(isRoot()), 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Of processes too: couriertcpd leaves its process group, and ends here with the namespace. */
function namespaces(asRoot: boolean): readonly string[] {
  const own = ['--mount', '--pid', '--fork', '--kill-child'];
  return asRoot ? own : ['--user', '--map-root-user', ...own];
}

async function furnish(place: Place, settings: string, root: string): Promise<readonly string[]> {
  const { home, port, tlsPort, caller } = place;
  const owner = await findOwner(place);
  for (const name of ['etc/shared', 'run/authdaemon']) await mkdir(join(home, name), { recursive: true });
  await writeFiles(home, {
    'etc/imapd': (await readFile(`${root}/etc/courier/imapd`, 'latin1')) + configureImapd(port) + settings,
    'etc/imapd-ssl': (await readFile(`${root}/etc/courier/imapd-ssl`, 'latin1')) + configureTls(tlsPort),
    'etc/imapd.pem': sandboxCertificate.key + sandboxCertificate.cert,
    'etc/authdaemonrc': authdaemonrc,
    'etc/userdb': users.map((user) => describeUser(home, user, caller.isRoot ? owner : undefined)).join(''),
    'serve.sh': serve,
  });
  // makeuserdb takes no other.
  await chmod(join(home, 'etc/userdb'), 0o600);
  if (caller.isRoot) {
    // For STARTTLS the certificate is read by the user courier.
    const { uid, gid } = await identify('courier');
    await chown(join(home, 'etc/imapd.pem'), uid, gid);
  }
  await makeMaildirs(place, owner);
  const environment = ['env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin'];
  const script = ['sh', join(home, 'serve.sh'), home, root, caller.isRoot ? 'root' : 'user'];
  return [...environment, 'unshare', ...namespaces(caller.isRoot), ...script];
}

const empty: Installed['empty'] = async (place) => makeMaildirs(place, await findOwner(place));

async function findOwner({ caller }: Place): Promise<Identity> {
  return caller.isRoot ? identify('nobody') : caller;
}

/** Courier makes no Maildir by itself. */
async function makeMaildirs(place: Place, owner: Identity): Promise<void> {
  await renewMail(place, owner);
  const mail = join(place.home, 'mail');
  for (const user of users) {
    for (const name of ['cur', 'new', 'tmp'])
      await mkdir(join(mail, user, 'Maildir', name), { recursive: true });
  }
  if (place.caller.isRoot) await runProgram('chown', ['-R', `${owner.uid}:${owner.gid}`, mail]);
}

/** userdb(8). In a user namespace 0 stands for whoever made it. */
function describeUser(home: string, user: string, owner: Identity | undefined): string {
  const { uid, gid } = owner ?? { uid: 0, gid: 0 };
  return `${user}\tuid=${uid}|gid=${gid}|home=${home}/mail/${user}|imappw=${hashedPassword}\n`;
}

function configureImapd(port: number): string {
  return `\nMAXDAEMONS=40\nMAXPERIP=40\nPORT=${port}\n`;
}

function configureTls(port: number): string {
  return `\nTLS_CERTFILE=/etc/courier/imapd.pem\nTLS_CACHEFILE=\nTLS_DHPARAMS=\nSSLPORT=${port}\n`;
}

const authdaemonrc = `authmodulelist="authuserdb"
authmodulelistorig="authuserdb"
daemons=2
authdaemonvar=/run/courier/authdaemon
DEBUG_LOGIN=0
DEFAULTOPTIONS=""
LOGGEROPTS=""
`;

/** What happens inside the namespace, where /etc/courier and /run/courier are its own. */
const serve = `home=$1 root=$2 caller=$3
fail() { echo "$1" >&2; exit 1; }
[ -d /run/courier ] || { mount -t tmpfs tmpfs /run && mkdir /run/courier; } || exit 1
mount --bind "$home/etc" /etc/courier && mount --bind "$home/run" /run/courier || exit 1
makeuserdb || exit 1
if [ "$caller" = user ]; then
  faked-sysv --foreground >"$home/faked" & tries=0
  until IFS=: read -r FAKEROOTKEY rest <"$home/faked" && [ -n "$FAKEROOTKEY" ]; do
    [ $((tries += 1)) -lt 500 ] || fail "faked-sysv did not start"; sleep 0.01
  done 2>/dev/null
  LD_PRELOAD=libfakeroot-sysv.so LD_LIBRARY_PATH=$(echo /usr/lib/*/libfakeroot)
  export FAKEROOTKEY LD_PRELOAD LD_LIBRARY_PATH
fi
set -a; . /etc/courier/authdaemonrc; set +a
/usr/lib/courier/courier-authlib/authdaemond & tries=0
until [ -S /run/courier/authdaemon/socket ]; do
  [ $((tries += 1)) -lt 500 ] || fail "authdaemond did not start"; sleep 0.01
done
set -a; . /etc/courier/imapd; . /etc/courier/imapd-ssl; set +a
umask "$IMAP_UMASK"
login="$root${loginProgram} $root/usr/bin/imapd Maildir"
tcpd="couriertcpd -address=${host} -maxprocs=$MAXDAEMONS -maxperip=$MAXPERIP -nodnslookup -noidentlookup"
IMAP_TLS=1 $tcpd "$SSLPORT" /usr/bin/couriertls -server -tcpd $login &
IMAP_STARTTLS=YES exec $tcpd "$PORT" $login
`;
