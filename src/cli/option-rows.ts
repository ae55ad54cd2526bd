import { ownServers } from '../script/own-servers.js';
import { channelBindingTypes } from '../session/channel-binding.js';
import type { ThemeName } from '../tui/theme.js';
import type { OptionRow } from './command.js';

/** Options of every command. */
export const commonOptions: readonly OptionRow[] = [
  { flags: '--color <when>', description: 'auto, always or never', choices: ['auto', 'always', 'never'] },
  { flags: '-q, --quiet', description: 'only the result, no progress' },
  { flags: '--config <file>', description: 'instead of the nearest tagline.config.json upwards' },
];

/** Options of the commands with a report in one of these formats. */
export function reportOptions(formats: readonly string[]): readonly OptionRow[] {
  return [
    {
      flags: '--format <format>',
      description: `${formats.join(', ')}; FORMAT=FILE writes that one to a file; may be repeated`,
      repeatable: true,
      values: formats,
    },
    { flags: '--output <file>', description: 'write the report there instead of to standard output' },
  ];
}

/** The names of the reporters (report/index.ts): spelt out, because loading those takes time. */
export const formats = {
  lint: ['tty', 'compact', 'json', 'sarif', 'github', 'gitlab', 'junit'],
  run: ['tty', 'json', 'junit', 'tap', 'github', 'html'],
  compare: ['tty', 'json'],
  check: ['tty', 'json'],
  import: [
    'imaptest',
    'mpt',
    'telnet',
    'openssl',
    'imapflow',
    'mutt',
    'thunderbird',
    'k9',
    'curl',
    'imaplib',
    'mbsync',
    'applemail',
    'javamail',
  ],
} as const;

/** Options of the commands that talk to a server. */
export const serverOptions: readonly OptionRow[] = [
  {
    flags: '--server <url>',
    description:
      'imap://, imap+starttls:// or imaps://HOST[:PORT], sandbox:, one started here where it is installed (dovecot:, cyrus:, courier:, mailutils:, twisted:), or a name from the configuration',
    values: ownServers,
  },
  { flags: '--user <name>', description: 'who logs in' },
  {
    flags: '--password-file <file>',
    description: 'its first line is the password (else TAGLINE_PASSWORD, .env, ~/.netrc, or a prompt)',
  },
  { flags: '--ca <file>', description: 'certificates (PEM) to trust besides the well-known ones' },
  { flags: '--insecure', description: 'accept any certificate: no protection against a false server' },
  {
    flags: '--server-name <name>',
    description: 'the name the certificate must have, when not the host of the URL',
  },
  {
    flags: '--fingerprint <sha256>',
    description: 'accept the certificate with this SHA-256, and no other',
  },
  { flags: '--cert <file>', description: 'client certificate (PEM), shown to a server that asks for one' },
  { flags: '--key <file>', description: 'its private key (PEM), when it is not in the same file' },
  {
    flags: '--tls-min <version>',
    description: 'the oldest TLS version to speak (1.2 unless told)',
    choices: ['1.0', '1.1', '1.2', '1.3'],
  },
  {
    flags: '--proxy <url>',
    description:
      'connect through socks5://HOST[:PORT], socks4://… or http://… (HTTP CONNECT); none: not as ALL_PROXY says',
  },
  { flags: '--var <name=value>', description: 'a variable for ${name}; may be repeated', repeatable: true },
  {
    flags: '--secret <name>',
    description: 'the value of this variable is never shown; may be repeated',
    repeatable: true,
  },
  {
    flags: '--timeout <duration>',
    description: 'how long an answer may take, such as 10s (30s unless told)',
  },
  { flags: '--clear-text-login', description: 'let %login send a password unencrypted to another machine' },
  {
    flags: '--channel-binding <type>',
    description: `what a login by SCRAM-…-PLUS is tied to: ${channelBindingTypes.join(', ')}`,
    choices: channelBindingTypes,
  },
  {
    flags: '--strict <classes>',
    description: 'differences that fail: status,missing,unexpected,value,order,text',
  },
  { flags: '--ignore <classes>', description: 'differences that are shown and do not fail' },
];

/** Where literals go that are too large to be recorded. */
export const keepOption: OptionRow = {
  flags: '--keep <folder>',
  description: 'write literals there that are too large to be kept, a file each (else only length and hash)',
};

/** Which transcript stands beside a script. */
export const profileOption: OptionRow = {
  flags: '--profile <name>',
  description: 'use SCRIPT.<name>.transcript where there is one',
};

export const jobsOption: OptionRow = {
  flags: '--jobs <number>',
  description: 'how many at once (4 on the sandbox, 1 elsewhere unless told)',
};

/** Options of the commands that test many scripts. */
export const selectionOptions: readonly OptionRow[] = [
  jobsOption,
  {
    flags: '--filter <text>',
    description: 'only those whose path contains it; may be repeated',
    repeatable: true,
  },
];

const themes = ['default', 'light', 'classic'] as const satisfies readonly ThemeName[];

export const themeOption: OptionRow = {
  flags: '--theme <name>',
  description: 'the colours on a terminal: default, light (on a light background) or classic (red and green)',
  choices: themes,
};

/** Options of the run view. */
export const watchOptions: readonly OptionRow[] = [
  { flags: '--yes', description: 'when watching, send to another machine than this one without asking' },
  {
    flags: '--plain',
    description: 'when watching, sentences below each other, for screen readers; the keys are the same',
  },
  themeOption,
];
