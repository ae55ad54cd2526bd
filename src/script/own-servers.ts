/** Servers that are started for a run where they are installed (server/launchers/index.ts, which takes time to load). */
export const throwaways = ['dovecot', 'cyrus', 'courier', 'mailutils', 'twisted'] as const;

/** What stands for a server and needs no address, besides URLs: built in, or started for the run. */
export const ownServers: readonly string[] = ['sandbox:', ...throwaways.map((name) => `${name}:`)];
