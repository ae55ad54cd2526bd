import type { Octets } from '../../text/octets.js';
import { upperAscii } from '../../text/octets.js';
import {
  type ImaptestCommand,
  type ImaptestFile,
  type ImaptestGroup,
  type ImaptestLine,
  readImaptest,
} from './imaptest-file.js';
import type { Content } from './imaptest-lines.js';
import { shareOut } from './imaptest-pipeline.js';
import { type Surroundings, translateCommand, translateExpectation } from './imaptest-text.js';
import { ModSequences, nameOfVariable, variablesOf } from './imaptest-variables.js';
import type { Imported, ImportProblem, ImportRequest } from './imported.js';
import { MailboxNames } from './mailbox-names.js';
import { type MboxMessage, readMbox } from './mbox.js';
import { ScriptLines } from './script-lines.js';
import { type Mark, type Piece, placeholder, printMessage, text } from './script-text.js';

/**
 * Translates a script of imaptest, the test tool of Dovecot. What it prepares before a test (login, mailbox, messages)
 * is written out at the beginning, and what the test created is deleted at the end.
 */
export function importImaptest(request: ImportRequest): Imported {
  const file = readImaptest(request.text, request.environment ?? {});
  const translation = new Translation(file, readMbox(request.mailbox ?? ''));
  const script = translation.run(`# ${request.name}, a test of imaptest\n`);
  const unread = translation.lacksMessages ? [lackOfMessages(request)] : [];
  const scripts = [{ name: request.name, ...script, users: translation.users }];
  return { scripts, problems: [...file.problems, ...unread, ...translation.problems] };
}

function lackOfMessages({ name, mailbox }: ImportRequest): ImportProblem {
  const files = `${name}.mbox or default.mbox`;
  return {
    line: 1,
    message:
      mailbox === undefined
        ? `Expected ${files} beside this test, which appends messages of it.`
        : `Expected messages in ${files}, each behind a line such as "From ann@example.org Mon Jan  1 12:00:00 2024".`,
  };
}

class Translation {
  readonly problems: ImportProblem[] = [];
  readonly #file: ImaptestFile;
  readonly #messages: readonly MboxMessage[];
  readonly #connections: number;
  readonly #counters = new Map<number, number>();
  /** Connections whose user is said. */
  readonly #opened = new Set([1]);
  /** By the connection whose user they belong to. */
  readonly #names = new Map<number, MailboxNames>();
  readonly #output = new ScriptLines();
  #connection = 1;
  #nextMessage = 0;
  /** Octets of the messages so far. */
  #appended = 0;
  #comparesText = false;
  readonly #modSequences: ModSequences;
  /** The names of variables in it. */
  readonly #used: ReadonlySet<Octets>;

  constructor(file: ImaptestFile, messages: readonly MboxMessage[]) {
    this.#file = file;
    this.#messages = messages;
    this.#used = variablesOf(file);
    this.#modSequences = new ModSequences(this.#used);
    const used = file.items.map((item) => (item.kind === 'group' ? item.connection : 1));
    this.#connections = Math.max(file.header.connections, ...used);
  }

  /** Whether messages are appended and there are none. */
  get lacksMessages(): boolean {
    return this.#nextMessage > 0 && this.#messages.length === 0;
  }

