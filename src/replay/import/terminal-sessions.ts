import type { Octets } from '../../text/octets.js';

/** What programs and shells say when a connection begins. */
const opening =
  /^(?:Trying [\da-f.:]+\.\.\.$|Connected to \S+\.$|CONNECTED\([\dA-F]+\)$|Connection to .* succeeded!$|Ncat: Version |Script started )/;

/** What they say when it is over. */
const closing =
  /^(?:Connection closed(?: by foreign host)?\.$|closed$|read:errno=\d+$|Ncat: \d+ bytes |Script done |DONE$|\^C$|telnet> (?:q(?:uit)?|c(?:lose)?)$)/;

const greeting = /^(?:S: )?\* (?:OK|PREAUTH|BYE)\b/i;
const answer = /^(?:S: )?(\S+) (?:OK|NO|BAD)(?: |$)/;

/**
 * The sessions in the lines of a terminal: each from its greeting on, up to the answer to LOGOUT or to what says that the
 * connection is gone. What else was done on that terminal is of none of them.
 */
export function splitSessions(lines: readonly Octets[]): readonly (readonly Octets[])[] {
  const reader = new SessionReader(
    lines.findIndex((line) => greeting.test(line)),
    lines.findIndex(isAnswer),
  );
  for (const line of lines) reader.take(line);
  return reader.sessions;
}

function isAnswer(line: Octets): boolean {
  return answer.test(line) && !line.startsWith('* ');
}

class SessionReader {
  readonly sessions: Octets[][] = [];
  #session: Octets[] | undefined;
  /** The tag of a LOGOUT. */
  #leaving: Octets | undefined;
  #isIdle = false;

  /** A log that does not begin with a greeting, but has answers before, begins in the middle of a session. */
  constructor(firstGreeting: number, firstAnswer: number) {
    if (firstAnswer !== -1 && (firstGreeting === -1 || firstAnswer < firstGreeting)) this.#begin();
  }

  take(line: Octets): void {
    if (opening.test(line)) this.#session = undefined;
    else if (!this.#session && greeting.test(line)) this.#begin();
    if (!this.#session) return;
    if (closing.test(line) && !(line === 'DONE' && this.#isIdle)) {
      this.#session = undefined;
      return;
    }
    this.#session.push(line);
    this.#follow(line);
  }

  #begin(): void {
    this.#session = [];
    this.sessions.push(this.#session);
    this.#leaving = undefined;
    this.#isIdle = false;
  }

  #follow(line: Octets): void {
    if (/^(?:S: )?\+(?: |$)/.test(line)) this.#isIdle = true;
    const [, tag] = answer.exec(line) ?? [];
    if (tag !== undefined && tag !== '*') {
      this.#isIdle = false;
      if (tag === this.#leaving) this.#session = undefined;
    } else this.#leaving = /^(?:C: )?(\S+) LOGOUT *$/i.exec(line)?.[1] ?? this.#leaving;
  }
}
