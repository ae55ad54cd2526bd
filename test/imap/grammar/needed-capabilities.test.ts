import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/imap/command.js';
import { neededCapabilities } from '../../../src/imap/needed-capabilities.js';
import { partsFrom } from './line.js';

describe('what a command needs', () => {
  it.each([
    ['a NOOP', ''],
    ['a FETCH 1 (FLAGS BODY[])', ''],
    ['a LOGIN bob s3cr3t', ''],
    ['a SELECT INBOX', ''],
    ['a LIST "" *', ''],
    ['a STATUS INBOX (MESSAGES UIDNEXT)', ''],
    ['a MOVE 1 Trash', 'MOVE/rev2'],
    ['a UID EXPUNGE 5', 'UIDPLUS/rev2'],
    ['a COMPRESS DEFLATE', 'COMPRESS=DEFLATE'],
    ['a AUTHENTICATE PLAIN', 'AUTH=PLAIN'],
    ['a AUTHENTICATE plain AGJvYgBzM2NyM3Q=', 'AUTH=PLAIN SASL-IR/rev2'],
    ['a ENABLE condstore IMAP4rev2', 'ENABLE/rev2 CONDSTORE'],
    ['a SELECT INBOX (CONDSTORE)', 'CONDSTORE|QRESYNC'],
    ['a SELECT INBOX (QRESYNC (1 2))', 'QRESYNC'],
    ['a CREATE Sent (USE (\\Sent))', 'CREATE-SPECIAL-USE'],
    ['a LIST (SPECIAL-USE) "" *', 'SPECIAL-USE/rev2'],
    [
      'a LIST "" * RETURN (STATUS (SIZE) MYRIGHTS)',
      'LIST-EXTENDED/rev2 LIST-STATUS/rev2 STATUS=SIZE/rev2 LIST-MYRIGHTS',
    ],
    ['a STATUS INBOX (HIGHESTMODSEQ MAILBOXID)', 'CONDSTORE|QRESYNC OBJECTID'],
    ['a FETCH $ (UID BINARY[1] PREVIEW X-GM-LABELS)', 'SEARCHRES/rev2 BINARY/rev2 PREVIEW X-GM-EXT-1'],
    ['a UID FETCH 1:* (FLAGS) (CHANGEDSINCE 5 VANISHED)', 'CONDSTORE|QRESYNC QRESYNC'],
    ['a STORE 1 (UNCHANGEDSINCE 5) FLAGS ()', 'CONDSTORE|QRESYNC'],
    ['a SEARCH RETURN (SAVE) OLDER 5', 'ESEARCH/rev2 SEARCHRES/rev2 WITHIN'],
    ['a SEARCH OR FUZZY SUBJECT x (MODSEQ 5)', 'SEARCH=FUZZY CONDSTORE|QRESYNC'],
    [
      'a SORT RETURN (PARTIAL 1:5) (DISPLAYFROM) UTF-8 ALL',
      'SORT ESORT|CONTEXT=SORT PARTIAL|CONTEXT=SEARCH SORT=DISPLAY',
    ],
    ['a THREAD references UTF-8 ALL', 'THREAD=* THREAD=REFERENCES'],
    ['a APPEND INBOX {3}', ''],
    ['a APPEND INBOX {3} ~{3}', 'BINARY/rev2 MULTIAPPEND'],
    ['a APPEND INBOX CATENATE (TEXT {3})', 'CATENATE'],
    ['a XYZZY', ''],
    ['a MOVE', 'MOVE/rev2'],
  ])('is known: %s', (line, needs) => {
    const found = neededCapabilities(parseCommand(partsFrom(line)));
    expect(found.map(({ anyOf, inRev2 }) => anyOf.join('|') + (inRev2 ? '/rev2' : '')).join(' ')).toBe(needs);
  });

  it('is told of the very word', () => {
    const command = parseCommand([{ text: 'a FETCH 1 (UID PREVIEW (LAZY))' }]);
    const [{ span } = { span: { start: 0, end: 0 } }] = neededCapabilities(command);
    expect(command.text.slice(span.start, span.end)).toBe('PREVIEW');
  });
});