  get users(): readonly Octets[] {
    return [...new Set(this.#file.header.users.values())];
  }

  run(title: Octets): ReturnType<ScriptLines['finish']> {
    const { items } = this.#file;
    for (const item of items)
      if (item.kind === 'greeting') this.#expectations(item.lines, this.#surround(''));
    this.#prepare();
    this.#output.separate();
    // Directly under a command it would be about that command.
    if (!this.#file.header.ignoresExtra) this.#directive('%extra deny');
    this.#output.separate();
    for (const item of items) {
      if (item.kind === 'group') this.#group(item);
      else if (item.kind === 'sleep') this.#directive(`%wait ${item.duration}`);
      else if (item.kind === 'comment') this.#print(`${item.text}\n`);
      else if (item.kind === 'blank') this.#output.separate();
    }
    this.#cleanUp();
    if (this.#comparesText) this.#output.begin('%strict text\n');
    this.#output.begin('%match caseless\n%ignore order\n');
    this.#output.begin(title);
    return this.#output.finish();
  }

  /** What imaptest does before a test. */
  #prepare(): void {
    const { state, capabilities } = this.#file.header;
    const required =
      capabilities.length > 0 ? `%require ${capabilities.map(upperAscii).join(' ')}` : undefined;
    if (state === 'nonauth') {
      if (required) this.#directive(required);
      return;
    }
    const user = this.#userOf(1);
    if (user !== undefined) this.#directive(`%on main user=${user}`);
    this.#directive('%login');
    this.#variables();
    if (required) this.#directive(required);
    if (state === 'auth') this.#namesHere.add([placeholder('${mailbox}')]);
    else this.#fill();
    for (let connection = 2; connection <= this.#connections; connection++) {
      this.#turnTo(connection);
      this.#directive('%login');
      this.#variables();
      if (this.#file.header.users.has(connection) && state !== 'auth') {
        this.#namesHere.add([placeholder('${mailbox}')]);
        this.#do('CREATE ${mailbox}');
      }
      if (state === 'selected') this.#do('SELECT ${mailbox}');
    }
  }

  /** Who the connection's user is, for where another's own has the name. */
  #variables(): void {
    const number = this.#connection;
    if (!this.#isOfSeveral) return;
    for (const word of ['user', 'username', 'domain', 'password'])
      if (this.#used.has(`${word}${number}`) || (number === 1 && this.#used.has(word)))
        this.#directive(`%set ${word}${number} = \${${word}}`);
  }

  /** Who a connection is opened for: a test of logins logs in itself. */
  #userOf(connection: number): Octets | undefined {
    const { state, users } = this.#file.header;
    return state === 'nonauth' ? undefined : users.get(connection);
  }

  /** Whether connections have users of their own. */
  get #isOfSeveral(): boolean {
    const { state, users } = this.#file.header;
    return state !== 'nonauth' && [...users.keys()].some((connection) => connection > 1);
  }

  /** `$user` is the first connection's, `$user2` the second's; here each connection knows its own. */
  #nameOf(name: Octets): Octets {
    const [, word, number = '1'] = /^(user|username|domain|password)([1-9]\d{0,2})?$/.exec(name) ?? [];
    if (word === undefined) return nameOfVariable(name);
    const connection = Number(number);
    if (connection > this.#connections) return name;
    const { state, users } = this.#file.header;
    // A test of logins says who it is without being opened for them.
    if (state === 'nonauth' && word === 'user') return users.get(connection) ?? word;
    if (this.#userOf(connection) === this.#userOf(this.#connection)) return word;
    return `${word}${connection}`;
  }

  #fill(): void {
    const { state, messages } = this.#file.header;
    this.#namesHere.add([placeholder('${mailbox}')]);
    this.#do('CREATE ${mailbox}');
    if (state === 'created') return;
    const count = messages === 'all' ? this.#messages.length : messages;
    for (let number = 0; number < count; number++) this.#append([placeholder('${mailbox}')]);
    if (state === 'selected') this.#do('SELECT ${mailbox}');
  }

  /** A command of ours that has to be answered with OK. */
  #do(command: Octets): void {
    const tag = this.#tag();
    this.#print(`${tag} ${command}\n${tag} OK\n`);
  }

  #append(mailbox: readonly Piece[]): void {
    const tag = this.#tag();
    this.#message('C: ', [text(`${tag} APPEND `), ...mailbox, ...this.#nextAppend()], 0);
    this.#print(`${tag} OK\n`);
  }

