import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Framed, Framer } from '../../src/imap/framer.js';
import { parseResponse, type Response } from '../../src/imap/response.js';
import { shapeOfCode, shapeOfResponse } from '../../src/imap/response-shapes.js';
import { createRedactor } from '../../src/imap/secret.js';
import { findResponseProblem, type ResponsePart } from '../../src/imap/server-line.js';
import { bytesOf, type Octets, octetsOf } from '../../src/text/octets.js';
import { type Dovecot, describeWithDovecot, startDovecot } from '../support/dovecot.js';
import { misfits } from './misfits.js';

const message = [
  'Date: Wed, 17 Jul 1996 02:23:25 -0700',
  'From: "Terry \\"T\\" Gray" <gray@example.org>',
  'Subject: {5}',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  'Content-Type: text/plain; charset=utf-8; format=flowed',
  'Content-Language: en, de',
  '',
  'a1 OK (this is {3}',
  '--x',
  'Content-Type: message/rfc822',
  '',
  'Subject: inner',
  '',
  'hello',
  '--x',
  'Content-Type: image/png; name=p.png',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="p.png"',
  '',
  'AAECAw0K',
  '--x--',
  '',
].join('\r\n');

/** What is asked of a real server, to see all that it answers. */
const commands: readonly Octets[] = [
  'CAPABILITY',
  'ID ("name" "tagline")',
  'NAMESPACE',
  'ENABLE CONDSTORE',
  'CREATE "a \\"b\\" &AOk-"',
  'CREATE sub/deep',
  `APPEND INBOX (\\Seen $Label) "17-Jul-1996 02:44:25 -0700" {${message.length}+}\r\n${message}`,
  `APPEND INBOX () {${message.length}+}\r\n${message}`,
  'LIST "" *',
  'LIST (SUBSCRIBED) "" % RETURN (CHILDREN SPECIAL-USE STATUS (MESSAGES UIDNEXT))',
  'LSUB "" *',
  'STATUS "a \\"b\\" &AOk-" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)',
  'SELECT INBOX',
  'FETCH 1:* ALL',
  'FETCH 1 (BODY BODYSTRUCTURE UID MODSEQ RFC822.SIZE)',
  'FETCH 1 (BODY.PEEK[] BODY.PEEK[1] BODY.PEEK[HEADER.FIELDS (SUBJECT "From")]<0.20> BINARY.PEEK[3] BINARY.SIZE[3] BODY.PEEK[9])',
  'SEARCH ALL',
  'UID SEARCH RETURN (MIN MAX COUNT ALL) ALL',
  'SORT (REVERSE DATE) UTF-8 ALL',
  'THREAD REFERENCES UTF-8 ALL',
  'STORE 1 +FLAGS (\\Deleted $Other)',
  'COPY 1 sub/deep',
  'UID MOVE 2 sub/deep',
  'EXPUNGE',
  'SELECT nowhere',
  'FETCH',
  'X-UNKNOWN "a',
  'LOGOUT',
];

describeWithDovecot('what Dovecot says', () => {
  let dovecot: Dovecot;
  let received: Uint8Array;

  beforeAll(async () => {
    dovecot = await startDovecot();
    received = await talk(dovecot);
  });
  afterAll(() => dovecot?.stop());

  it('is cut into responses without losing an octet', () => {
    const responses = frame([received]);
    expect(responses.join('')).toBe(octetsOf(received));
    expect(responses.at(-1)).toMatch(/^a27 OK/);
  });

  it('is cut in the same places when it comes one octet at a time', () => {
    expect(frame(Array.from(received, (byte) => Uint8Array.of(byte)))).toEqual(frame([received]));
  });

  it('is understood, all of it', () => {
    const responses = parse(received);
    expect(responses.filter(({ kind }) => kind === 'malformed')).toEqual([]);
    expect(responses.filter(({ kind }) => kind === 'tagged')).toHaveLength(commands.length + 1);
  });

  it('is what the grammar of responses has', () => {
    const responses = frame([received]);
    expect(responses.length).toBeGreaterThan(60);
    expect(responses.map((octets) => findResponseProblem(partsOf(octets))).filter(Boolean)).toEqual([]);
  });

  it('has the shapes that comparisons rely on', () => {
    expect(parse(received).flatMap(misfitsOf)).toEqual([]);
  });

  it('holds the password nowhere once it is redacted', () => {
    const redactor = createRedactor();
    const login = redactor.client(`l LOGIN alice ${dovecot.password}\r\n`);
    const shown = [login, ...frame([received]).map((octets) => redactor.server(octets))].join('');
    expect(shown).not.toContain(dovecot.password);
    expect(shown).toContain('alice');
  });
});

async function talk({ host, port, password }: Dovecot): Promise<Uint8Array> {
  const socket = connect(port, host);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) {
    if (chunks.length === 0) socket.write(`l LOGIN alice ${password}\r\n`);
    chunks.push(chunk);
    if (/^l OK/m.test(chunk.toString('latin1'))) {
      socket.write(bytesOf(commands.map((command, index) => `a${index} ${command}\r\n`).join('')));
    }
  }
  return Buffer.concat(chunks);
}

function frame(chunks: Iterable<Uint8Array>): Octets[] {
  const framer = new Framer();
  const found: Framed[] = [];
  for (const chunk of chunks) {
    framer.receive(chunk);
    for (let framed = framer.next(); framed; framed = framer.next()) found.push(framed);
  }
  return found.map((framed) => (framed.kind === 'response' ? framed.octets : framed.message));
}

/** A framed response as its lines, and marks for its literals. */
function partsOf(octets: Octets): ResponsePart[] {
  const found = /(~?)\{(\d+)\}\r\n/.exec(octets);
  if (!found || /^(?:\+|\* (?:OK|NO|BAD|BYE)|\S+ (?:OK|NO|BAD)) /.test(octets))
    return [{ text: octets.replace(/\r\n$/, '') }];
  const [announcement, tilde, count] = found;
  const text = octets.slice(0, found.index);
  const rest = octets.slice(found.index + announcement.length + Number(count));
  return [{ text, literal: { binary: tilde === '~' } }, ...partsOf(rest)];
}

function parse(bytes: Uint8Array): Response[] {
  return frame([bytes]).map((octets) => parseResponse(octets));
}

function misfitsOf(response: Response): string[] {
  if (response.kind === 'malformed') return [];
  if (response.kind === 'data') {
    const found = misfits(shapeOfResponse(response.name).values, response.values);
    return found.filter((misfit) => misfit !== 'no list').map((misfit) => `${response.name}: ${misfit}`);
  }
  return response.code ? misfits(shapeOfCode(response.code.name), response.code.values) : [];
}
