import { headOf, placeIn } from '../place.js';
import type { Rule } from '../rule.js';

/** A line of telnet, openssl or a shell in a session that was copied from a terminal: it would be sent as a command. */
export const sessionNoise: Rule = {
  code: 'C007',
  name: 'session-noise',
  category: 'command',
  severity: 'error',
  check: ({ report }) => ({
    names: [''],
    command(message, command) {
      if (command.definition) return;
      const line = headOf(message);
      const noise = noises.find(({ pattern }) => pattern.test(line.text));
      if (!noise || line.notation !== '') return;
      const all = placeIn(line, 0, line.text.length);
      const { prompt } = noise;
      const end = prompt ? (prompt.exec(line.text)?.[0].length ?? 0) : 0;
      const span = end > 0 ? placeIn(line, 0, end) : all;
      report({
        span,
        message: `This is ${noise.of}: ${end > 0 ? 'it is no part of the command.' : 'it is no line of the session.'}`,
        explains: all,
        fix:
          end > 0
            ? { title: 'remove it', safe: true, edits: [{ span, text: '' }] }
            : { title: 'make it a comment', safe: true, edits: [{ span: placeIn(line, 0, 0), text: '# ' }] },
      });
    },
  }),
};

interface Noise {
  readonly pattern: RegExp;
  readonly of: string;
  /** What stands before the command on the same line. */
  readonly prompt?: RegExp;
}

const command =
  '[A-Za-z0-9.]+ (?:CAPABILITY|LOGIN|AUTHENTICATE|SELECT|EXAMINE|LIST|FETCH|UID|STORE|SEARCH|STATUS|NOOP|LOGOUT|STARTTLS)\\b';

const noises: readonly Noise[] = [
  { pattern: /^Trying (?:[0-9a-f.:]+|\S+)\.\.\.$/i, of: 'what telnet says' },
  { pattern: /^Connected to \S+/i, of: 'what telnet says' },
  { pattern: /^Escape character is /i, of: 'what telnet says' },
  { pattern: /^Connection (?:to \S+ )?closed/i, of: 'what telnet says' },
  { pattern: /^telnet> /i, of: 'what telnet says' },
  {
    pattern:
      /^(?:CONNECTED\([0-9A-F]+\)|depth=\d|verify (?:error|return)|Certificate chain|Server certificate|read R BLOCK|No client certificate CA names sent|SSL handshake has read|Verification(?: error)?:|Verify return code:|SSL-Session:)/,
    of: 'what openssl says',
  },
  { pattern: /^-----(?:BEGIN|END) /, of: 'a certificate' },
  { pattern: /^---$/, of: 'what openssl says' },
  { pattern: /^\S*[$#>%] (?:telnet|openssl|nc|ncat|socat) /, of: 'a command of the shell' },
  { pattern: /^(?:telnet|openssl s_client|ncat|nc) [^ ]/, of: 'a command of the shell' },
  { pattern: new RegExp(`^(?:>|\\$|C>|>>) ${command}`, 'i'), of: 'a prompt', prompt: /^(?:>|\$|C>|>>) / },
];
