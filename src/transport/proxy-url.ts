/** A proxy that connections go through. */
export interface ProxyAddress {
  readonly kind: 'socks5' | 'socks4' | 'http';
  readonly host: string;
  readonly port: number;
  /** Who may use it; undefined where it does not ask. */
  readonly login: { readonly user: string; readonly password: string } | undefined;
}

const kinds: Readonly<Record<string, { readonly kind: ProxyAddress['kind']; readonly port: number }>> = {
  'socks5:': { kind: 'socks5', port: 1080 },
  'socks5h:': { kind: 'socks5', port: 1080 },
  'socks4:': { kind: 'socks4', port: 1080 },
  'socks4a:': { kind: 'socks4', port: 1080 },
  'http:': { kind: 'http', port: 80 },
};

/**
 * Reads `socks5://[user:password@]host[:port]`, `socks4://…` and `http://…`, as curl writes them; undefined for anything
 * else. Names are always looked up by the proxy, so `socks5h:` and `socks4a:` are the same.
 */
export function parseProxyUrl(text: string): ProxyAddress | undefined {
  const scheme = /^[a-z0-9]+:/i.exec(text)?.[0].toLowerCase() ?? '';
  const found = Object.hasOwn(kinds, scheme) ? kinds[scheme] : undefined;
  if (!found) return undefined;
  try {
    // Of a scheme that it does not know, URL keeps every port.
    const url = new URL(text.replace(/^[a-z0-9]+:/i, 'socks5:'));
    if (!url.hostname || url.search || url.hash || url.pathname.length > 1) return undefined;
    const { username, password } = url;
    return {
      kind: found.kind,
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? found.port : Number(url.port),
      login: username
        ? { user: decodeURIComponent(username), password: decodeURIComponent(password) }
        : undefined,
    };
  } catch {
    return undefined;
  }
}

/** The proxy without user and password. */
export function printProxyUrl({ kind, host, port }: ProxyAddress): string {
  return `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Variables of the environment, such as `ALL_PROXY`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a server, as curl reads it: `imaps_proxy` or `imap_proxy`, `ALL_PROXY`, each
 * also in the other case of letters and without `http://`, but none for the hosts in `NO_PROXY`.
 */
export function proxyOf(
  environment: Environment,
  host: string,
  scheme: string,
): { readonly name: string; readonly text: string } | undefined {
  const read = (name: string) => {
    const found = [name.toLowerCase(), name.toUpperCase()].find((each) => environment[each]);
    return found === undefined ? undefined : { name: found, text: environment[found] ?? '' };
  };
  if (isExcepted(read('no_proxy')?.text ?? '', host)) return undefined;
  const found = read(`${scheme === 'imaps' ? 'imaps' : 'imap'}_proxy`) ?? read('all_proxy');
  return found && { ...found, text: found.text.includes('://') ? found.text : `http://${found.text}` };
}

/** `*`, or hosts and domains between commas: `example.com` and `.example.com` are also for the hosts below it. */
function isExcepted(list: string, host: string): boolean {
  const name = host.toLowerCase();
  return list
    .toLowerCase()
    .split(/[,\s]+/)
    .map((entry) => entry.replace(/^\*?\./, '').replace(/^\[(.*)\]$/, '$1'))
    .some((entry) => entry !== '' && (entry === '*' || name === entry || name.endsWith(`.${entry}`)));
}
