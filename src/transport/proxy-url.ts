/** A proxy that connections go through. */
export interface ProxyAddress {
  readonly kind: 'socks5' | 'http';
  readonly host: string;
  readonly port: number;
  /** Who may use it; undefined where it does not ask. */
  readonly login: { readonly user: string; readonly password: string } | undefined;
}

const kinds: Readonly<Record<string, { readonly kind: ProxyAddress['kind']; readonly port: number }>> = {
  'socks5:': { kind: 'socks5', port: 1080 },
  'socks5h:': { kind: 'socks5', port: 1080 },
  'http:': { kind: 'http', port: 80 },
};

/**
 * Reads `socks5://[user:password@]host[:port]` and `http://…`, as curl writes them; undefined for anything else. Names
 * are always looked up by the proxy, so `socks5h:` is the same.
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
