import type { Invocation } from './command.js';
import { profileOption, serverOptions } from './option-rows.js';
import { hidePassword } from './server-choice.js';

/** The options of this command line that say where and how scripts are played, for another one. They hold no password. */
export function repeatedOptions({ options }: Pick<Invocation, 'options'>): readonly string[] {
  const secrets = options.texts('secret');
  return [...serverOptions, profileOption, { flags: '--config <file>' }].flatMap(({ flags }) => {
    const [flag = ''] = flags.split(' ');
    const name = flag.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    if (options.flag(name)) return [flag];
    const values = [options.text(name) ?? [], options.texts(name)].flat();
    return values.flatMap((value) => [flag, withoutSecrets(name, value, secrets)]);
  });
}

function withoutSecrets(name: string, value: string, secrets: readonly string[]): string {
  if (name === 'server' || name === 'proxy') return hidePassword(value);
  const [variable = ''] = value.split('=', 1);
  return name === 'var' && secrets.includes(variable) ? `${variable}=‹redacted›` : value;
}
