import { type Announcement, announcementBefore } from '../imap/announcement.js';
import { limits } from '../imap/limits.js';
import { encodeUtf8, type Octets } from '../text/octets.js';
import { areWords, canGoOn, isLine, isWord, type Taken } from './client-expectation.js';
import { ClientReader } from './client-reader.js';
import { answerAlone, isOfDirective } from './own-answer.js';
import { PlayerLog, type PlayerOutput } from './player-log.js';
import type { Cue, Score, ScoreLine } from './score.js';
import { fillMessage } from './server-text.js';
import { hasTag, type Piece, splitWords, tagOf, type Word } from './words.js';

/** What is read next. `skip` drops the data of a literal that no command of the transcript has. */
type Reading =
  | { readonly kind: 'line' }
  | { readonly kind: 'data' | 'skip'; readonly count: number }
  /** The answer to an AUTHENTICATE that the transcript does not show. */
  | { readonly kind: 'answer'; readonly tag: Octets }
  | { readonly kind: 'tls' }
  | { readonly kind: 'nothing' };

const line: Reading = { kind: 'line' };

/**
 * Plays the server of a transcript on one connection, without I/O: it is fed what the client sends and says what to do.
 * When the client strays, it says what it expected and waits for that.
 */
export class Player {
  readonly #score: Score;
  readonly #reader = new ClientReader();
  readonly #log = new PlayerLog();
  readonly #values: Taken = new Map();
  /** The tags that the client gave to the commands of the transcript, by the index of their line. */
  readonly #tags = new Map<number, Octets>();
  /** How many lines were heard on each of the transcript's connections. */
  readonly #heardOn: number[];
  #done = 0;
  #reading: Reading = line;
  /** The command that is being read, as far as it came. */
  #pieces: Piece[] = [];
  #literalOctets = 0;
  #hasStrayed = false;
  #isFinished = false;

  /** Players of one transcript share `heardOn`, since a server may wait for what comes on another connection. */
  constructor(score: Score, heardOn: number[] = []) {
    this.#score = score;
    this.#heardOn = heardOn;
    this.#heard = 0;
    this.#play();
  }