  /** The next message of the mbox with its date, as arguments of APPEND; the first follows the last. */
  #nextAppend(withDate = true): readonly Piece[] {
    const next = this.#messages[this.#nextMessage++ % Math.max(this.#messages.length, 1)] ?? noMessage;
    const message = this.#hasRoomFor(next.octets) ? next : noMessage;
    const date = message.date === undefined || !withDate ? ' ' : ` "${message.date}" `;
    return [text(date), { kind: 'literal', octets: message.octets, binary: false }];
  }

  #hasRoomFor({ length }: Octets): boolean {
    const hadRoom = this.#appended <= maxAppended;
    this.#appended += length;
    const hasRoom = this.#appended <= maxAppended;
    if (hadRoom && !hasRoom)
      this.problems.push({
        line: this.#output.origin,
        message: `Expected at most ${maxAppended / 1_048_576} MB of messages to append.`,
      });
    return hasRoom;
  }

  #group(group: ImaptestGroup): void {
    this.#output.origin = group.line;
    this.#turnTo(group.connection);
    const tags = group.commands.map(() => this.#tag());
    const surroundings = this.#surround(tags[0] ?? '', group.lines);
    const isPipeline = group.commands.length > 1;
    if (isPipeline) this.#directive('%pipeline');
    for (const [index, { content, line }] of group.commands.entries()) {
      const command = this.#command(content, { ...surroundings, tag: tags[index] ?? '' });
      this.#namesHere.learn(command);
      this.#message('C: ', [text(`${tags[index]} `), ...command], line);
      if (isIdle(content)) this.#print('+\n');
      if (asksForChallenge(content)) this.#print('+\nC: *\n');
    }
    if (isPipeline) this.#directive('%end');
    const lines = isPipeline ? shareOut(group) : [group.lines];
    const isUnplaced = isMixed(group.lines);
    for (const [index, command] of group.commands.entries()) {
      if (group.isOrdered) this.#directive('%strict order');
      this.#expectations(lines[index] ?? [], surroundings, isUnplaced && !group.isOrdered);
      if (isIdle(command.content)) this.#print('DONE\n');
      this.#answer(tags[index] ?? '', command, surroundings);
    }
  }

  #command(content: Content, surroundings: Surroundings): readonly Piece[] {
    const command = translateCommand(content, surroundings);
    const [first] = command;
    const word =
      first?.kind === 'text' ? /^\s*(append|replace|uid replace)\b/i.exec(first.text)?.[0] : undefined;
    if (word === undefined || hasMessage(command)) return command;
    const isAlone = command.length === 1 && first?.kind === 'text' && first.text.trim() === word.trim();
    if (!isAlone) return [...trimEnd(command), ...this.#nextAppend(false)];
    return [text(`${word.trim()} `), placeholder('${mailbox}'), ...this.#nextAppend()];
  }

  #expectations(lines: readonly ImaptestLine[], surroundings: Surroundings, isUnplaced = false): void {
    for (const line of lines) {
      if (line.kind === 'comment') {
        this.#print(`${line.text}\n`);
        continue;
      }
      const translated = translateExpectation(line.content, {
        ...surroundings,
        modseq: (name) => this.#modSequences.write(name, line.presence !== 'never'),
      });
      const pieces = isUnplaced ? withoutPlace(translated) : translated;
      this.#message(marks[line.presence], [text('* '), ...this.#withRest(pieces)], line.line);
    }
  }

  #answer(tag: Octets, { answer, line }: ImaptestCommand, surroundings: Surroundings): void {
    if (!answer) return;
    this.#output.origin = line;
    if (answer.status === '') {
      this.#directive('%ignore status');
      return;
    }
    const prefix = translateExpectation(answer.prefix, surroundings);
    const isEmpty = prefix.every((piece) => piece.kind === 'text' && piece.text === '');
    const rest = isEmpty ? [] : [text(' '), ...prefix];
    this.#message('S: ', [text(`${tag} `), ...this.#withRest([text(answer.status), ...rest])], line);
  }

  /** Text for people is a prefix: `NO [TRYCREATE] No such${*}`. */
  #withRest(pieces: readonly Piece[]): readonly Piece[] {
    const line = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '~')).join('');
    const [head, code = '', human = ''] =
      /^(?:ok|no|bad|bye|preauth) +(\[[^\]]*\]? *)?(.*)$/is.exec(line) ?? [];
    if (head === undefined || (code !== '' && code.includes(']') && human === '')) return pieces;
    if (code !== '' && !code.includes(']')) return [...pieces, text(' '), placeholder('${*}'), text(']')];
    if (human === '') return pieces;
    this.#comparesText = true;
    return [...pieces, placeholder('${*}')];
  }

  #cleanUp(): void {
    if (this.#file.header.state === 'nonauth') return;
    this.#output.separate();
    this.#print('%cleanup\n');
    const isOver = this.#endsSession();
    if (isOver) {
      this.#print('%on cleanup\n%login\n');
      this.#connection = 0;
    } else this.#turnTo(1, false);
    if (!this.#file.header.ignoresExtra) this.#directive('%extra allow');
    // What is selected should not be deleted.
    if (!isOver && this.#selects()) this.#print(`${this.#tag()} EXAMINE INBOX\n`);
    for (const [connection, names] of this.#names) {
      if (connection > 1) this.#turnTo(connection, false);
      for (const name of names.subscribed())
        this.#message('C: ', [text(`${this.#tag()} UNSUBSCRIBE `), ...name], 0);
      for (const name of names.created()) this.#message('C: ', [text(`${this.#tag()} DELETE `), ...name], 0);
    }
  }

  /** Those of the connection's user: connections of the same one share them. */
  get #namesHere(): MailboxNames {
    const user = this.#userOf(this.#connection);
    let owner = 1;
    while (this.#userOf(owner) !== user) owner++;
    const known = this.#names.get(owner) ?? new MailboxNames();
    this.#names.set(owner, known);
    return known;
  }

  #selects(): boolean {
    const { state } = this.#file.header;
    const isSelecting = ({ content }: ImaptestCommand) => startsWith(content, '(?:select|examine)');
    return (
      state === 'selected' ||
      this.#file.items.some((item) => item.kind === 'group' && item.commands.some(isSelecting))
    );
  }

  /** Whether the first connection may be gone at the end. */
  #endsSession(): boolean {
    return this.#file.items.some(
      (item) =>
        item.kind === 'group' &&
        item.connection === 1 &&
        (item.commands.some(({ content }) => startsWith(content, 'logout')) ||
          item.lines.some(
            (line) =>
              line.kind === 'expectation' && line.presence === 'must' && startsWith(line.content, 'bye'),
          )),
    );
  }

  #turnTo(connection: number, isApart = true): void {
    if (this.#connections === 1 || connection === this.#connection) return;
    this.#connection = connection;
    const user = this.#userOf(connection);
    const isNew = !this.#opened.has(connection);
    this.#opened.add(connection);
    if (isApart) this.#output.separate();
    this.#directive(`%on ${nameOf(connection)}${isNew && user !== undefined ? ` user=${user}` : ''}`);
  }

  #tag(): Octets {
    const count = (this.#counters.get(this.#connection) ?? 0) + 1;
    this.#counters.set(this.#connection, count);
    return `${lettersOf(this.#connection)}${count}`;
  }

  #surround(tag: Octets, lines: readonly ImaptestLine[] = []): Surroundings {
    return {
      tag,
      expunged: lines.flatMap(expungedBy),
      expungedByPlace: lines.flatMap((line) => expungedAt(line, '')),
      ignoresExtra: this.#file.header.ignoresExtra,
      modseq: (name) => this.#modSequences.write(name, true),
      nameOf: (name) => this.#nameOf(name),
      loses: (what) => this.#print(`# Not compared here: ${what}.\n`),
    };
  }

  #directive(directive: Octets): void {
    this.#print(`${directive}\n`);
  }

  #message(mark: Mark, pieces: readonly Piece[], line: number): void {
    if (line > 0) this.#output.origin = line;
    const printed = printMessage(mark, pieces);
    if (printed !== undefined) {
      this.#print(printed);
      return;
    }
    this.#print(`# Left out: line ${line} of the test has octets that cannot be written in such a line.\n`);
    this.problems.push({ line, message: 'This line has octets that cannot be written in such a line.' });
  }

  #print(octets: Octets): void {
    this.#output.print(octets);
  }
}

