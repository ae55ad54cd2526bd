import type { Octets } from '../../text/octets.js';
import { importImaptest } from './imaptest.js';
import type { Imported, ImportRequest } from './imported.js';
import { importMpt } from './mpt.js';

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
}

/** Every kind; the first that recognises a file is the one it is taken for. */
export const importers: readonly Importer[] = [
  {
    name: 'mpt',
    title: 'a test of MPT (Apache James)',
    recognises: (text) => /^S: .*\\[*+[(]/m.test(text) || /^(?:SESSION: |SUB \{|TIMER )/m.test(text),
    read: importMpt,
    suite: { isTest: (name) => name.endsWith('.test'), mailboxesOf: () => [] },
  },
  {
    name: 'imaptest',
    title: 'a test of imaptest (Dovecot)',
    recognises: (text) =>
      /^(?:\d+ )?(?:ok|no|bad|"") [a-z]/im.test(text) && /^(?:[a-z_]+: .*\n|\n)/i.test(text),
    read: importImaptest,
    suite: {
      isTest: (name) => !name.startsWith('.') && !name.endsWith('.mbox'),
      mailboxesOf: (name) => [`${name}.mbox`, 'default.mbox'],
    },
  },
];

export function findImporter(name: string): Importer | undefined {
  return importers.find((importer) => importer.name === name);
}

export function guessImporter(text: Octets): Importer | undefined {
  return importers.find(({ recognises }) => recognises(text));
}
