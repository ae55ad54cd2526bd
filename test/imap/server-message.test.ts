import { describe, expect, it } from 'vitest';
import { explainServerLine } from '../../src/imap/server-message.js';

describe("a server's words", () => {
  it.each([
    [
      'a2 NO There is no replica for that mailbox on this server.',
      /Exchange 2003 says this when the mailbox was moved/,
    ],
    ['tag NO Account is locked out.', /the account is locked/],
    ['SELECT BAD Protocol Error: "Unidentifiable command specified".', /<tag><one blank><command>/],
    ['a1 NO [AUTHENTICATIONFAILED] Authentication failed.', /^\[AUTHENTICATIONFAILED\] /],
    ['* BYE Too many invalid IMAP commands.', /^Dovecot .*connect again/],
    ['a1 NO [overquota] no', /^\[OVERQUOTA\] /],
  ])('%s are explained', (line, explanation) => expect(explainServerLine(line)).toMatch(explanation));

  it.each(['a1 OK done', '* 3 EXISTS', '', 'a1 NO something else'])('%s need no explanation', (line) =>
    expect(explainServerLine(line)).toBeUndefined(),
  );
});