/** Octets of messages that a test may append, so that what is written out fits into the memory. */
const maxAppended = 67_108_864;

const noMessage: MboxMessage = { octets: 'Subject: a message\r\n\r\nbody\r\n', date: undefined };

const marks = { must: 'S: ', never: 'S!: ', may: 'S?: ' } as const;

/** A, B, …, Z, AA, … as small letters. */
function lettersOf(number: number): Octets {
  if (number === 0) return 'cleanup';
  const letter = String.fromCharCode(0x61 + ((number - 1) % 26));
  return number > 26 ? lettersOf(Math.floor((number - 1) / 26)) + letter : letter;
}

function nameOf(connection: number): Octets {
  return connection === 1 ? 'main' : lettersOf(connection);
}

function startsWith([first]: Content, word: Octets): boolean {
  return first?.kind === 'text' && new RegExp(`^\\s*(?:${word})(?!\\w)`, 'i').test(first.text);
}

function isIdle(content: Content): boolean {
  return content.length === 1 && startsWith(content, 'idle\\s*$');
}

/** AUTHENTICATE without an initial response: what the server asks is not in a test, so the question is declined. */
function asksForChallenge(content: Content): boolean {
  return content.length === 1 && startsWith(content, 'authenticate\\s+\\S+\\s*$');
}

