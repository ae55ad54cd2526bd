import { parseCommand } from '../../imap/command.js';
import { neededCapabilities } from '../../imap/needed-capabilities.js';
import { notate } from '../../script/notate.js';
import { type Placeholder, parseTemplate, type TemplatePart } from '../../script/placeholder.js';
import { type Octets, upperAscii } from '../../text/octets.js';
import type { Imported, ImportProblem, ImportRequest } from './imported.js';
import { templateOfRegex } from './java-regex.js';
import { MailboxNames } from './mailbox-names.js';
import { openExpunges } from './mpt-expunges.js';
import { type MptLine, readMpt } from './mpt-file.js';
import {
  gatherMessages,
  type MptFragment,
  type MptItem,
  type MptLiteral,
  type MptMessage,
  type MptRemark,
} from './mpt-messages.js';
import { mailboxesFromOutside } from './mpt-outside.js';
import { hasHierarchy, separateClient, separateServer } from './mpt-separator.js';
import { ScriptLines } from './script-lines.js';
import { type Mark, type Piece, placeholder, printMessage, text } from './script-text.js';

/**
 * Translates a script of MPT, the test tool of Apache James. Its lines are one server's exact text; here they are
 * compared as IMAP data, and text for people is only shown. The login and the mailbox that come from outside the script
 * are written out at its beginning.
 */
export function importMpt({ name, text: source }: ImportRequest): Imported {
  const { lines, problems } = readMpt(source);
  const title = name.replace(/\.test$/, '');
  const translation = new Translation(openExpunges(lines));
  const script = translation.run(`# ${title}, a test of MPT\n`);
  return {
    scripts: [{ name: title, ...script, users: [] }],
    problems: [...problems, ...translation.problems],
  };
}

class Translation {
  readonly problems: ImportProblem[] = [];
  readonly #lines: readonly MptLine[];
  readonly #sessions: readonly Octets[];
  readonly #names = new MailboxNames();
  readonly #output = new ScriptLines();
  readonly #needsMailbox: boolean;
  /** Further ones that somebody made before. */
  readonly #outside: readonly Octets[];
  readonly #hasHierarchy: boolean;
  /** What the connection of each session is called. */
  readonly #connections = new Map<Octets, Octets>();
  #connection = 'main';
  #isSetUp = false;
  /** The name of the command that is under way. */
  #underWay: Octets | undefined;

  constructor(lines: readonly MptLine[]) {
    this.#lines = lines;
    const named = lines.flatMap((line) => (line.kind === 'session' ? [line.name] : []));
    this.#sessions = [...new Set(named)];
    const outside = logsInItself(lines) ? [] : mailboxesFromOutside(lines);
    this.#outside = outside.filter((mailbox) => mailbox !== 'selected');
    this.#needsMailbox = outside.includes('selected') || isSelectedFromOutside(lines);
    this.#hasHierarchy = !logsInItself(lines) && hasHierarchy(lines);
  }

  run(title: Octets): ReturnType<ScriptLines['finish']> {
    this.#output.print(`${title}%ignore order\n`);
    const start = this.#lines.findIndex(({ kind }) => kind === 'session');
    const common = start === -1 ? this.#lines : this.#lines.slice(0, start);
    if (start === -1) {
      this.#setUp(common);
      this.#translate(common);
    } else {
      for (const [index, session] of this.#sessions.entries()) {
        this.#turnTo(session);
        this.#setUp(this.#lines);
        this.#translate(index === 0 ? common : common.filter(({ kind }) => kind !== 'comment'));
      }
      this.#translate(this.#lines.slice(start));
    }
    this.#cleanUp();
    return this.#output.finish();
  }

  /** What James' tests do before a script. */
  #setUp(lines: readonly MptLine[]): void {
    if (!logsInItself(lines)) this.#print('%login\n');
    const required = requiredBy(lines);
    if (required.length > 0) this.#print(`%require ${required.join(' ')}\n`);
    if (!this.#isSetUp) this.#setUpOnce();
    this.#isSetUp = true;
    if (this.#needsMailbox) this.#print('setup6 SELECT ${mailbox}\nsetup6 OK\n');
    this.#output.separate();
  }

  /** The first session does it for all. */
  #setUpOnce(): void {
    if (this.#hasHierarchy) this.#print('setup0 LIST "" ""\n* LIST (${*}) "${separator}" ${_}\nsetup0 OK\n');
    if (this.#needsMailbox) this.#fillMailbox();
    for (const [index, mailbox] of this.#outside.entries()) {
      const name = this.#separated([text(`CREATE "${mailbox}"`)], separateClient);
      this.#names.learn(name);
      const tag = `setup${index + 7}`;
      this.#print(`${printMessage('C: ', [text(`${tag} `), ...name])}${tag} OK\n`);
    }
  }

  #fillMailbox(): void {
    this.#names.add([placeholder('${mailbox}')]);
    this.#print('setup1 CREATE ${mailbox}\n');
    for (let number = 1; number <= 4; number++) {
      this.#print(
        `setup${number + 1} APPEND \${mailbox} {<<EOM}\n${messageOf(number)}EOM\nsetup${number + 1} OK\n`,
      );
    }
  }

