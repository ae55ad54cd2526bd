import type { Octets } from '../text/octets.js';
import { createSource } from '../text/source.js';
import type { Directive, Item, Literal, Script } from './ast.js';
import { isByteOrderMark, parseScript } from './parser.js';
import { printItem } from './printer.js';

/**
 * The script in its canonical form: line ends are LF, no byte order mark, no blank at the end of a comment or directive, one blank between
 * the words of a directive, never two empty lines, none at the beginning and the end. What is sent and what is expected
 * stays octet by octet: where the form would say anything else, the script is given back as it was.
 */
export function formatScript(script: Script): Octets {
  const { path, text } = script.source;
  const formatted = settle(script);
  const again = parseScript(createSource(path, formatted));
  return isSame(script, again) && settle(again) === formatted ? formatted : text;
}

function settle({ items }: Script): Octets {
  return endOnce(items.flatMap((item, index) => formatItem(item, items[index - 1])).join(''));
}

function formatItem(item: Item, before: Item | undefined): Octets[] {
  switch (item.kind) {
    case 'blank':
      return before === undefined || before.kind === 'blank' ? [] : ['\n'];
    case 'comment':
      if (isByteOrderMark(item)) return [];
      return [`${withoutBlanks(item.text)}\n`];
    case 'directive':
      return [`${formatDirective(item)}\n`];
    case 'client':
    case 'server':
      return [printItem(item).replaceAll('\r\n', '\n')];
  }
}

function withoutBlanks(text: Octets): Octets {
  return text.replace(/[ \t]+$/, '');
}

/** The value of a variable may have blanks of its own; a broken directive stays for its message. */
function formatDirective({ text, body }: Directive): Octets {
  if (body.name === 'invalid') return withoutBlanks(text);
  if (body.name !== 'set') return withoutBlanks(text).replace(/[ \t]+/g, ' ');
  return withoutBlanks(text).replace(/^%set[ \t]+([^ \t=]+)[ \t]*=[ \t]*/, '%set $1 = ');
}

function endOnce(text: Octets): Octets {
  const body = text.replace(/^\n+/, '').replace(/\n+$/, '');
  return body === '' ? '' : `${body}\n`;
}

/** Whether two scripts do and expect the same. */
function isSame(a: Script, b: Script): boolean {
  const hasMark = a.items[0]?.kind === 'comment' && isByteOrderMark(a.items[0]);
  return (
    a.problems.length - (hasMark ? 1 : 0) === b.problems.length &&
    JSON.stringify(meaningOf(a)) === JSON.stringify(meaningOf(b))
  );
}

function meaningOf({ items }: Script): unknown[] {
  return items.flatMap(meaningOfItem);
}

function meaningOfItem(item: Item): unknown[] {
  switch (item.kind) {
    case 'blank':
      return [];
    case 'comment':
      if (isByteOrderMark(item)) return [];
      return [[withoutBlanks(item.text), item.suppression?.rules.map(({ text }) => text)]];
    case 'directive':
      return [item.body.name === 'invalid' ? withoutBlanks(item.text) : item.body];
    case 'client':
      return [[item.role, item.tag, item.name, item.segments.map(segmentOf)]];
    case 'server':
      return [[item.presence, item.form, item.tag, item.segments.map(segmentOf)]];
  }
}

function segmentOf({ line, literal }: Extract<Item, { kind: 'client' }>['segments'][number]): unknown {
  return [line.notation, line.text, line.open, literal && literalOf(literal)];
}

function literalOf(literal: Literal): unknown {
  const { form, announcement } = literal;
  if (form === 'counted' || form === 'heredoc') return [form, announcement, literal.octets];
  return [form, announcement];
}
