import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { nearestWord } from '../imap/grammar/nearest-word.js';
import type { Imported } from '../replay/import/imported.js';
import { findImporter, type Importer, importers } from '../replay/import/index.js';
import { parseScript } from '../script/parser.js';
import { encodeUtf8, type Octets, octetsOf } from '../text/octets.js';
import { createSource } from '../text/source.js';
import { type Host, readBytes, readStandardInput } from './host.js';
import { orRefused, type PlanOrRefusal } from './read-plans.js';
import { UsageError } from './usage-error.js';

/** The importer that an option names. */
export function readImporter(option: string, name: string, among: readonly Importer[] = importers): Importer {
  const found = findImporter(name);
  if (found && among.includes(found)) return found;
  const names = among.map((importer) => importer.name);
  const near = nearestWord(name, names);
  throw new UsageError(
    `${option} ${name}: ${near ? `did you mean ${near}?` : `expected ${names.join(', ')}.`}`,
  );
}

/** What a file of another program is to us; `choose` says which importer reads its text. `-` is standard input. */
export async function importFile(
  host: Host,
  path: string,
  choose: (text: string) => Importer,
): Promise<Imported> {
  const text = textIn(path === '-' ? await readStandardInput(host) : await readFile(host, path));
  const importer = choose(text);
  const name = path === '-' ? 'session' : basename(path);
  const mailboxes = path === '-' ? [] : (importer.suite?.mailboxesOf(name) ?? []);
  const mailbox = await readFirst(
    host,
    mailboxes.map((file) => join(dirname(path), file)),
  );
  const { scripts, problems } = importer.read({ name, text, mailbox, environment: host.env });
  return { scripts, problems: problems.toSorted((one, other) => one.line - other.line) };
}

/** The octets without a byte order mark; what PowerShell writes (UTF-16) as UTF-8. */
function textIn(bytes: Uint8Array): Octets {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return encodeUtf8(new TextDecoder('utf-16le').decode(bytes));
  const isMarked = first === 0xef && second === 0xbb && third === 0xbf;
  return octetsOf(isMarked ? bytes.subarray(3) : bytes);
}

/** Another program's tests, as scripts that nobody has written down. One that cannot be read keeps none of the others back. */
export async function planSuite(
  host: Host,
  paths: readonly string[],
  name: string,
): Promise<readonly PlanOrRefusal[]> {
  const suites = importers.filter(({ suite }) => suite);
  const importer = readImporter('--import', name, suites);
  const plans: PlanOrRefusal[] = [];
  for (const path of await findTests(host, paths, importer)) {
    const read = await orRefused(
      path,
      importFile(host, path, () => importer),
    );
    if ('outcome' in read) {
      plans.push(read);
      continue;
    }
    const { scripts, problems } = read;
    for (const { text, users, origins } of scripts) {
      const script = parseScript(createSource(path, text, origins));
      const imported = { problems, users };
      plans.push({ path, script, transcript: undefined, transcriptPath: `${path}.transcript`, imported });
    }
  }
  return plans;
}

/** The tests that were meant: a file is itself, a folder its tests, in order. */
async function findTests(
  host: Host,
  paths: readonly string[],
  { name: importer, suite }: Importer,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    // Of what is no folder the one who reads it says what it is.
    const entries = await readdir(resolve(host.cwd, path), { withFileTypes: true }).catch(() => undefined);
    if (!entries) {
      found.push(path);
      continue;
    }
    const files = entries.filter((entry) => entry.isFile()).map((entry) => String(entry.name));
    const tests = files.filter((file) => suite?.isTest(file)).toSorted();
    if (tests.length === 0) throw new UsageError(`${path}: no test of ${importer} is in this folder.`);
    found.push(...tests.map((file) => join(path, file)));
  }
  return found;
}

async function readFile(host: Host, path: string): Promise<Uint8Array> {
  const content = await readBytes(host, path);
  if (content.kind === 'failed') throw new UsageError(content.message);
  return content.bytes;
}

async function readFirst(host: Host, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const content = await readBytes(host, path);
    if (content.kind === 'content') return octetsOf(content.bytes);
  }
  return undefined;
}