  #translate(lines: readonly MptLine[]): void {
    const items = gatherMessages(lines);
    for (const [index, item] of items.entries()) {
      this.#output.origin = item.line;
      if (item.kind === 'fragment') this.#fragment(item);
      else if (item.kind !== 'message') this.#other(item, isAnswer(items[index + 1]));
      else if (item.from === 'client') this.#client(item);
      else this.#server(item);
    }
    this.#endCommand();
  }

  #other(line: MptRemark, isInAnswer: boolean): void {
    switch (line.kind) {
      case 'session':
        this.#endCommand();
        this.#turnTo(line.name);
        break;
      case 'reinit':
        this.#endCommand();
        this.#beginAgain(line.line);
        break;
      case 'wait':
        this.#endCommand();
        this.#print(`%wait ${line.milliseconds}ms\n`);
        break;
      case 'comment':
        if (!isInAnswer) this.#endCommand();
        this.#print(`${`# ${line.text}`.trimEnd()}\n`);
        break;
      case 'blank':
        this.#endCommand();
        this.#output.separate();
        break;
    }
  }

  /** The session is another from here on; one that logs in itself does it again. */
  #beginAgain(line: number): void {
    const name = `again${line}`;
    for (const [session, connection] of this.#connections)
      if (connection === this.#connection) this.#connections.set(session, name);
    this.#connection = name;
    this.#print(`%on ${name}\n`);
    if (!logsInItself(this.#lines)) this.#print('%login\n');
  }

  #client({ parts }: MptMessage): void {
    const pieces = parts.flatMap((part, index): readonly Piece[] => {
      if (part.kind === 'literal') return this.#literal(part);
      if (index > 0) return this.#pieces(part.text);
      this.#begin(part.text);
      return this.#command(part.text);
    });
    this.#message('C: ', pieces);
  }

  /** Sent as it stands. */
  #fragment({ text: line, isData }: MptFragment): void {
    if (!isData) this.#begin(line);
    this.#print(notate('client', [...(isData ? [text(line)] : this.#command(line)), text('\r\n')]));
  }

  /** The mailbox that others prepare may stand in a literal too. */
  #literal({ octets, isBinary, isNonSync }: MptLiteral): readonly Piece[] {
    if (this.#needsMailbox && octets === 'selected') return [placeholder('${mailbox:astring}')];
    return [{ kind: 'literal', octets, binary: isBinary, isNonSync }];
  }

  #message(mark: Mark, pieces: readonly Piece[]): void {
    this.#print(printMessage(mark, pieces) ?? '# Left out: octets that cannot be written in such a line.\n');
  }

  #begin(line: Octets): void {
    this.#endCommand();
    const [, name = '', rest = ''] = /^\S+ ((?:UID )?\S+) ?(.*)$/i.exec(line) ?? [];
    this.#underWay = upperAscii(name);
    this.#names.learn(this.#separated([text(`${name} ${rest}`)], separateClient));
  }

  /** What asks for data says all that may come: other lines fail a script of MPT. */
  #endCommand(): void {
    const command = this.#underWay;
    this.#underWay = undefined;
    if (command !== undefined && asking.has(command)) this.#print('%extra deny\n');
  }

  #server({ parts, line }: MptMessage): void {
    const [first] = parts;
    const regex = first?.kind === 'text' ? first.text : '';
    if (/^\\\+/.test(regex)) {
      this.#print('+\n');
      return;
    }
    const pieces = parts.flatMap((part, index): readonly Piece[] => {
      if (part.kind === 'literal') return this.#literal(part);
      const read = index === 0 ? translateResponse(part.text) : templateOfRegex(part.text);
      return this.#separated(read, separateServer(part.text)).flatMap((piece) => this.#named(piece));
    });
    for (const piece of pieces) if (piece.kind === 'placeholder') this.#check(piece, line);
    this.#message(optional.test(regex) ? 'S?: ' : 'S: ', pieces);
  }

  #check({ raw }: Placeholder, line: number): void {
    if (parseTemplate(raw).problems.length === 0) return;
    const [, regex = raw] = /^\$\{_:\/(.*)\/\}$/s.exec(raw) ?? [];
    this.problems.push({
      line,
      message: `Expected a regular expression that JavaScript has too, not "${regex}".`,
    });
  }

  #command(line: Octets): readonly TemplatePart[] {
    return this.#separated(this.#pieces(line), separateClient);
  }

  /** With the server's own separator between the levels of names. */
  #separated(pieces: readonly TemplatePart[], separate: (octets: Octets) => Octets): readonly TemplatePart[] {
    if (!this.#hasHierarchy) return pieces;
    return pieces.flatMap((piece) =>
      piece.kind === 'text' ? splitAt(separate(piece.text), '${separator}') : [piece],
    );
  }

  #pieces(line: Octets): readonly TemplatePart[] {
    return this.#named(text(line));
  }

  /** The mailbox that others prepare has one name there; here it is one of the run's own. */
  #named(piece: TemplatePart): readonly TemplatePart[] {
    if (!this.#needsMailbox || piece.kind !== 'text') return [piece];
    return splitAt(piece.text.replace(/(?<=[ "])selected(?=[ "]|$)/g, '${mailbox}'), '${mailbox}');
  }

  #turnTo(session: Octets): void {
    const name =
      this.#connections.get(session) ?? (this.#connections.size === 0 ? 'main' : `session${session}`);
    this.#connections.set(session, name);
    if (name === this.#connection) return;
    this.#connection = name;
    this.#print(`%on ${name}\n`);
  }

  #cleanUp(): void {
    const created = this.#names.created();
    if (created.length === 0) return;
    this.#output.separate();
    this.#print('%cleanup\n%on cleanup\n%login\n');
    for (const [index, name] of created.entries())
      this.#print(printMessage('C: ', [text(`cleanup${index + 1} DELETE `), ...name]) ?? '');
  }

  #print(octets: Octets): void {
    this.#output.print(octets);
  }
}

