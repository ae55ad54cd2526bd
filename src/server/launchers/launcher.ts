/** A kind of server that can be started as a throwaway one: how to find it, furnish it and empty it. */
export interface Launcher {
  /** For people: what is needed, such as `Dovecot 2.3`. */
  readonly title: string;
  /** The packages of Debian and Ubuntu that bring it. */
  readonly packages: string;
  /** The environment variable with the folder that the packages were unpacked in, where they are not installed. */
  readonly variable: string;
  /** What the names of mailboxes have to begin with; nothing unless told. */
  readonly mailboxPrefix?: string;
  /** One process can be several servers, each at its own ports, with its own mail. */
  readonly hasRooms?: true;
  /** Looks in the folder, else in the packages' usual places. */
  find(folder: string | undefined): Found;
}

export type Found = ({ readonly kind: 'installed' } & Installed) | Missing;

export interface Missing {
  readonly kind: 'missing';
  /** What there is not, such as `/usr/sbin/imap4d`. */
  readonly what: string;
}

/** A server's programs. */
export interface Installed {
  /**
   * Writes what it needs to its folder; gives the command that then runs in the foreground, until it is killed. There is
   * more than one place, in the same folder, where it has rooms.
   */
  furnish(places: readonly [Place, ...Place[]], settings: string): Promise<readonly string[]>;
  /** Takes away all mail of a running one. Nobody is logged in. */
  empty(place: Place): Promise<void>;
}

/** Where a throwaway server lives, and as whom. */
export interface Place {
  /** Its own folder, as an absolute path without white space. */
  readonly home: string;
  /** In plain, with STARTTLS. */
  readonly port: number;
  /** TLS from the first byte. */
  readonly tlsPort: number;
  /** Who starts it. */
  readonly caller: Identity & { readonly isRoot: boolean };
}

/** A user of the machine with the main group. */
export interface Identity {
  readonly user: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
}

/** Everybody who has mail; `user2` is what tests of imaptest call another user. */
export const users = ['alice', 'bob', 'user2'] as const;
/** Of all users. */
export const password = 'secret1';
/** As crypt(3) has it, for password files. */
export const hashedPassword = '$1$tagline1$LZcMg1pipl9U4GIvBA5gu1';
/** The only address that it listens at. */
export const host = '127.0.0.1';
