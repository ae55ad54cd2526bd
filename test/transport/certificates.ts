import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Identity {
  readonly cert: string;
  readonly key: string;
}

export interface Wish {
  readonly name: string;
  /** Who signs it; itself unless told. */
  readonly issuer?: Identity;
  readonly isAuthority?: boolean;
  /** From and to, as `20200101000000Z`. */
  readonly dates?: readonly [string, string];
  /** Further extensions, a line each. */
  readonly extensions?: string;
  /** The hash function of its signature. */
  readonly digest?: 'sha256' | 'sha1' | 'md5';
}

/** A real certificate, made by openssl. */
export function makeCertificate(wish: Wish): Identity {
  const { name, issuer, isAuthority = false, dates, extensions = '', digest = 'sha256' } = wish;
  const folder = mkdtempSync(join(tmpdir(), 'tagline-certificate-'));
  const path = (file: string) => join(folder, file);
  const openssl = (...parts: string[]) => execFileSync('openssl', parts, { cwd: folder, stdio: 'pipe' });
  try {
    writeFileSync(path('extensions'), extensionsFor(name, isAuthority) + extensions);
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'key',
      '-out',
      'request',
      '-subj',
      `/CN=${name}`,
    );
    if (issuer) {
      writeFileSync(path('ca-key'), issuer.key);
      writeFileSync(path('ca-cert'), issuer.cert);
    }
    writeFileSync(path('index'), '');
    writeFileSync(path('settings'), settings);
    openssl(
      ...['ca', '-batch', '-config', 'settings', '-in', 'request', '-out', 'cert', '-notext'],
      ...['-extfile', 'extensions', '-md', digest],
      ...(issuer ? ['-keyfile', 'ca-key', '-cert', 'ca-cert'] : ['-selfsign', '-keyfile', 'key']),
      ...(dates ? ['-startdate', dates[0], '-enddate', dates[1]] : ['-days', '2']),
    );
    return { cert: readFileSync(path('cert'), 'latin1'), key: readFileSync(path('key'), 'latin1') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const settings = `[ca]
default_ca = own
[own]
new_certs_dir = .
rand_serial = yes
database = index
default_md = sha256
policy = any
[any]
commonName = supplied
`;

function extensionsFor(name: string, isAuthority: boolean): string {
  return isAuthority
    ? 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n'
    : `basicConstraints=CA:FALSE\nsubjectAltName=DNS:${name}\n`;
}