function isAnswer(item: MptItem | undefined): boolean {
  return item?.kind === 'message' && item.from === 'server';
}

/** Commands that ask for data. */
const asking: ReadonlySet<Octets> = new Set([
  'LIST',
  'LSUB',
  'STATUS',
  'SEARCH',
  'UID SEARCH',
  'SORT',
  'UID SORT',
  'THREAD',
]);

/** The message of RFC 9051 §6.3.12, numbered in its subject as James does it. */
function messageOf(number: number): Octets {
  const name = `Test 0${number}`;
  return [
    'Date: Mon, 7 Feb 1994 21:52:25 -0800 (PST)',
    'From: Fred Foobar <foobar@Blurdybloop.COM>',
    `Subject: ${name}`,
    'To: mooch@owatagu.siam.edu',
    'Message-Id: <B27397-0100000@Blurdybloop.COM>',
    'MIME-Version: 1.0',
    'Content-Type: TEXT/PLAIN; CHARSET=US-ASCII',
    '',
    name,
    '',
  ].join('\n');
}

/** `S: \* 1 FETCH …`; of a status what counts is its code, if one has to come: the text is one server's own. */
function translateResponse(regex: Octets): readonly TemplatePart[] {
  if (/ RECENT$/.test(regex) && optional.test(regex)) return templateOfRegex('\\* \\d+ RECENT');
  const [status, code] =
    /^(?:\\\*|[^ \\]\S*) (?:OK|NO|BAD|BYE|PREAUTH)(?= |$)( \\\[.*?\\\](?= |\.|$))?/.exec(regex) ?? [];
  if (status === undefined) return openResponse(templateOfRegex(regex.replace(otherItems, '$1 ')));
  const isOptional = code === undefined || / \\\[MAILBOXID\b/.test(code);
  return templateOfRegex(
    isOptional && !regex.startsWith('\\*') ? status.slice(0, status.length - (code?.length ?? 0)) : status,
  );
}

/** `FETCH \(.*BODY`, or `FETCH \(.*\) BODY`, whose first list ends in what is left out: other items, before this one. */
const otherItems = /^(\\\* \S+ FETCH \\\(\.\*)(?:\\\))? ?(?=[A-Z])/;

/** Servers are free in what they say of themselves, and may say more than was asked for. */
function openResponse(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const [first] = parts;
  if (first?.kind !== 'text') return parts;
  if (/^\* ID(?: |$)/.test(first.text)) return [text('* ID '), placeholder('${_}')];
  const isTuple = parts.some(
    (part) => part.kind === 'text' && /(?:^\* (?:\d+ FETCH|STATUS)| FETCH) /.test(part.text),
  );
  if (isTuple) return parts.flatMap((part, index) => openItem(part, parts[index - 1]));
  return openAttributes(parts);
}

/** `UID .*`: any value, and what else there may be. */
function openItem(part: TemplatePart, before: TemplatePart | undefined): readonly TemplatePart[] {
  const isValue = before?.kind === 'text' && /[( ][A-Z][\w.]*(?:\[[^\]]*\](?:<\d+>)?)? $/.test(before.text);
  return isValue && part.kind === 'placeholder' && part.raw === '${*}'
    ? [placeholder('${_}'), text(' '), part]
    : [part];
}

function openAttributes(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const [first, ...rest] = parts;
  if (first?.kind !== 'text') return parts;
  const [list] = /^\* (?:LIST|LSUB) \([^)]*(?=\))/.exec(first.text) ?? [];
  if (list === undefined) return parts;
  const blank = list.endsWith('(') ? '' : ' ';
  return [text(list + blank), placeholder('${*}'), text(first.text.slice(list.length)), ...rest];
}

