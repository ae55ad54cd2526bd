/** Every limit of the program, in one place, so that what a server or a file holds cannot fill the memory or hang us. */
export const limits = {
  /** Octets of a response line, literals not counted; a longer one breaks the connection off. */
  responseLine: 1_048_576,
  /** Octets of all literals of one response that are kept in memory. */
  responseLiterals: 67_108_864,
  /** Octets of a line of a command, literals not counted: more takes no server (RFC 7162 §4 wants 8,192 taken). */
  commandLine: 65_536,
  /** How deep parentheses may nest. */
  nesting: 200,
  /** Octets of all untagged responses that one command may bring. */
  responsesPerCommand: 268_435_456,
  /** Milliseconds until a connection must stand, TLS included. */
  connect: 10_000,
  /** Milliseconds until an answer must come. */
  answer: 30_000,
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
