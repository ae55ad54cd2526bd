import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/cli/config.js';
import { processHost } from '../../src/cli/host.js';
import { inFolder } from '../support/tagline.js';

const validate = new Ajv().compile(JSON.parse(readFileSync('schema/config.schema.json', 'utf8')));

/** [what, the configuration, what is wrong with it] */
const configs: readonly (readonly [string, unknown, RegExp | undefined])[] = [
  ['an empty one', {}, undefined],
  [
    'everything there is',
    {
      $schema: 'x',
      server: 'old',
      servers: { old: { url: 'imaps://x', user: 'bob', ca: 'ca.pem', insecure: false, profile: 'exchange' } },
      users: { bob: { login: 'bob@x', passwordFile: 'p', passwordVariable: 'P' } },
      variables: { box: 'INBOX' },
      lint: { for: ['dovecot'], rules: { T001: 'off', 'reused-tag': 'error' } },
    },
    undefined,
  ],
  ['a mistyped key', { sever: 'x' }, /Unknown key "sever": did you mean "server"\?/],
  [
    'a mistyped key inside',
    { servers: { a: { url: 'x', usr: 'b' } } },
    /"servers\.a\.usr": did you mean "user"\?/,
  ],
  ['a server without a URL', { servers: { a: {} } }, /servers\.a: missing "url"/],
  ['a number for a text', { server: 5 }, /server: expected a text in quotes/],
  ['a text for a truth value', { servers: { a: { url: 'x', insecure: 'yes' } } }, /expected true or false/],
  [
    'an unknown severity',
    { lint: { rules: { T001: 'fatal' } } },
    /expected one of error, warning, note, off/,
  ],
  ['a list for an object', [], /the file: expected \{/],
];

describe('the configuration', () => {
  it.each(configs)('reads %s', async (_what, config, problem) => {
    const reading = inFolder({ 'tagline.config.json': JSON.stringify(config) }, (cwd) =>
      readConfig({ ...processHost(process), cwd }, undefined),
    );
    if (problem) await expect(reading).rejects.toThrow(problem);
    else await expect(reading).resolves.toMatchObject(config as object);
    expect(validate(config)).toBe(problem === undefined);
  });

  it('says where JSON is broken', async () => {
    const reading = inFolder({ 'tagline.config.json': '{"server": }' }, (cwd) =>
      readConfig({ ...processHost(process), cwd }, undefined),
    );
    await expect(reading).rejects.toThrow(/tagline\.config\.json: expected JSON/);
  });
});
