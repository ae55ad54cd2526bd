import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.js';
import { completionsFor, type Shell, shells } from '../../src/cli/completions.js';
import { inFolder, tagline } from '../support/tagline.js';

function has(shell: Shell): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}

/** What the bash completion offers for the last word. */
function complete(...words: readonly string[]): readonly string[] {
  const given = ['tagline', ...words].map((word) => `'${word}'`).join(' ');
  const script = `${completionsFor('bash', commands)}
COMP_WORDS=(${given}); COMP_CWORD=${words.length}; _tagline; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split('\n');
}

describe('tagline completions', () => {
  it.skipIf(!has('bash'))('complete commands, options and their values in bash', () => {
    expect(complete('comp')).toEqual(['compare', 'completions']);
    expect(complete('test', '--re')).toEqual(['--retry']);
    expect(complete('test', '--format', 'j')).toEqual(['json', 'junit']);
    expect(complete('run', '--server', 's')).toEqual(['sandbox:']);
    expect(complete('lint', 'package.j')).toEqual(['package.json']);
  });

  it.each(shells.filter(has))('are a script that %s reads', async (shell) => {
    await inFolder({ script: completionsFor(shell, commands) }, async (cwd) => {
      const read = spawnSync(shell, ['-n', 'script'], { cwd, encoding: 'utf8' });
      expect(read).toMatchObject({ status: 0, stderr: '' });
    });
  });

  it.each(shells)('name every command and option for %s', (shell) => {
    const script = completionsFor(shell, commands);
    for (const { name, options } of commands) {
      expect(script).toContain(name);
      for (const { flags } of options) expect(script).toContain(/--([a-z-]+)/.exec(flags)?.[1]);
    }
  });

  it('know three shells', async () => {
    expect((await tagline(['completions', 'fish'])).stdout).toContain('complete -c tagline');
    const run = await tagline(['completions', 'fihs']);
    expect(run.stderr).toContain('Unknown shell "fihs": did you mean fish?');
    expect(run.status).toBe(2);
  });
});
