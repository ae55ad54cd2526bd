import type { Script } from '../script/ast.js';
import { parseScript } from '../script/parser.js';
import { createSource, type Source } from '../text/source.js';
import { type Host, readBytes, readStandardInput } from './host.js';
import { UsageError } from './usage-error.js';

/** Reads a script or transcript; `-` is standard input. */
export async function readScript(host: Host, path: string, name = path): Promise<Script> {
  return parseScript(await readSource(host, path, name));
}

export async function readSource(host: Host, path: string, name = path): Promise<Source> {
  if (path === '-')
    return checkText(createSource(name === '-' ? '<stdin>' : name, await readStandardInput(host)));
  const content = await readBytes(host, path);
  if (content.kind === 'failed') throw new UsageError(content.message);
  return checkText(createSource(name, content.bytes));
}

/** Why a file cannot be read, without its own path before it: where that is shown anyway. */
export function reasonOf(path: string, error: UsageError): string {
  const start = `${path}: `;
  return error.message.startsWith(start) ? error.message.slice(start.length) : error.message;
}

/** How much of a file is looked at, in octets, and which share of it no text has as control characters. */
const sample = { octets: 4096, share: 0.1 };

function checkText(source: Source): Source {
  const head = source.text.slice(0, sample.octets);
  const controls = head.match(/[\x00-\x06\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0;
  const isUtf16 = /^(?:\xff\xfe|\xfe\xff)/.test(head);
  if (isUtf16) {
    throw new UsageError(
      `${source.path}: this file is UTF-16; IMAP is bytes: save it as UTF-8 without a BOM.`,
    );
  }
  if (controls > Math.max(4, head.length * sample.share)) {
    throw new UsageError(`${source.path}: this is a binary file, no script.`, [
      'A script is the text that you would type; see docs/language.md.',
    ]);
  }
  return source;
}