  get #heard(): number {
    return this.#heardOn[this.#score.index] ?? 0;
  }

  set #heard(count: number) {
    this.#heardOn[this.#score.index] = count;
  }

  /** Something was heard on another connection. */
  resume(): void {
    this.#play();
  }

  receive(bytes: Uint8Array): void {
    if (this.#reading.kind !== 'nothing' && this.#reading.kind !== 'tls') this.#reader.receive(bytes);
  }

  /** TLS stands. What came in the clear behind STARTTLS is forgotten (RFC 9051 §6.2.1). */
  secured(): void {
    this.#reading = line;
    this.#play();
  }

  next(): PlayerOutput {
    while (this.#log.isEmpty && this.#read());
    return this.#log.take() ?? { kind: this.#reading.kind === 'nothing' ? 'end' : 'need-input' };
  }

  /** Takes the next part of what came; false when it is not there yet. */
  #read(): boolean {
    switch (this.#reading.kind) {
      case 'line':
        return this.#readLine();
      case 'answer':
        return this.#readAnswer(this.#reading.tag);
      case 'data':
        return this.#readData(this.#reading.count);
      case 'skip':
        return this.#skipData(this.#reading.count);
      default:
        return false;
    }
  }

  #nextLine(): Octets | undefined {
    const text = this.#reader.takeLine();
    if (text !== undefined) this.#log.hear(`${text}\r\n`);
    else if (this.#reader.length > limits.responseLine) this.#leave('Line too long');
    return text;
  }

  #readLine(): boolean {
    const text = this.#nextLine();
    if (text === undefined) return false;
    const expected = this.#score.lines[this.#heard];
    if (expected?.kind === 'answer' && this.#pieces.length === 0) this.#takeLine(expected, text);
    else this.#takeCommandLine(expected, text);
    return true;
  }

  #takeLine(expected: ScoreLine, text: Octets): void {
    const [word] = expected.words;
    if (word && isWord(word, { kind: 'atom', text }, this.#values)) this.#hear();
    else this.#strayFrom(expected, this.#tags.get(expected.command) ?? '*');
  }

  #takeCommandLine(expected: ScoreLine | undefined, text: Octets): void {
    const announcement = announcementBefore(text, text.length);
    this.#pieces.push({ kind: 'text', text: text.slice(0, announcement?.start) });
    if (this.#pieces.length > mostPieces) this.#leave('Too many literals');
    else if (announcement) this.#takeAnnouncement(expected, announcement);
    else this.#takeCommand(expected);
  }

  #takeAnnouncement(expected: ScoreLine | undefined, { count, nonSynchronising }: Announcement): void {
    const words = splitWords(this.#pieces);
    const isOwn = expected?.kind === 'login' || isOfDirective(tagOf(words));
    this.#hasStrayed ||= !isOwn && !isLine(expected?.words, words, canGoOn);
    this.#literalOctets += count;
    if (this.#literalOctets > limits.commandLiterals) this.#leave('Literal too long');
    else if (nonSynchronising) this.#reading = { kind: this.#hasStrayed ? 'skip' : 'data', count };
    else if (this.#hasStrayed) this.#refuse(expected);
    else if (!isOwn && expected?.isRefused && words.length === expected.words.length - 1) this.#hear();
    else this.#goAhead(isOwn ? undefined : expected, count);
  }

  #refuse(expected: ScoreLine | undefined): void {
    this.#log.dropLiteral(this.#pieces[0]?.text ?? '');
    this.#stray(expected);
  }

  #goAhead(expected: ScoreLine | undefined, count: number): void {
    const literal = this.#pieces.filter(({ kind }) => kind === 'literal').length;
    const message = expected?.goAheads[literal];
    this.#log.say(message ? fillMessage(message, this.#values) : '+ Ready for literal data\r\n');
    this.#reading = { kind: 'data', count };
  }

  #readData(count: number): boolean {
    const text = this.#reader.takeData(count);
    if (text === undefined) return false;
    this.#log.hear(text);
    this.#pieces.push({ kind: 'literal', text });
    this.#reading = line;
    return true;
  }

  #skipData(count: number): boolean {
    const text = this.#reader.takeSome(count);
    if (text !== '') this.#log.hear(text);
    this.#reading = text.length < count ? { kind: 'skip', count: count - text.length } : line;
    return text.length === count;
  }

  #takeCommand(expected: ScoreLine | undefined): void {
    const words = splitWords(this.#pieces);
    const isExpected =
      !this.#hasStrayed &&
      !isOfDirective(tagOf(words)) &&
      isLine(expected?.words, words, (...both) => areWords(...both, this.#values));
    if (isExpected) this.#hear();
    else if (!this.#answerAlone(words, expected)) this.#stray(expected);
  }

  #answerAlone(words: readonly Word[], expected: ScoreLine | undefined): boolean {
    if (this.#hasStrayed || !hasTag(words)) return false;
    const answer = answerAlone(words, expected?.kind === 'login', this.#score.capabilities);
    if (!answer) return false;
    for (const text of answer.lines) this.#log.say(`${text}\r\n`);
    if (answer.then === 'logged-in') this.#takeLogin();
    else this.#startCommand();
    if (answer.then === 'ask') this.#reading = { kind: 'answer', tag: tagOf(words) };
    if (answer.then === 'leave') this.#reading = { kind: 'nothing' };
    return true;
  }

  #readAnswer(tag: Octets): boolean {
    const text = this.#nextLine();
    if (text === undefined) return false;
    this.#reading = line;
    this.#log.say(text === '*' ? `${tag} BAD Cancelled\r\n` : `${tag} OK AUTHENTICATE completed\r\n`);
    if (text === '*') this.#startCommand();
    else this.#takeLogin();
    return true;
  }

  /** One that a directive brings with it, such as `%on second user=bob`, is no line of the transcript. */
  #takeLogin(): void {
    if (this.#score.lines[this.#heard]?.kind === 'login') this.#hear();
    else this.#startCommand();
  }

  #hear(): void {
    this.#tags.set(this.#heard, splitWords(this.#pieces)[0]?.text ?? '');
    this.#heard++;
    this.#startCommand();
    this.#play();
  }

  #startCommand(): void {
    this.#pieces = [];
    this.#literalOctets = 0;
    this.#hasStrayed = false;
    this.#reading = line;
  }

  /** Does what is due: what the transcript does once so many lines were heard. */
  #play(): void {
    for (let cue = this.#due(); cue; cue = this.#due()) {
      this.#done++;
      this.#perform(cue);
    }
    if (this.#done === this.#score.cues.length && this.#heard === this.#score.lines.length) this.#finish();
  }

  #due(): Cue | undefined {
    const cue = this.#reading.kind === 'line' ? this.#score.cues[this.#done] : undefined;
    return cue && cue.after <= this.#heard && cue.meanwhile.every(this.#wasHeard) ? cue : undefined;
  }

  readonly #wasHeard = (count: number, index: number): boolean =>
    index === this.#score.index || count <= (this.#heardOn[index] ?? 0);

  #perform(cue: Cue): void {
    switch (cue.kind) {
      case 'greet':
        this.#log.say('* OK IMAP4rev1 server ready\r\n');
        break;
      case 'say':
        this.#log.say(withTag(fillMessage(cue.message, this.#values), this.#tags.get(cue.command ?? -1)));
        break;
      case 'start-tls':
        this.#reader.discard();
        this.#reading = { kind: 'tls' };
        this.#log.startTls();
        break;
      case 'close':
        this.#reading = { kind: 'nothing' };
    }
  }

  #finish(): void {
    if (!this.#isFinished) this.#log.add({ kind: 'finished' });
    this.#isFinished = true;
  }

  /** What the client sent is not its next line: it is told so, and may send that. */
  #stray(expected: ScoreLine | undefined): void {
    this.#strayFrom(expected, tagOf(splitWords(this.#pieces)));
  }

  /** An exchange that went astray is over: its command is expected again. */
  #strayFrom(expected: ScoreLine | undefined, tag: Octets): void {
    if (expected?.kind === 'answer') this.#goBackTo(expected.command);
    const wanted = expected
      ? `Expected ${shorten(expected.text)}`
      : 'The transcript is over: connect again to start it';
    const place = expected ? ` (line ${expected.number} of the transcript)` : '';
    this.#startCommand();
    this.#log.say(`${tag} BAD ${encodeUtf8(wanted + place)}\r\n`);
    this.#log.add({ kind: 'strayed', expected: expected?.text ?? '', line: expected?.number ?? 0 });
  }

  #goBackTo(command: number): void {
    this.#heard = command;
    this.#done = this.#score.cues.findIndex((cue) => cue.after > command);
    if (this.#done === -1) this.#done = this.#score.cues.length;
  }

  #leave(reason: string): void {
    this.#log.say(`* BYE ${reason}\r\n`);
    this.#reading = { kind: 'nothing' };
    this.#reader.discard();
  }
}

/** A command in more pieces is none. */
const mostPieces = 100;

function withTag(octets: Octets, tag: Octets | undefined): Octets {
  return tag === undefined ? octets : tag + octets.slice(octets.indexOf(' '));
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
