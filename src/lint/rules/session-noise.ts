import { findCommand } from '../../imap/registry.js';
import type { Line } from '../../script/ast.js';
import type { Octets } from '../../text/octets.js';
import { headOf, placeIn } from '../place.js';
import type { Finding, Rule } from '../rule.js';

/** A line of telnet, openssl or a shell in a session that was copied from a terminal: it would be sent as a command. */
export const sessionNoise: Rule = {
  code: 'C007',
  name: 'session-noise',
  category: 'command',
  severity: 'error',
  fix: 'safe',
  check({ script, report }) {
    const { text } = script.source;
    const takesLetters = isInteractive(text);
    let until = 0;
    return {
      ...(!takesLetters && { names: [''] }),
      command(message) {
        const line = headOf(message);
        if (takesLetters && line.notation === '' && /^[QR]/.test(line.text)) report(takenByOpenssl(line));
        const noise = noises.find(({ pattern }) => pattern.test(line.text));
        if (!noise || line.notation !== '' || message.span.start < until) return;
        if (noise.prompt) report(promptIn(line, noise.prompt, noise.isServers === true));
        else {
          until = noise.isLong ? beginningOfSession(text, message.span.start) : line.span.end;
          report(noiseAt(text, line, until, noise.of));
        }
      },
    };
  },
};

/** A session by `openssl s_client` as it is when nobody tells it otherwise: letters that begin a line are its own. */
function isInteractive(text: Octets): boolean {
  const at = text.indexOf('openssl s_client');
  if (at === -1) return text.includes('CONNECTED(');
  return !/ -(?:quiet|nocommands|ign_eof)\b/.test(text.slice(at, lineAfter(text, at)));
}

function takenByOpenssl(line: Line): Finding {
  const does = line.text.startsWith('Q') ? 'Q ends it' : 'R negotiates TLS anew';
  return {
    span: placeIn(line, 0, 1),
    severity: 'note',
    message: `In openssl s_client a line that begins with ${does} and is not sent: give it -quiet or -nocommands.`,
  };
}

function promptIn(line: Line, prompt: RegExp, isServers: boolean): Finding {
  const span = placeIn(line, 0, prompt.exec(line.text)?.[0].length ?? 0);
  return {
    span,
    message: isServers
      ? 'This marks a line of the server, which is written "S: " here: it would be sent.'
      : 'This is a prompt: it is no part of the command.',
    explains: placeIn(line, 0, line.text.length),
    fix: isServers
      ? { title: 'write S:', safe: false, edits: [{ span, text: 'S: ' }] }
      : { title: 'remove it', safe: true, edits: [{ span, text: '' }] },
  };
}

function noiseAt(text: Octets, line: Line, until: number, of: string): Finding {
  const starts = lineStarts(text, line.span.start, until);
  return {
    span: placeIn(line, 0, line.text.length),
    message: `This is ${of}: it is no line of the session${starts.length > 1 ? `, nor are the next ${starts.length - 1}` : ''}.`,
    explains: { start: line.span.start, end: until },
    fix: {
      title: 'make it a comment',
      safe: true,
      edits: starts.map((start) => ({ span: { start, end: start }, text: '# ' })),
    },
  };
}

/** Where the next line of the server or the next command stands. */
function beginningOfSession(text: Octets, from: number): number {
  for (let at = lineAfter(text, from); at < text.length; at = lineAfter(text, at)) {
    const [first = '', second = ''] = text.slice(at, at + 80).split(/[ \r\n]/, 2);
    if (first === '*' || findCommand(second)) return at;
  }
  return text.length;
}

function lineAfter(text: Octets, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}

/** The lines that are not empty. */
function lineStarts(text: Octets, from: number, until: number): number[] {
  const starts: number[] = [];
  for (let at = from; at < until; at = lineAfter(text, at)) {
    if (text.slice(at, lineAfter(text, at)).trim() !== '') starts.push(at);
  }
  return starts;
}

interface Noise {
  readonly pattern: RegExp;
  readonly of: string;
  /** It begins a text that goes on to the greeting. */
  readonly isLong?: boolean;
  /** What stands before the command on the same line. */
  readonly prompt?: RegExp;
  /** The prompt stands before what the server says. */
  readonly isServers?: boolean;
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
    pattern: /^(?:CONNECTED\([0-9A-F]+\)|depth=\d|verify (?:error|return))/,
    of: 'what openssl says',
    isLong: true,
  },
  { pattern: /^(?:---|read R BLOCK|RENEGOTIATING|closed)$/, of: 'what openssl says' },
  {
    pattern: /^(?:\S*[$#>%] )?(?:telnet|openssl s_client|ncat|nc|socat) \S/,
    of: 'a command of the shell',
    isLong: true,
  },
  { pattern: new RegExp(`^(?:>|\\$|C>|>>) ${command}`, 'i'), of: 'a prompt', prompt: /^(?:>|\$|C>|>>) / },
  {
    pattern: /^(?:<|<<|S>) (?:\* |\+|\S+ (?:OK|NO|BAD)(?: |$))/,
    of: 'a prompt',
    prompt: /^(?:<|<<|S>) /,
    isServers: true,
  },
];