function hasMessage(command: readonly Piece[]): boolean {
  return command.some(
    (piece) => piece.kind === 'literal' || (piece.kind === 'text' && /\bcatenate\b/i.test(piece.text)),
  );
}

function trimEnd(command: readonly Piece[]): readonly Piece[] {
  const last = command.at(-1);
  return last?.kind === 'text' ? [...command.slice(0, -1), text(last.text.trimEnd())] : command;
}

/** Whether an EXPUNGE stands among other lines with message numbers: imaptest takes them in any order. */
function isMixed(lines: readonly ImaptestLine[]): boolean {
  const expunged = lines.flatMap(expungedBy);
  const numbered = lines.flatMap((line) => {
    const [first] = line.kind === 'expectation' && line.presence === 'must' ? line.content : [];
    const [, dollar, number = '', name = ''] =
      (first?.kind === 'text' && /^(\$\{?)?(\d+)\}? (expunge|fetch|exists)\b/i.exec(first.text)) || [];
    const mayMove = dollar !== undefined && expunged.some((other) => other < Number(number));
    return name === '' || mayMove ? [] : [`${number} ${name.toLowerCase()}`];
  });
  return new Set(numbered).size > 1 && numbered.some((line) => line.endsWith('expunge'));
}

/** `1 expunge` with a number that does not say which message it was by then. */
function withoutPlace(pieces: readonly Piece[]): readonly Piece[] {
  const [first, ...rest] = pieces;
  const [, number, name] = (first?.kind === 'text' && /^(\d+)( expunge\s*)$/i.exec(first.text)) || [];
  return number === undefined ? pieces : [placeholder(`\${_:/${number}/}`), text(name ?? ''), ...rest];
}

/** The message that a line `$3 expunge` speaks of. */
function expungedBy(line: ImaptestLine): number[] {
  return expungedAt(line, String.raw`\$\{?`);
}

function expungedAt(line: ImaptestLine, mark: string): number[] {
  if (line.kind !== 'expectation' || line.presence === 'never') return [];
  const [first] = line.content;
  const pattern = new RegExp(String.raw`^${mark}(\d{1,9})\}? expunge\s*$`, 'i');
  const number = first?.kind === 'text' ? pattern.exec(first.text)?.[1] : undefined;
  return number === undefined ? [] : [Number(number)];
}
