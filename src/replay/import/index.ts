import type { Octets } from '../../text/octets.js';
import { importAppleMailLog, isAppleMailLog } from './apple-mail-log.js';
import { importCurlLog, isCurlLog } from './curl-log.js';
import { importImapflowLog, isImapflowLog } from './imapflow-log.js';
import { importImaplibLog, isImaplibLog } from './imaplib-log.js';
import { importImaptest } from './imaptest.js';
import type { Imported, ImportRequest } from './imported.js';
import { importJavamailLog, isJavamailLog } from './javamail-log.js';
import { importK9Log, isK9Log } from './k9-log.js';
import { importMbsyncLog, isMbsyncLog } from './mbsync-log.js';
import { importMpt } from './mpt.js';
import { importMuttLog, isMuttLog } from './mutt-log.js';
import { importOpensslLog, isOpensslLog } from './openssl-log.js';
import { importTelnetLog, isTelnetLog } from './telnet-log.js';
import { importThunderbirdLog, isThunderbirdLog } from './thunderbird-log.js';

/** A kind of file that can be made a script. */
export interface Importer {
  readonly name: string;
  /** `a test of imaptest` */
  readonly title: string;
  /** Whether a file looks like one. */
  readonly recognises: (text: Octets) => boolean;
  readonly read: (request: ImportRequest) => Imported;
  /** Which files of a folder are tests; absent for logs, of which a folder is no suite. */
  readonly suite?: SuiteFiles;
}

/** Which files of a folder are tests. */
export interface SuiteFiles {
  readonly isTest: (name: string) => boolean;
  /** Whose messages belong to a test: the first that is there. */
  readonly mailboxesOf: (name: string) => readonly string[];
  /** That the tests take the server's clock to be in, as TZ has it, without the need of a table of zones. */
  readonly timeZone?: string;
}

/** Every kind; the first that recognises a file is the one it is taken for. */
export const importers: readonly Importer[] = [
  {
    name: 'thunderbird',
    title: 'a log of Thunderbird',
    recognises: isThunderbirdLog,
    read: importThunderbirdLog,
  },
  { name: 'k9', title: 'a log of K-9 Mail', recognises: isK9Log, read: importK9Log },
  { name: 'imapflow', title: 'a log of imapflow', recognises: isImapflowLog, read: importImapflowLog },
  { name: 'curl', title: 'a log of curl', recognises: isCurlLog, read: importCurlLog },
  { name: 'imaplib', title: 'a log of imaplib', recognises: isImaplibLog, read: importImaplibLog },
  { name: 'mbsync', title: 'a log of mbsync', recognises: isMbsyncLog, read: importMbsyncLog },
  {
    name: 'applemail',
    title: 'a log of Apple Mail',
    recognises: isAppleMailLog,
    read: importAppleMailLog,
  },
  { name: 'javamail', title: 'a log of JavaMail', recognises: isJavamailLog, read: importJavamailLog },
  { name: 'mutt', title: 'a log of mutt', recognises: isMuttLog, read: importMuttLog },
  { name: 'openssl', title: 'a session of openssl', recognises: isOpensslLog, read: importOpensslLog },
  { name: 'telnet', title: 'a session of telnet', recognises: isTelnetLog, read: importTelnetLog },
  {
    name: 'mpt',
    title: 'a test of MPT (Apache James)',
    recognises: isMpt,
    read: importMpt,
    suite: { isTest: (name) => name.endsWith('.test'), mailboxesOf: () => [] },
  },
  {
    name: 'imaptest',
    title: 'a test of imaptest (Dovecot)',
    recognises: isImaptest,
    read: importImaptest,
    suite: {
      isTest: (name) => !name.startsWith('.') && !name.endsWith('.mbox'),
      mailboxesOf: (name) => [`${name}.mbox`, 'default.mbox'],
      // Its authors' own: Eastern European time, with the European Union's summer time.
      timeZone: 'EET-2EEST,M3.5.0/3,M10.5.0/4',
    },
  },
];

function isMpt(text: Octets): boolean {
  return /^C: /m.test(text) && /^S: /m.test(text);
}

function isImaptest(text: Octets): boolean {
  const hasHeader = /^(?:#.*\r?\n)*(?:[a-z_]+(?: \d+)?: .*\r?\n|\r?\n)/i.test(text);
  return hasHeader && /^(?:\d+ )?(?:(?:ok|no|bad|"")(?: |$)|tag\d+ )/im.test(text);
}

export function findImporter(name: string): Importer | undefined {
  return importers.find((importer) => importer.name === name);
}

export function guessImporter(text: Octets): Importer | undefined {
  return importers.find(({ recognises }) => recognises(text));
}
