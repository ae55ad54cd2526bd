import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
      lint: { for: ['dovecot'], revision: 'rfc3501', rules: { T001: 'off', 'reused-tag': 'error' } },
    },
    undefined,
  ],
  [
    'rules of a folder',
    { lint: { folders: { old: { rules: { T001: 'note' }, for: ['courier'] } } } },
    undefined,
  ],
  [
    'folders inside folders',
    { lint: { folders: { old: { folders: {} } } } },
    /"lint\.folders\.old\.folders"/,
  ],
  ['an unknown revision', { lint: { revision: 'rfc2060' } }, /expected one of rfc3501, rfc9051, both/],
  ['a number to extend', { extends: 5 }, /extends: expected a text in quotes, or a list of them/],
  ['a mistyped extends', { extend: 'x' }, /Unknown key "extend": did you mean "extends"\?/],
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
    else await expect(reading).resolves.toMatchObject(anchored(config as object));
    expect(validate(config)).toBe(problem === undefined);
  });

  it('says where JSON is broken', async () => {
    const reading = inFolder({ 'tagline.config.json': '{"server": }' }, (cwd) =>
      readConfig({ ...processHost(process), cwd }, undefined),
    );
    await expect(reading).rejects.toThrow(/tagline\.config\.json: expected JSON/);
  });
});

/** What is read: the same, but for paths, which are from the root. */
function anchored(config: object): object {
  const isPath = (key: string) => ['ca', 'passwordFile'].includes(key);
  return JSON.parse(JSON.stringify(config), (key, value) => {
    if (isPath(key)) return expect.stringMatching(new RegExp(`/${value}$`));
    return key === 'folders' ? expect.anything() : value;
  });
}

describe('a configuration that extends another', () => {
  const base = {
    server: 'old',
    servers: { old: { url: 'imaps://old', ca: 'ca.pem' } },
    users: { bob: { login: 'bob' } },
    lint: {
      for: ['dovecot'],
      rules: { T001: 'note', T003: 'off' },
      folders: { drafts: { rules: { W001: 'off' } } },
    },
  };

  it('has the last word, by server, user, variable, rule and folder', async () => {
    const own = {
      extends: ['../shared/base.json', '../shared/more.json'],
      servers: { new: { url: 'imaps://new' } },
      lint: { rules: { T001: 'error' }, folders: { '../shared/drafts': { rules: { W002: 'off' } } } },
    };
    const files = {
      'shared/base.json': JSON.stringify(base),
      'shared/more.json': '{"server": "new", "lint": {"for": ["courier"]}}',
      'project/tagline.config.json': JSON.stringify(own),
    };
    await inFolder(files, async (cwd) => {
      const config = await readConfig({ ...processHost(process), cwd: join(cwd, 'project') }, undefined);
      expect(config).toEqual({
        folder: join(cwd, 'project'),
        files: ['shared/base.json', 'shared/more.json', 'project/tagline.config.json'].map((file) =>
          join(cwd, file),
        ),
        server: 'new',
        servers: {
          old: { url: 'imaps://old', ca: join(cwd, 'shared/ca.pem') },
          new: { url: 'imaps://new' },
        },
        users: { bob: { login: 'bob' } },
        variables: {},
        lint: {
          for: ['courier'],
          rules: { T001: 'error', T003: 'off' },
          folders: { [join(cwd, 'shared/drafts')]: { rules: { W001: 'off', W002: 'off' } } },
        },
      });
    });
  });

  const refusals: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['itself', { 'tagline.config.json': '{"extends": "./tagline.config.json"}' }, /extends this file again/],
    [
      'one that extends it',
      { 'tagline.config.json': '{"extends": "a.json"}', 'a.json': '{"extends": "tagline.config.json"}' },
      /a\.json: extends tagline\.config\.json, which extends this file again/,
    ],
    [
      'one that is not there',
      { 'tagline.config.json': '{"extends": "no.json"}' },
      /no\.json: there is no such file/,
    ],
    [
      'one with a mistyped key',
      { 'tagline.config.json': '{"extends": "a.json"}', 'a.json': '{"lnit": {}}' },
      /a\.json: Unknown key "lnit": did you mean "lint"\?/,
    ],
  ];
  it.each(refusals)('is refused when it extends %s', async (_what, files, message) => {
    const reading = inFolder(files, (cwd) => readConfig({ ...processHost(process), cwd }, undefined));
    await expect(reading).rejects.toThrow(message);
  });
});
