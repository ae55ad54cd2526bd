import type { Octets } from '../text/octets.js';

/** A word of the CAPABILITY list, for people. */
export interface CapabilityDefinition {
  /** As it is registered; a name that ends in `=` or `-` stands for all that begin so, such as `AUTH=PLAIN`. */
  readonly name: string;
  /** Where it is defined, such as `RFC 6851`, or whose it is. */
  readonly source: string;
  /** One sentence: what one can do where it is listed. */
  readonly meaning: string;
}

/** The definition of a capability, whatever the case of its letters; undefined for one that is not known. */
export function findCapability(word: Octets): CapabilityDefinition | undefined {
  const upper = word.toUpperCase();
  return byName.get(upper) ?? families.find(({ name }) => upper.startsWith(name));
}

/** Every registered capability, and the private ones that servers show. */
export const capabilities: readonly CapabilityDefinition[] = [
  capability('IMAP4rev1', 'RFC 3501', 'The server speaks IMAP4rev1.'),
  capability(
    'IMAP4rev2',
    'RFC 9051',
    'The server speaks IMAP4rev2; if it also speaks IMAP4rev1, only after ENABLE IMAP4rev2.',
  ),
  capability('IMAP4', 'RFC 1730', 'The server also speaks the first version of IMAP4.'),
  capability(
    'STARTTLS',
    'RFC 9051 §6.2.1',
    'STARTTLS turns this connection to TLS; the word is gone afterwards.',
  ),
  capability(
    'LOGINDISABLED',
    'RFC 9051 §6.2.3',
    'LOGIN is refused as long as this is here: turn to TLS first, or use AUTHENTICATE.',
  ),
  capability('AUTH=', 'RFC 9051 §6.2.2', 'AUTHENTICATE works with this SASL mechanism.'),
  capability('SASL-IR', 'RFC 4959', 'The first SASL answer may stand in the AUTHENTICATE line itself.'),
  capability(
    'ACL',
    'RFC 4314',
    'Who may do what with a mailbox can be read and changed: GETACL, SETACL, MYRIGHTS.',
  ),
  capability(
    'RIGHTS=',
    'RFC 4314 §2.2',
    'The letters are rights that the server knows beyond those of the first ACL.',
  ),
  capability('ANNOTATE-EXPERIMENT-1', 'RFC 5257', 'Notes can be attached to messages.'),
  capability(
    'APPENDLIMIT',
    'RFC 7889',
    'How large a message APPEND takes differs by mailbox: ask STATUS (APPENDLIMIT).',
  ),
  capability('APPENDLIMIT=', 'RFC 7889', 'No mailbox takes a message of more octets than this.'),
  capability(
    'BINARY',
    'RFC 3516',
    'FETCH BINARY[…] gives parts decoded, and APPEND takes a message with NUL in it as ~{n}.',
  ),
  capability(
    'CATENATE',
    'RFC 4469',
    'APPEND can put a message together out of texts and parts of other messages.',
  ),
  capability(
    'CHILDREN',
    'RFC 3348',
    'LIST tells with \\HasChildren and \\HasNoChildren whether there are mailboxes below.',
  ),
  capability('COMPRESS=DEFLATE', 'RFC 4978', 'COMPRESS DEFLATE makes all that follows smaller.'),
  capability(
    'CONDSTORE',
    'RFC 7162',
    'Messages have change numbers: FETCH MODSEQ, CHANGEDSINCE, STORE UNCHANGEDSINCE.',
  ),
  capability(
    'QRESYNC',
    'RFC 7162',
    'After ENABLE QRESYNC, SELECT tells what changed and vanished since the last visit.',
  ),
  capability(
    'CONTEXT=SEARCH',
    'RFC 5267',
    'The server can keep a search result up to date, and give it in parts.',
  ),
  capability(
    'CONTEXT=SORT',
    'RFC 5267',
    'The server can keep a sorted result up to date, and give it in parts.',
  ),
  capability('CONVERT', 'RFC 5259', 'Parts of messages can be fetched in another media type.'),
  capability(
    'CREATE-SPECIAL-USE',
    'RFC 6154',
    'CREATE can say what the mailbox is for, such as (USE (\\Sent)).',
  ),
  capability(
    'SPECIAL-USE',
    'RFC 6154',
    'LIST tells which mailboxes are \\Sent, \\Drafts, \\Trash and so on.',
  ),
  capability('ENABLE', 'RFC 5161', 'ENABLE switches on extensions that change how the server answers.'),
  capability('ESEARCH', 'RFC 4731', 'SEARCH RETURN (MIN MAX COUNT ALL) gives short results.'),
  capability('ESORT', 'RFC 5267', 'SORT RETURN (…) gives short results.'),
  capability('FILTERS', 'RFC 5466', 'Searches can be stored on the server and used by name.'),
  capability('I18NLEVEL=1', 'RFC 5255 §4.1', 'Searches compare letters of all languages without their case.'),
  capability('I18NLEVEL=2', 'RFC 5255 §4.1', 'COMPARATOR chooses how searches compare letters.'),
  capability('ID', 'RFC 2971', 'ID exchanges the names and versions of client and server.'),
  capability('IDLE', 'RFC 2177', 'During IDLE the server tells of changes by itself; DONE ends it.'),
  capability(
    'IMAPSIEVE=',
    'RFC 6785',
    'Sieve scripts run when something happens to a mailbox; the URL is where they are managed.',
  ),
  capability('INPROGRESS', 'RFC 9585', 'The server may report how far a long command is.'),
  capability('JMAPACCESS', 'RFC 9698', 'The same mail can be reached by JMAP; GETJMAPACCESS tells where.'),
  capability('LANGUAGE', 'RFC 5255 §3', 'LANGUAGE chooses the language of the texts for people.'),
  capability('LIST-EXTENDED', 'RFC 5258', 'LIST takes options and several patterns.'),
  capability('LIST-METADATA', 'RFC 9590', 'LIST can return annotations along with the names.'),
  capability('LIST-MYRIGHTS', 'RFC 8440', 'LIST can return your rights along with the names.'),
  capability('LIST-STATUS', 'RFC 5819', 'LIST can return STATUS data along with the names.'),
  capability(
    'LITERAL+',
    'RFC 7888',
    'Literals of any size may be sent as {n+}, without waiting for the server.',
  ),
  capability(
    'LITERAL-',
    'RFC 7888',
    'Literals of up to 4096 octets may be sent as {n+}, without waiting for the server.',
  ),
  capability('LOGIN-REFERRALS', 'RFC 2221', 'A login may be answered with the address of another server.'),
  capability(
    'MAILBOX-REFERRALS',
    'RFC 2193',
    'A mailbox may be answered with the address of another server.',
  ),
  capability('MESSAGELIMIT=', 'RFC 9738', 'One command does at most so many messages.'),
  capability('SAVELIMIT=', 'RFC 9738', 'A saved search result has at most so many messages.'),
  capability(
    'METADATA',
    'RFC 5464',
    'GETMETADATA and SETMETADATA read and write annotations of mailboxes and of the server.',
  ),
  capability(
    'METADATA-SERVER',
    'RFC 5464',
    'GETMETADATA and SETMETADATA read and write annotations, but of the server only.',
  ),
  capability('MOVE', 'RFC 6851', 'MOVE takes messages to another mailbox in one step.'),
  capability('MULTIAPPEND', 'RFC 3502', 'One APPEND may store several messages, all of them or none.'),
  capability('MULTISEARCH', 'RFC 7377', 'ESEARCH searches several mailboxes at once.'),
  capability('NAMESPACE', 'RFC 2342', "NAMESPACE tells where own, other users' and shared mailboxes begin."),
  capability('NOTIFY', 'RFC 5465', 'NOTIFY chooses which mailboxes and events the server tells of.'),
  capability(
    'OBJECTID',
    'RFC 8474',
    'Mailboxes, messages and threads have identifiers that last: MAILBOXID, EMAILID, THREADID.',
  ),
  capability(
    'PARTIAL',
    'RFC 9394',
    'Results can be asked for in pages, also from the end: RETURN (PARTIAL 1:100).',
  ),
  capability('PREVIEW', 'RFC 8970', 'FETCH PREVIEW gives the first words of a message.'),
  capability('QUOTA', 'RFC 9208', 'GETQUOTA and GETQUOTAROOT tell limits and what is used of them.'),
  capability('QUOTA=RES-', 'RFC 9208 §5', 'The server has limits of this kind.'),
  capability('QUOTASET', 'RFC 9208', 'SETQUOTA changes limits.'),
  capability('REPLACE', 'RFC 8508', 'REPLACE puts a new version in the place of a message in one step.'),
  capability('SAVEDATE', 'RFC 8514', 'Messages know when they came into their mailbox.'),
  capability('SEARCHRES', 'RFC 5182', 'SEARCH RETURN (SAVE) keeps the result, and $ stands for it.'),
  capability('SEARCH=FUZZY', 'RFC 6203', 'The search key FUZZY also finds what is only similar.'),
  capability('SORT', 'RFC 5256', 'SORT gives the messages found in an order.'),
  capability(
    'SORT=DISPLAY',
    'RFC 5957',
    'SORT knows the names that mail programs show: DISPLAYFROM and DISPLAYTO.',
  ),
  capability('STATUS=SIZE', 'RFC 8438', 'STATUS (SIZE) gives the octets of a mailbox.'),
  capability('THREAD=', 'RFC 5256', 'THREAD groups messages into conversations in this way.'),
  capability('UIDBATCHES', 'draft', 'UIDBATCHES divides a mailbox into ranges of about equal size.'),
  capability('UIDONLY', 'RFC 9586', 'After ENABLE UIDONLY there are UIDs only, and no sequence numbers.'),
  capability(
    'UIDPLUS',
    'RFC 4315',
    'APPEND and COPY tell the new UIDs, and UID EXPUNGE removes chosen messages only.',
  ),
  capability(
    'UNAUTHENTICATE',
    'RFC 8437',
    'UNAUTHENTICATE goes back to before the login on the same connection.',
  ),
  capability('UNSELECT', 'RFC 3691', 'UNSELECT leaves a mailbox without removing what is marked \\Deleted.'),
  capability('URLAUTH', 'RFC 4467', 'GENURLAUTH makes a URL that lets others read a part of a message.'),
  capability('URLAUTH=BINARY', 'RFC 5524', 'URLFETCH can decode parts and tell their structure.'),
  capability('URL-PARTIAL', 'RFC 5550', 'URLs may name a part of the octets: ;PARTIAL=.'),
  capability(
    'UTF8=ACCEPT',
    'RFC 9755',
    'After ENABLE UTF8=ACCEPT, strings, mailbox names and headers may be UTF-8.',
  ),
  capability(
    'UTF8=ONLY',
    'RFC 9755',
    'The server speaks UTF-8 only: most commands fail until ENABLE UTF8=ACCEPT.',
  ),
  capability('UTF8=ALL', 'RFC 5738', 'Obsolete: UTF8=ACCEPT took its place.'),
  capability('UTF8=APPEND', 'RFC 5738', 'Obsolete: APPEND UTF8 belongs to UTF8=ACCEPT now.'),
  capability('UTF8=USER', 'RFC 5738', 'Obsolete: UTF8=ACCEPT took its place.'),
  capability('WITHIN', 'RFC 5032', 'SEARCH knows OLDER and YOUNGER, in seconds.'),
  capability('XLIST', 'private to Gmail', 'XLIST tells what mailboxes are for; SPECIAL-USE took its place.'),
  capability(
    'X-GM-EXT-1',
    'private to Gmail',
    "Gmail's search, identifiers and labels: X-GM-RAW, X-GM-MSGID, X-GM-THRID, X-GM-LABELS.",
  ),
  capability(
    'X-DRAFT-',
    'draft',
    'A draft of an extension: the number tells which; the published one has a name of its own.',
  ),
  capability('XYZZY', 'private to Gmail', 'A joke; there is nothing to it.'),
  capability('XAPPLEPUSHSERVICE', 'private to Apple', 'Devices of Apple can be told of new mail.'),
  capability('XAPPLELITERAL', 'private to Apple', 'Says to clients of Apple that literals are handled well.'),
  capability('SCAN', 'private', 'SCAN lists the mailboxes that hold a text.'),
  capability('X-NETSCAPE', 'private to Netscape', 'The server is of the Netscape family.'),
  capability('XMOVE', 'private', 'The forerunner of MOVE.'),
  capability('ANNOTATEMORE', 'draft', 'The forerunner of METADATA, with GETANNOTATION and SETANNOTATION.'),
  capability('ACL2=UNION', 'private to Courier', 'The rights of all identifiers that fit a user add up.'),
  capability('XMAGICTRASH', 'private to Courier', 'Messages that are removed go to the trash first.'),
  capability('XCOURIEROUTBOX=', 'private to Courier', 'Mail that is stored in this mailbox is sent.'),
  capability('XCONVERSATIONS', 'private to Cyrus', 'Messages are grouped into conversations.'),
  capability(
    'SNIPPET=FUZZY',
    'private to Dovecot',
    'FETCH SNIPPET gives the first words of a message; PREVIEW took its place.',
  ),
  capability(
    'PREVIEW=FUZZY',
    'draft',
    'FETCH PREVIEW (FUZZY) gives the first words of a message, as a draft of PREVIEW had it.',
  ),
  capability('CLIENTACCESSRULES', 'private to Exchange', "Exchange's own; a client has no use for it."),
  capability(
    'CLIENTNETWORKPRESENCELOCATION',
    'private to Exchange',
    "Exchange's own; a client has no use for it.",
  ),
  capability('BACKENDAUTHENTICATE', 'private to Exchange', "Exchange's own; a client has no use for it."),
];

const byName: ReadonlyMap<string, CapabilityDefinition> = new Map(
  capabilities.map((one) => [one.name.toUpperCase(), one]),
);
const families = capabilities.filter(({ name }) => /[=-]$/.test(name) && name !== 'LITERAL-');

function capability(name: string, source: string, meaning: string): CapabilityDefinition {
  return { name, source, meaning };
}
