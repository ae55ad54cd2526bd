/** Every limit of the program, in one place, so that what a server or a file holds cannot fill the memory or hang us. */
export const limits = {
  /** Octets of a response line, literals not counted; a longer one breaks the connection off. */
  responseLine: 1_048_576,
  /** Octets of all literals of one response. */
  responseLiterals: 268_435_456,
  /** Octets of all literals of one command that our own servers take. */
  commandLiterals: 67_108_864,
  /** Octets of a literal that is kept in any case: what stands for one takes about as many. */
  smallLiteral: 128,
  /** Octets of a literal from which on only its length and hash are kept: new memory takes longer than a hash. */
  largeLiteral: 65_536,
  /** The same where its text may be compared. */
  expectedLiteral: 1_048_576,
  /** Octets of all literals that come for one command; behind them only small ones are kept. */
  keptLiterals: 16_777_216,
  /** Octets of a line of a command, literals not counted: more takes no server (RFC 7162 §4 wants 8,192 taken). */
  commandLine: 65_536,
  /** Octets of a response whose list of capabilities is read. */
  capabilities: 16_384,
  /** How deep parentheses may nest. */
  nesting: 200,
  /** Octets that responses may take in memory before they are judged, with the commands that brought them. */
  responsesPerCommand: 32_000_000,
  /** Octets of the responses whose values stay in memory until they are judged: these take many times as much. */
  parsedResponses: 262_144,
  /** Octets that may come to one command, those included that are not kept: nobody waits for more. */
  octetsPerCommand: 4_294_967_296,
  /** Octets that came and nobody has asked for. */
  unread: 16_777_216,
  /** Octets of what is shown of one script's session and differences; behind them only what the client sent is. */
  shownPerScript: 4_194_304,
  /** The same for all scripts of a run: its results stay in memory until its end. */
  shownPerRun: 8_388_608,
  /** Octets of it that a script may show however much the others do. */
  shownInAnyCase: 16_384,
  /** Differences of one step that are told. */
  differences: 1000,
  /** Octets of a transcript that can be recorded. */
  recorded: 4_194_304,
  /** Milliseconds until a connection must stand, TLS included. */
  connect: 10_000,
  /** Milliseconds until an answer must come. */
  answer: 30_000,
  /** Milliseconds that a line behind an answer may take, where the server does not say anything later by itself. */
  behindAnswer: 2_000,
  /** The same where the command was not answered as stated: what it should have brought will hardly come. */
  behindRefusal: 500,
  /** Milliseconds the answer to LOGIN and AUTHENTICATE may take at the least: a failed one is slow on purpose. */
  login: 20_000,
  /** How often a server may have the client hash a password (SCRAM): many times what is usual, and less than a second. */
  scramIterations: 1_000_000,
  /** How deep `%include` may nest. */
  includes: 16,
  /** How many files a script may include in all: a few that each include the next twice would make billions. */
  includedFiles: 1000,
  /** Connections a run may have open at once. */
  connections: 8,
} as const;
