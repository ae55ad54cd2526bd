/** Where a throwaway Dovecot lives, and as whom. */
export interface DovecotPlace {
  /** Its own folder, as an absolute path. */
  readonly home: string;
  readonly port: number;
  readonly tlsPort: number;
  /** Who starts it. */
  readonly caller: { readonly isRoot: boolean; readonly user: string; readonly group: string };
  /** Whose the mail is. */
  readonly mail: { readonly uid: number; readonly gid: number };
}

/**
 * The configuration of Dovecot 2.3 for a server that touches nothing but its folder, and listens on loopback only. A
 * failed login is not slowed down, nor are those after it: anvil's penalty is off. Under root Dovecot uses its own users
 * for what it does before the login; under anybody else all of it runs as the caller, without chroot.
 */
export function configureDovecot({ home, port, tlsPort, caller, mail }: DovecotPlace): string {
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
  args = uid=${mail.uid} gid=${mail.gid} home=${home}/mail/%u
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
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
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

function runAs(user: string, group: string): string {
  return `default_internal_user = ${user}\ndefault_login_user = ${user}\ndefault_internal_group = ${group}\n`;
}
