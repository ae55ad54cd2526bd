import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxCertificate } from '../sandbox-certificate.js';
import { findProgram, identify, renewMail, writeFiles } from './files.js';
import { type Identity, type Launcher, type Place, password, users } from './launcher.js';

/** Dovecot 2.3: 2.4 has another language of configuration. */
export const dovecot: Launcher = {
  title: 'Dovecot 2.3',
  packages: 'dovecot-imapd',
  variable: 'TAGLINE_DOVECOT',
  hasRooms: true,
  find(folder) {
    const binary = findProgram(folder, programs);
    if (!binary) return { kind: 'missing', what: programs[0] };
    const version = versionOf(binary);
    if (!version.startsWith('2.3.')) {
      return { kind: 'missing', what: `version 2.3: ${binary} is ${version || 'another program'}` };
    }
    return {
      kind: 'installed',
      async furnish(places, settings) {
        const [{ home }] = places;
        const owner = await findOwner(places[0]);
        await mkdir(join(home, 'mail'));
        for (const place of places) {
          await renewMail(place, owner, mailOf(place));
          await symlink(String(place.port), join(home, 'mail', String(place.tlsPort)));
        }
        await writeFiles(home, {
          'dovecot.conf': configureDovecot(places, owner) + settings,
          users: users.map((user) => `${user}:{PLAIN}${password}::::::\n`).join(''),
          'cert.pem': sandboxCertificate.cert,
          'key.pem': sandboxCertificate.key,
        });
        return [binary, '-F', '-c', `${home}/dovecot.conf`];
      },
      empty: async (place) => renewMail(place, await findOwner(place), mailOf(place)),
    };
  },
};

const programs = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'] as const;

function versionOf(binary: string): string {
  try {
    return execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Dovecot knows by the port which room somebody is in. */
function mailOf({ port }: Place): string {
  return `mail/${port}`;
}

/** Dovecot refuses to handle mail as root: then it belongs to nobody. */
async function findOwner({ caller }: Place): Promise<Identity> {
  return caller.isRoot ? identify('nobody') : caller;
}

/**
 * The configuration of Dovecot 2.3 for a server that touches nothing but its folder, and listens on loopback only. A
 * failed login is not slowed down, nor are those after it: anvil's penalty is off. Under root Dovecot uses its own users
 * for what it does before the login; under anybody else all of it runs as the caller, without chroot.
 */
function configureDovecot(places: readonly [Place, ...Place[]], mail: Identity): string {
  const [{ home, port, caller }] = places;
  return `${caller.isRoot ? '' : runAs(caller.user, caller.group)}
base_dir = ${home}/run
state_dir = ${home}/state
instance_name = tagline-${port}
log_path = /dev/stderr
listen = 127.0.0.1
protocols = imap
first_valid_uid = 1
first_valid_gid = 1
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_max_userip_connections = 100
mail_fsync = never
ssl = yes
ssl_cert = <${home}/cert.pem
ssl_key = <${home}/key.pem
mail_location = maildir:~/Maildir
passdb {
  driver = passwd-file
  args = scheme=plain username_format=%u ${home}/users
}
userdb {
  driver = static
  args = uid=${mail.uid} gid=${mail.gid} home=${home}/mail/%{lport}/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Drafts {
    special_use = \\Drafts
  }
  mailbox Sent {
    special_use = \\Sent
  }
  mailbox Trash {
    special_use = \\Trash
  }
}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = 0
  }
${places.map(listen).join('')}}
service imap {
  service_count = 1000
  process_min_avail = 1
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`;
}

function listen({ port, tlsPort }: Place): string {
  return `  inet_listener imap-${port} {
    port = ${port}
  }
  inet_listener imaps-${port} {
    port = ${tlsPort}
    ssl = yes
  }
`;
}

function runAs(user: string, group: string): string {
  return `default_internal_user = ${user}\ndefault_login_user = ${user}\ndefault_internal_group = ${group}\n`;
}
