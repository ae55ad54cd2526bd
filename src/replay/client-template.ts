import type { Redactor } from '../imap/secret.js';
import type { ClientMessage, Line, Literal } from '../script/ast.js';
import { lineTemplate } from '../script/line-template.js';
import { parseTemplate, type TemplatePart } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';

/**
 * A client message as it is recorded: variables, heredocs and files stay as they are written, what is secret is hidden.
 */
export interface ClientTemplate {
  /** Behind each but the last the server's `+` is written. */
  readonly sendings: readonly (readonly TemplatePart[])[];
  /** Each wait for the server, which ends the command if it refuses: its `+` is written there, or behind the message. */
  readonly waits: readonly ('there' | 'behind')[];
  /** What the sendings have in common with those of the same message, however its literals are announced. */
  readonly keys: readonly Octets[];
}

/** The redactor is one for scripts (it knows placeholders) and sees all messages of a connection in order. */
export function templateOf({ segments }: ClientMessage, redactor: Redactor): ClientTemplate {
  const writer = new TemplateWriter();
  for (const { line, literal } of segments) {
    writer.add(...templateOfLine(line, literal, redactor));
    if (literal) addLiteral(writer, literal, redactor);
    if (literal?.form === 'refused') return writer;
  }
  if (!segments.at(-1)?.line.open) writer.add(text('\r\n'));
  return writer;
}

/** Whether both are the same message. One may end where the server refused a literal. */
export function isSameMessage(a: ClientTemplate, b: ClientTemplate): boolean {
  const [short, long] = a.keys.length < b.keys.length ? [a, b] : [b, a];
  const isCut = short.keys.at(-1)?.endsWith(announced) ?? false;
  if (short.keys.length < long.keys.length && !isCut) return false;
  return short.keys.every((key, index) => key === long.keys[index]);
}

/** A template whose literal was refused, spelled so that nothing is missing: with a number, as it was sent. */
export function cutTemplate(
  sending: readonly TemplatePart[],
  sent: Octets | undefined,
): readonly TemplatePart[] {
  const count = /~?\{\d+\}\r\n$/.exec(sent ?? '')?.[0];
  const heredoc = sending.findIndex((part) => part.kind === 'placeholder' && part.raw.includes('{<<'));
  return heredoc === -1 || !count ? sending : [...sending.slice(0, heredoc), text(count)];
}

/** What stands for an announcement in a key. */
const announced = '{}';

class TemplateWriter implements ClientTemplate {
  readonly sendings: TemplatePart[][] = [[]];
  readonly waits: ('there' | 'behind')[] = [];
  readonly keys: Octets[] = [''];

  add(...parts: readonly TemplatePart[]): void {
    this.spell(...parts);
    for (const part of parts) this.key(part.kind === 'text' ? part.text : part.raw);
  }

  /** Adds how something is spelled, which other spellings need not share. */
  spell(...parts: readonly TemplatePart[]): void {
    this.sendings.at(-1)?.push(...parts);
  }

  key(octets: Octets): void {
    this.keys[this.keys.length - 1] += octets;
  }

  wait(place: 'there' | 'behind'): void {
    if (place === 'there') this.sendings.push([]);
    this.waits.push(place);
    this.keys.push('');
  }
}

function templateOfLine(
  line: Line,
  literal: Literal | undefined,
  redactor: Redactor,
): readonly TemplatePart[] {
  const end = literal ? `{${sizeOf(literal)}}\r\n` : '\r\n';
  const shown = redactor.client(line.text + end).slice(0, -end.length);
  return shown === line.text ? lineTemplate(line) : parseTemplate(shown).parts;
}

function addLiteral(writer: TemplateWriter, literal: Literal, redactor: Redactor): void {
  const hidden = 'octets' in literal ? redactor.client(literal.octets) : '';
  // The word that ends a heredoc stands on a line of its own, also behind a secret.
  const isJoined = literal.form === 'heredoc' && hidden !== '' && !hidden.endsWith('\n');
  const octets = isJoined ? `${hidden}\r\n` : hidden;
  writer.spell(spellAnnouncement(literal, octets));
  if (literal.form !== 'file') writer.spell(text('\r\n'));
  writer.key(announced);
  if (literal.form === 'refused') return;
  // Behind the name of a file the command goes on in its line.
  if (!literal.nonSynchronising) writer.wait(literal.form === 'file' ? 'behind' : 'there');
  if (literal.form === 'file') writer.key(literal.path);
  else writer.add(...(literal.form === 'heredoc' ? parseTemplate(octets).parts : [text(octets)]));
  if (literal.form === 'heredoc') writer.spell(text(literal.word));
}

/** As it is written, unless what it counts is hidden. */
function spellAnnouncement(literal: Literal, octets: Octets): TemplatePart {
  const { binary, nonSynchronising, announcement } = literal;
  if (literal.form !== 'counted' || octets === literal.octets) return verbatim(announcement);
  return text(`${binary ? '~' : ''}{${octets.length}${nonSynchronising ? '+' : ''}}`);
}

function sizeOf(literal: Literal): number {
  return 'octets' in literal ? literal.octets.length : 0;
}

function text(octets: Octets): TemplatePart {
  return { kind: 'text', text: octets };
}

/** Syntax of the language that is kept as it is. */
function verbatim(raw: Octets): TemplatePart {
  return { kind: 'placeholder', raw, span: { start: 0, end: raw.length }, form: { kind: 'invalid' } };
}
