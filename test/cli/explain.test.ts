import { describe, expect, it } from 'vitest';
import { tagline } from '../support/tagline.js';

describe('tagline explain', () => {
  it.each([
    ['T001', /^## T001 missing-tag\n/],
    ['missing-tag', /^## T001 missing-tag\n/],
    ['UID FETCH', /^UID FETCH uid-set item/],
    ['condstore', /^CONDSTORE {3}capability, RFC 7162\n {2}Messages have change numbers/],
    ['auth=plain', /^auth=plain {3}capability, RFC 9051 §6.2.2\n/],
    ['IDLE', /^IDLE\n.*\n\nIDLE {3}capability, RFC 2177\n/s],
    [
      '* OK [CAPABILITY IMAP4rev1 AUTH=LOGIN X-OURS] ready',
      /^IMAP4rev1 {3}cap.*\nAUTH=LOGIN {3}cap.*\nX-OURS {3}not known\n$/s,
    ],
    ['S002', /^## S002 unknown-directive\n\nerror · script\n\nno directive has this word\n$/],
    ['READ-ONLY', /^\[READ-ONLY\]/],
    ['overquota', /^\[OVERQUOTA\]/],
    [
      '* SEARCH 12 ',
      /^\* SEARCH 12 \n {11}\^ The response ends in a blank.*\n\* SEARCH \[number …\] {3}RFC 3501/,
    ],
    ['S: * 2 FETCH (MODSEQ 4)', /^\* 2 FETCH \(MODSEQ 4\)\n {18}\^ The value of MODSEQ/],
    ['* 5 EXISTS', /^\* number EXISTS {3}RFC 9051 §7.4.1\n$/],
    ['* 1 FETCH (BODY[] {12}', /^\* number-from-1 FETCH/],
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
