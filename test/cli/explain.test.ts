import { describe, expect, it } from 'vitest';
import { tagline } from '../support/tagline.js';

describe('tagline explain', () => {
  it.each([
    ['T001', /^## T001 missing-tag\n/],
    ['missing-tag', /^## T001 missing-tag\n/],
    ['UID FETCH', /^UID FETCH uid-set item/],
    ['S002', /^## S002 unknown-directive\n\nerror · script\n\nno directive has this word\n$/],
    ['overquota', /^\[OVERQUOTA\]/],
    ['a2 NO There is no replica for that mailbox on this server.', /^Exchange 2003 says this when/],
  ])('%s', async (thing, text) => {
    expect(await tagline(['explain', ...thing.split(' ')])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(text),
    });
  });

  it('offers a near name for what it does not know', async () => {
    expect(await tagline(['explain', 'OVERQOUTA'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('did you mean OVERQUOTA?'),
    });
  });
});