function splitAt(octets: Octets, raw: Octets): readonly TemplatePart[] {
  return octets
    .split(raw)
    .flatMap((part, index) => (index === 0 ? [text(part)] : [placeholder(raw), text(part)]));
}

/**
 * Codes of extensions, which a server without them has no reason to send; and how many messages are \Recent, which
 * servers need not know, nor say (RFC 9051 has it no more).
 */
const optional = /^\\\* (?:OK \\\[(?:MAILBOXID|HIGHESTMODSEQ|NOMODSEQ)\b|(?:\d+|\\d\+) RECENT$)/;

/** What IMAP4rev1 has not, of commands that have to be carried out. */
function requiredBy(lines: readonly MptLine[]): readonly Octets[] {
  const needs = carriedOut(lines).flatMap((command) =>
    neededCapabilities(parseCommand([{ text: command }])).filter(({ inRev2 }) => !inRev2),
  );
  return [...new Set(needs.flatMap(({ anyOf }) => anyOf.slice(0, 1)))].filter((name) =>
    /^[\w=+-]+$/.test(name),
  );
}

/** Commands whose answer has to be OK. */
function carriedOut(lines: readonly MptLine[]): readonly Octets[] {
  const commands: Octets[] = [];
  /** By the tag, what the next answer with it is. */
  const statuses = new Map<Octets, Octets>();
  for (const line of lines.toReversed()) {
    const [, tag = '', status = ''] =
      (line.kind === 'server' && /^(\S+) (\w*)/.exec(line.regex)) ||
      (line.kind === 'client' && /^(\S+) /.exec(line.text)) ||
      [];
    if (line.kind === 'server') statuses.set(tag, status);
    if (line.kind === 'client' && statuses.get(tag) === 'OK') commands.push(line.text);
  }
  return commands.toReversed();
}

function commandsIn(lines: readonly MptLine[]): readonly Octets[] {
  return lines.flatMap((line) => {
    const [, name] = (line.kind === 'client' && /^[^\s(]+ ((?:UID )?[A-Z]+)\b/i.exec(line.text)) || [];
    return name === undefined ? [] : [upperAscii(name)];
  });
}

/** A script that begins with the greeting, or logs in, comes before any login. */
function logsInItself(lines: readonly MptLine[]): boolean {
  const first = lines.find(({ kind }) => kind === 'client' || kind === 'server');
  const greets = first?.kind === 'server' && /^\\\* (?:OK|PREAUTH|BYE)/.test(first.regex);
  return greets || commandsIn(lines).some((name) => name === 'LOGIN' || name === 'AUTHENTICATE');
}

const inMailbox = /^(?:UID .*|FETCH|STORE|SEARCH|COPY|MOVE|EXPUNGE|CHECK|CLOSE|UNSELECT|SORT|THREAD)$/;

/** Whether a mailbox is used that the script did not select. */
function isSelectedFromOutside(lines: readonly MptLine[]): boolean {
  if (logsInItself(lines)) return false;
  const first = commandsIn(lines).find((name) => /^(?:SELECT|EXAMINE)$/.test(name) || inMailbox.test(name));
  const mentions = lines.some(
    (line) => line.kind === 'client' && /^\S+ \w+ "?selected"?(?: |$)/.test(line.text),
  );
  return mentions || (first !== undefined && inMailbox.test(first));
}
