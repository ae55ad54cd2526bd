/**
 * Where a server is, as `imapurl` says it (RFC 5092 §3 and §10), with two schemes beside its `imap`: `imaps` for TLS
 * from the first octet (RFC 8314) and `imap+starttls` for an upgrade before anything else.
 */
export interface ServerUrl {
  readonly scheme: ServerScheme;
  /** A name or an address; IPv6 without its brackets. */
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** `;AUTH=PLAIN`: the mechanism in upper case; undefined also for `;AUTH=*`, any. */
  readonly mechanism: string | undefined;
  readonly mailbox: string | undefined;
}

export type ServerScheme = 'imap' | 'imap+starttls' | 'imaps';

export type ParsedServerUrl =
  | { readonly kind: 'url'; readonly url: ServerUrl; readonly warnings: readonly string[] }
  | { readonly kind: 'problem'; readonly message: string };

const defaultPorts: Readonly<Record<ServerScheme, number>> = {
  imap: 143,
  'imap+starttls': 143,
  imaps: 993,
};

/** Reads a server's URL. A problem says what to write instead and never quotes a password. */
export function parseServerUrl(text: string): ParsedServerUrl {
  const found = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?([^/?#]*)(\/[^?#]*)?$/i.exec(text.trim());
  if (!found) {
    const advice = text.includes('@') ? ` ${escapeAdvice}` : '';
    return problem(`Expected a URL such as imaps://mail.example.com or imap://127.0.0.1:143.${advice}`);
  }
  const [, scheme = '', login = '', authority = '', path = ''] = found;
  if (!isScheme(scheme.toLowerCase())) {
    return problem(`Unknown scheme "${scheme}": expected imap://, imap+starttls:// or imaps://.`);
  }
  return readParts(scheme.toLowerCase() as ServerScheme, login, authority, path);
}

/** The URL without user, password and mailbox: what may be shown and kept. */
export function printServerUrl(url: ServerUrl): string {
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  return `${url.scheme}://${host}:${url.port}`;
}

/** True when what is sent there does not leave this machine. */
export function isThisMachine(url: ServerUrl): boolean {
  return /^(localhost|(.+\.)?localhost\.?|127(\.\d{1,3}){3}|::1|0:0:0:0:0:0:0:1)$/i.test(url.host);
}

function isScheme(text: string): text is ServerScheme {
  return Object.hasOwn(defaultPorts, text);
}

function readParts(scheme: ServerScheme, login: string, authority: string, path: string): ParsedServerUrl {
  const place = readAuthority(authority);
  if (!place) {
    // Where a login is behind it, this may be the beginning of a password.
    const found = path.includes('@') ? `. ${escapeAdvice}` : `, found "${authority}".`;
    return problem(`Expected a host such as mail.example.com or [::1] with an optional port${found}`);
  }
  const port = place.port ?? defaultPorts[scheme];
  if (port < 1 || port > 65_535) return problem(`Expected a port from 1 to 65535, found ${place.port}.`);
  const identity = readLogin(login);
  const mailbox = decode(path.slice(1).replace(/(\/?;UIDVALIDITY=\d+)?\/?$/i, ''));
  if (!identity || mailbox === undefined)
    return problem('Expected %XX with two hexadecimal digits after every %.');
  const warnings = identity.password === undefined ? [] : [passwordWarning];
  return {
    kind: 'url',
    url: { scheme, host: place.host, port, ...identity, mailbox: mailbox || undefined },
    warnings,
  };
}

const escapeAdvice = 'In a user or a password "/" is written %2F, "?" %3F, "#" %23 and "@" %40.';

const passwordWarning =
  'A password in a URL is seen by everybody who sees the command line: use --password-file or TAGLINE_PASSWORD.';

/** `host = IP-literal / IPv4address / reg-name` and `[ ":" port ]` — RFC 3986 §3.2 */
function readAuthority(authority: string): { host: string; port: number | undefined } | undefined {
  const found = /^(?:\[([0-9a-f:.]+)\]|([^:[\]@\s]+))(?::(\d{1,5}))?$/i.exec(authority);
  const host = found?.[1] ?? found?.[2];
  if (!found || !host) return undefined;
  return { host, port: found[3] === undefined ? undefined : Number(found[3]) };
}

/** `iuserinfo = enc-user [iauth] / [enc-user] iauth` — RFC 5092 §11 */
function readLogin(login: string) {
  const [identity = '', mechanism] = login.split(/;AUTH=/i);
  const [name = '', ...rest] = identity.split(':');
  const user = decode(name);
  const password = rest.length === 0 ? undefined : decode(rest.join(':'));
  if (user === undefined || (rest.length > 0 && password === undefined)) return undefined;
  const named = mechanism === undefined || mechanism === '*' ? undefined : mechanism.toUpperCase();
  return { user: user || undefined, password, mechanism: named };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function problem(message: string): ParsedServerUrl {
  return { kind: 'problem', message };
}
