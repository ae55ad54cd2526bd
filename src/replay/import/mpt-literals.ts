import type { Octets } from '../../text/octets.js';
import { templateOfRegex } from './java-regex.js';
import type { MptLine } from './mpt-file.js';

type ServerLine = Extract<MptLine, { kind: 'server' }>;

/**
 * In MPT the octets of a literal are further `S:` lines. They are kept where they are the octets; where they are
 * patterns, or their number is one, the literal becomes any one value, and its lines go.
 */
export function foldLiterals(lines: readonly MptLine[]): readonly MptLine[] {
  const folded: MptLine[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = withEscapedSize(lines[at]!);
    const [announcement, size] = (line.kind === 'server' && /\\\{(\d+|\\d\+)\\?\}$/.exec(line.regex)) || [];
    const data = announcement === undefined ? [] : serverLines(lines, at + 1);
    if (line.kind !== 'server' || announcement === undefined || isCounted(data, Number(size))) {
      folded.push(line);
      continue;
    }
    const last = data.findIndex(({ regex }) => regex.endsWith('\\)'));
    const rest = last === -1 ? '' : restOf(data[last]?.regex ?? '');
    folded.push({ ...line, regex: `${line.regex.slice(0, -announcement.length)}.+${rest}` });
    at += last + 1;
  }
  return folded;
}

/** `{8}` behind a blank is meant as it stands, though it would say how many blanks there are. */
function withEscapedSize(line: MptLine): MptLine {
  if (line.kind !== 'server') return line;
  return { ...line, regex: line.regex.replace(/(?<=[ ~])\{(\d+)\}$/, '\\{$1\\}') };
}

/** The server's lines up to the next line of somebody else. */
function serverLines(lines: readonly MptLine[], from: number): readonly ServerLine[] {
  const found: ServerLine[] = [];
  for (let at = from; at < lines.length; at++) {
    const line = lines[at];
    if (line?.kind !== 'server') break;
    found.push(line);
  }
  return found;
}

/** Whether so many octets stand in the lines, as they are. */
function isCounted(data: readonly ServerLine[], size: number): boolean {
  let left = size;
  for (const { regex } of data) {
    if (left <= 0) break;
    const [part, more] = templateOfRegex(regex);
    if (more || (part && part.kind !== 'text')) return false;
    left -= (part?.text.length ?? 0) + 2;
  }
  return left <= 0;
}

/** What stands behind the literal: the line may begin with the end of its octets. */
function restOf(regex: Octets): Octets {
  return /(?: [A-Z].*)?\\\)$/.exec(regex)?.[0] ?? '';
}
