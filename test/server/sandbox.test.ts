import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/server/sandbox.js';
import { talk } from '../support/talk.js';

describe('the sandbox', () => {
  let sandbox: Sandbox;
  const output = vi.spyOn(console, 'error');
  const login = () => `a1 LOGIN ${sandbox.user} ${sandbox.password}\r\n`;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it.each([
    [
      'a1 CAPABILITY\r\n',
      '* CAPABILITY IMAP4rev1 SASL-IR STARTTLS ID ENABLE CONDSTORE IDLE LITERAL+ NAMESPACE MOVE UIDPLUS UNSELECT SPECIAL-USE CREATE-SPECIAL-USE',
    ],
    ['a2 LIST "" *\r\n', '* LIST (\\HasNoChildren) "/" "INBOX"'],
    ['a2 SELECT INBOX\r\n', '* 5 EXISTS'],
    ['a2 STATUS Drafts (MESSAGES UIDVALIDITY)\r\n', '* STATUS Drafts (MESSAGES 1 UIDVALIDITY 1004)'],
  ])('answers %s', async (command, answer) => {
    const heard = await talk(sandbox, [login(), command]);
    expect(heard.split('\r\n')).toContain(answer);
  });
});
