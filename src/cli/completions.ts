import type { CommandRow, OptionRow } from './command.js';

/** The shells that completions are written for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** A script for the shell that completes commands, options and their values; made from the table of commands. */
export function completionsFor(shell: Shell, commands: readonly CommandRow[]): string {
  return { bash, zsh, fish }[shell](commands);
}

interface Completion {
  readonly long: string;
  readonly short: string | undefined;
  readonly description: string;
  readonly takesValue: boolean;
  readonly values: readonly string[];
}

/** `-q, --quiet` or `--format <format>`. */
function readOption({ flags, description, choices, values }: OptionRow): Completion {
  const long = /--[a-z-]+/.exec(flags)?.[0] ?? '';
  const short = /(?:^|\s)(-[a-z])\b/.exec(flags)?.[1];
  return { long, short, description, takesValue: flags.includes('<'), values: choices ?? values ?? [] };
}

const help: OptionRow = { flags: '-h, --help', description: 'what it does and an example' };

function optionsOf({ options }: CommandRow): readonly Completion[] {
  return [...options, help].map(readOption);
}

function namesOf(options: readonly Completion[]): string {
  return options.flatMap(({ long, short }) => (short ? [short, long] : [long])).join(' ');
}

/** Words of a shell between single quotes. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function bash(commands: readonly CommandRow[]): string {
  const rows = commands.map((command) => {
    const options = optionsOf(command);
    const values = options
      .filter(({ takesValue }) => takesValue)
      .map(({ long, values: known }) =>
        known.length === 0
          ? `        ${long}) COMPREPLY=($(compgen -f -- "$word")); return ;;`
          : `        ${long}) COMPREPLY=($(compgen -W ${quote(known.join(' '))} -- "$word")); return ;;`,
      );
    return `    ${command.name})
      case $before in
${values.join('\n')}
      esac
      options=${quote(namesOf(options))} ;;`;
  });
  return `# tagline completions for bash: source this file, or put it in /etc/bash_completion.d
_tagline() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} options=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quote([...commands.map(({ name }) => name), 'help'].join(' '))} -- "$word"))
    return
  fi
  case \${COMP_WORDS[1]} in
${rows.join('\n')}
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _tagline tagline
`;
}

function zsh(commands: readonly CommandRow[]): string {
  const protect = (text: string) => text.replace(/[[\]:\\]/g, '\\$&');
  const rows = commands.map((command) => {
    const specs = optionsOf(command).flatMap(({ long, short, description, takesValue, values }) => {
      const action = values.length === 0 ? '_files' : `(${values.map(escape).join(' ')})`;
      const argument = takesValue ? `:value:${action}` : '';
      return [short, long].flatMap((name) =>
        name === undefined ? [] : [quote(`*${name}[${protect(description)}]${argument}`)],
      );
    });
    return `    ${command.name}) _arguments ${[...specs, quote('*:file:_files')].join(' \\\n      ')} ;;`;
  });
  const described = commands.map(({ name, summary }) => `    ${quote(`${name}:${protect(summary)}`)}`);
  return `#compdef tagline
# tagline completions for zsh: put this file as _tagline into a folder of $fpath
_tagline() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${rows.join('\n')}
  esac
}
compdef _tagline tagline
`;
}

function fish(commands: readonly CommandRow[]): string {
  const literal = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const rows = commands.flatMap((command) => [
    `complete -c tagline -n __fish_use_subcommand -f -a ${command.name} -d ${literal(command.summary)}`,
    ...optionsOf(command).map(({ long, short, description, takesValue, values }) => {
      const names = [...(short ? [`-s ${short.slice(1)}`] : []), `-l ${long.slice(2)}`].join(' ');
      const argument = takesValue ? ' -r' : '';
      const known = values.length === 0 ? '' : ` -f -a ${literal(values.join(' '))}`;
      const condition = literal(`__fish_seen_subcommand_from ${command.name}`);
      return `complete -c tagline -n ${condition} ${names}${argument}${known} -d ${literal(description)}`;
    }),
  ]);
  return `# tagline completions for fish: put this file as tagline.fish into ~/.config/fish/completions
${rows.join('\n')}
`;
}
