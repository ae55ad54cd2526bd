import type { Octets } from '../text/octets.js';
import { upperAscii } from '../text/octets.js';
import { ofIdentifier, ofMailbox, setAcl } from './grammar/acl.js';
import { append, replace } from './grammar/append.js';
import { conversions, convert } from './grammar/convert.js';
import { fetchMessages, uidFetchMessages } from './grammar/fetch.js';
import { listMailboxes, listPlain } from './grammar/list.js';
import { authenticate, compress, enable, login } from './grammar/login.js';
import { getAnnotation, getMetadata, setAnnotation, setMetadata } from './grammar/metadata.js';
import { esearch } from './grammar/multisearch.js';
import { nearestWord } from './grammar/nearest-word.js';
import { notify } from './grammar/notify.js';
import * as extra from './grammar/private.js';
import { getQuota, setQuota } from './grammar/quota.js';
import type { Grammar } from './grammar/reader.js';
import { search } from './grammar/search.js';
import { create, rename, select } from './grammar/select.js';
import { cancelUpdate, comparator, id, language, noArguments } from './grammar/session.js';
import { sort, thread } from './grammar/sort-thread.js';
import { status } from './grammar/status.js';
import { copy, store, uidExpunge } from './grammar/store.js';
import { genUrlAuth, resetKey, urlFetch } from './grammar/urlauth.js';
import { WordTable } from './grammar/word-table.js';
import type { Phase } from './state.js';

/** One client command. */
export interface CommandDefinition {
  /** In upper case, such as `UID FETCH`. */
  readonly name: Octets;
  /** Where it may be given. */
  readonly states: readonly Phase[];
  /** What the server must announce; a `*` at the end stands for anything. Undefined: IMAP4rev1 itself has it. */
  readonly capability: string | undefined;
  /** IMAP4rev2 has it without the capability. */
  readonly inRev2: boolean;
  /** The revision that alone has it. */
  readonly dialect: 'rfc3501' | 'both';
  /** Where it is defined. */
  readonly section: string;
  /** For people, such as `LOGIN userid password`. */
  readonly syntax: string;
  /** What stands behind the name, the blank before it included. */
  readonly arguments: Grammar;
  /** What may be sent before its answer has come (RFC 9051 §5.5). */
  readonly pipelining: Pipelining;
  /** It changes the selected mailbox, so that it has no place after EXAMINE. */
  readonly writes: boolean;
  /** It tells messages by their sequence numbers. */
  readonly usesNumbers: boolean;
}

/**
 * `alone`: nothing. `free`: anything, for no EXPUNGE may come meanwhile. `no-numbers`: nothing that has sequence
 * numbers, for EXPUNGE may come and change them.
 */
export type Pipelining = 'alone' | 'free' | 'no-numbers';

const always: readonly Phase[] = ['not-authenticated', 'authenticated', 'selected'];
const before: readonly Phase[] = ['not-authenticated'];
const loggedIn: readonly Phase[] = ['authenticated', 'selected'];
const unselected: readonly Phase[] = ['authenticated'];
const selected: readonly Phase[] = ['selected'];

type Extras = Partial<Omit<CommandDefinition, 'name' | 'states' | 'arguments' | 'section' | 'syntax'>>;

function row(
  states: readonly Phase[],
  syntax: string,
  section: string,
  grammar: Grammar,
  extras: Extras = {},
): CommandDefinition {
  return {
    name: nameOf(syntax),
    states,
    capability: undefined,
    inRev2: false,
    dialect: 'both',
    section,
    syntax,
    arguments: grammar,
    pipelining: 'no-numbers',
    writes: false,
    usesNumbers: false,
    ...extras,
  };
}

function nameOf(syntax: string): Octets {
  return /^(?:UID )?\S+/.exec(syntax)?.[0] ?? syntax;
}

const alone: Extras = { pipelining: 'alone' };
const onNumbers: Extras = { pipelining: 'free', usesNumbers: true };

/** Every command: of RFC 9051 and RFC 3501, of their extensions, and the private ones seen in the wild. */
export const commands: readonly CommandDefinition[] = [
  row(always, 'CAPABILITY', 'RFC 9051 §6.1.1', noArguments),
  row(always, 'NOOP', 'RFC 9051 §6.1.2', noArguments),
  row(always, 'LOGOUT', 'RFC 9051 §6.1.3', noArguments, alone),
  row(always, 'ID NIL | (name value …)', 'RFC 2971 §3.1', id, { capability: 'ID' }),
  row(always, 'LANGUAGE [language …]', 'RFC 5255 §3.2', language, { capability: 'LANGUAGE' }),

  row(before, 'STARTTLS', 'RFC 9051 §6.2.1', noArguments, { ...alone, capability: 'STARTTLS' }),
  row(before, 'AUTHENTICATE mechanism [initial-response]', 'RFC 9051 §6.2.2', authenticate, alone),
  row(before, 'LOGIN userid password', 'RFC 9051 §6.2.3', login, alone),

  row(unselected, 'ENABLE capability …', 'RFC 9051 §6.3.1', enable, { capability: 'ENABLE', inRev2: true }),
  row(loggedIn, 'SELECT mailbox [(parameter …)]', 'RFC 9051 §6.3.2', select),
  row(loggedIn, 'EXAMINE mailbox [(parameter …)]', 'RFC 9051 §6.3.3', select),
  row(loggedIn, 'CREATE mailbox [(USE (attribute …))]', 'RFC 9051 §6.3.4', create),
  row(loggedIn, 'DELETE mailbox', 'RFC 9051 §6.3.5', ofMailbox),
  row(loggedIn, 'RENAME mailbox new-name', 'RFC 9051 §6.3.6', rename),
  row(loggedIn, 'SUBSCRIBE mailbox', 'RFC 9051 §6.3.7', ofMailbox),
  row(loggedIn, 'UNSUBSCRIBE mailbox', 'RFC 9051 §6.3.8', ofMailbox),
  row(loggedIn, 'LIST [(option …)] reference pattern [RETURN (option …)]', 'RFC 9051 §6.3.9', listMailboxes),
  row(loggedIn, 'LSUB reference pattern', 'RFC 3501 §6.3.9', listPlain, { dialect: 'rfc3501' }),
  row(loggedIn, 'NAMESPACE', 'RFC 9051 §6.3.10', noArguments, { capability: 'NAMESPACE', inRev2: true }),
  row(loggedIn, 'STATUS mailbox (item …)', 'RFC 9051 §6.3.11', status),
  row(loggedIn, 'APPEND mailbox [(flag …)] [date-time] {literal}', 'RFC 9051 §6.3.12', append),
  row(loggedIn, 'IDLE', 'RFC 9051 §6.3.13', noArguments, { ...alone, capability: 'IDLE', inRev2: true }),

  row(selected, 'CHECK', 'RFC 3501 §6.4.1', noArguments, { dialect: 'rfc3501' }),
  row(selected, 'CLOSE', 'RFC 9051 §6.4.1', noArguments),
  row(selected, 'UNSELECT', 'RFC 9051 §6.4.2', noArguments, { capability: 'UNSELECT', inRev2: true }),
  row(selected, 'EXPUNGE', 'RFC 9051 §6.4.3', noArguments, { writes: true }),
  row(selected, 'SEARCH [RETURN (option …)] [CHARSET charset] key …', 'RFC 9051 §6.4.4', search, onNumbers),
  row(
    selected,
    'FETCH sequence-set item | (item …) [(modifier …)]',
    'RFC 9051 §6.4.5',
    fetchMessages,
    onNumbers,
  ),
  row(
    selected,
    'STORE sequence-set [(modifier …)] +FLAGS | -FLAGS | FLAGS (flag …)',
    'RFC 9051 §6.4.6',
    store,
    {
      ...onNumbers,
      writes: true,
    },
  ),
  row(selected, 'COPY sequence-set mailbox', 'RFC 9051 §6.4.7', copy, { usesNumbers: true }),
  row(selected, 'MOVE sequence-set mailbox', 'RFC 9051 §6.4.8', copy, {
    capability: 'MOVE',
    inRev2: true,
    usesNumbers: true,
    writes: true,
  }),
  row(selected, 'UID EXPUNGE uid-set', 'RFC 9051 §6.4.9', uidExpunge, {
    capability: 'UIDPLUS',
    inRev2: true,
    writes: true,
  }),
  row(selected, 'UID SEARCH [RETURN (option …)] [CHARSET charset] key …', 'RFC 9051 §6.4.9', search),
  row(selected, 'UID FETCH uid-set item | (item …) [(modifier …)]', 'RFC 9051 §6.4.9', uidFetchMessages),
  row(
    selected,
    'UID STORE uid-set [(modifier …)] +FLAGS | -FLAGS | FLAGS (flag …)',
    'RFC 9051 §6.4.9',
    store,
    {
      writes: true,
    },
  ),
  row(selected, 'UID COPY uid-set mailbox', 'RFC 9051 §6.4.9', copy),
  row(selected, 'UID MOVE uid-set mailbox', 'RFC 9051 §6.4.9', copy, {
    capability: 'MOVE',
    inRev2: true,
    writes: true,
  }),

  row(loggedIn, 'GETQUOTA quota-root', 'RFC 9208 §4.1.1', getQuota, { capability: 'QUOTA' }),
  row(loggedIn, 'GETQUOTAROOT mailbox', 'RFC 9208 §4.1.2', ofMailbox, { capability: 'QUOTA' }),
  row(loggedIn, 'SETQUOTA quota-root (resource limit …)', 'RFC 9208 §4.1.3', setQuota, {
    capability: 'QUOTA*',
  }),
  row(loggedIn, 'GETACL mailbox', 'RFC 4314 §3.3', ofMailbox, { capability: 'ACL' }),
  row(loggedIn, 'SETACL mailbox identifier rights', 'RFC 4314 §3.1', setAcl, { capability: 'ACL' }),
  row(loggedIn, 'DELETEACL mailbox identifier', 'RFC 4314 §3.2', ofIdentifier, { capability: 'ACL' }),
  row(loggedIn, 'LISTRIGHTS mailbox identifier', 'RFC 4314 §3.4', ofIdentifier, { capability: 'ACL' }),
  row(loggedIn, 'MYRIGHTS mailbox', 'RFC 4314 §3.5', ofMailbox, { capability: 'ACL' }),
  row(loggedIn, 'RLIST reference pattern', 'RFC 2193 §5.1', listPlain, { capability: 'MAILBOX-REFERRALS' }),
  row(loggedIn, 'RLSUB reference pattern', 'RFC 2193 §5.2', listPlain, { capability: 'MAILBOX-REFERRALS' }),
  row(loggedIn, 'GETMETADATA [(option …)] mailbox entry | (entry …)', 'RFC 5464 §4.2', getMetadata, {
    capability: 'METADATA*',
  }),
  row(loggedIn, 'SETMETADATA mailbox (entry value …)', 'RFC 5464 §4.3', setMetadata, {
    capability: 'METADATA*',
  }),
  row(loggedIn, 'GENURLAUTH url mechanism …', 'RFC 4467 §6', genUrlAuth, { capability: 'URLAUTH' }),
  row(loggedIn, 'RESETKEY [mailbox [mechanism …]]', 'RFC 4467 §6', resetKey, { capability: 'URLAUTH' }),
  row(loggedIn, 'URLFETCH url …', 'RFC 4467 §6', urlFetch, { capability: 'URLAUTH' }),
  row(loggedIn, 'COMPRESS DEFLATE', 'RFC 4978 §3', compress, { ...alone, capability: 'COMPRESS=DEFLATE' }),
  row(loggedIn, 'COMPARATOR [comparator …]', 'RFC 5255 §4.7', comparator, { capability: 'I18NLEVEL=2' }),
  row(loggedIn, 'NOTIFY NONE | SET [STATUS] (mailboxes (event …)) …', 'RFC 5465 §3.1', notify, {
    capability: 'NOTIFY',
  }),
  row(loggedIn, 'UNAUTHENTICATE', 'RFC 8437 §2', noArguments, { ...alone, capability: 'UNAUTHENTICATE' }),
  row(loggedIn, 'GETJMAPACCESS', 'RFC 9698 §4', noArguments, { capability: 'JMAPACCESS' }),
  row(loggedIn, 'CONVERSIONS from-type to-type', 'RFC 5259 §5', conversions, { capability: 'CONVERT' }),
  row(loggedIn, 'ESEARCH [IN (mailboxes)] [RETURN (option …)] key …', 'RFC 7377 §2', esearch, {
    capability: 'MULTISEARCH',
  }),
  row(loggedIn, 'UID ESEARCH [IN (mailboxes)] [RETURN (option …)] key …', 'RFC 7377 §2', esearch, {
    capability: 'MULTISEARCH',
  }),

  row(selected, 'SORT [RETURN (option …)] (criterion …) charset key …', 'RFC 5256 §3', sort, {
    ...onNumbers,
    capability: 'SORT',
  }),
  row(selected, 'UID SORT [RETURN (option …)] (criterion …) charset key …', 'RFC 5256 §3', sort, {
    capability: 'SORT',
  }),
  row(selected, 'THREAD algorithm charset key …', 'RFC 5256 §3', thread, {
    ...onNumbers,
    capability: 'THREAD=*',
  }),
  row(selected, 'UID THREAD algorithm charset key …', 'RFC 5256 §3', thread, { capability: 'THREAD=*' }),
  row(selected, 'CANCELUPDATE "tag" …', 'RFC 5267 §4.3.5', cancelUpdate, { capability: 'CONTEXT=*' }),
  row(selected, 'CONVERT sequence-set ("type" [(parameters)]) item', 'RFC 5259 §6', convert, {
    ...onNumbers,
    capability: 'CONVERT',
  }),
  row(selected, 'UID CONVERT uid-set ("type" [(parameters)]) item', 'RFC 5259 §6', convert, {
    capability: 'CONVERT',
  }),
  row(selected, 'REPLACE number mailbox [(flag …)] [date-time] {literal}', 'RFC 8508 §3', replace, {
    capability: 'REPLACE',
    usesNumbers: true,
    writes: true,
  }),
  row(selected, 'UID REPLACE uid mailbox [(flag …)] [date-time] {literal}', 'RFC 8508 §3', replace, {
    capability: 'REPLACE',
    writes: true,
  }),
  row(selected, 'UIDBATCHES size [from:to]', 'draft-ietf-mailmaint-imap-uidbatches', extra.uidBatches, {
    capability: 'UIDBATCHES',
  }),

  row(loggedIn, 'XLIST reference pattern', 'Gmail', listPlain, { capability: 'XLIST' }),
  row(loggedIn, 'XAPPLEPUSHSERVICE key value …', 'Apple', extra.xApplePushService, {
    capability: 'XAPPLEPUSHSERVICE',
  }),
  row(loggedIn, 'GETANNOTATION pattern entry attribute', 'draft-daboo-imap-annotatemore', getAnnotation, {
    capability: 'ANNOTATEMORE',
  }),
  row(
    loggedIn,
    'SETANNOTATION pattern entry (attribute value …)',
    'draft-daboo-imap-annotatemore',
    setAnnotation,
    {
      capability: 'ANNOTATEMORE',
    },
  ),
  row(loggedIn, 'SCAN reference pattern text', 'UW IMAP', extra.scan, { capability: 'SCAN' }),
  row(loggedIn, 'PROXYAUTH userid', 'Netscape', extra.proxyAuth, alone),
  row(selected, 'XMOVE sequence-set mailbox', 'Cyrus', copy, {
    capability: 'XMOVE',
    usesNumbers: true,
    writes: true,
  }),
  row(selected, 'UID XMOVE uid-set mailbox', 'Cyrus', copy, { capability: 'XMOVE', writes: true }),
  row(loggedIn, 'XCONVFETCH (id …) mod-sequence (item …)', 'Cyrus', extra.xConvFetch),
  row(selected, 'XCONVSORT (criterion …) [(window …)] charset key …', 'Cyrus', extra.xConvSort),
  row(selected, 'XCONVUPDATES (criterion …) (window …) charset key …', 'Cyrus', extra.xConvUpdates),
  row(loggedIn, 'XCONVMETA (id …) (item …)', 'Cyrus', extra.xConvMeta),
  row(loggedIn, 'XSTATS [name …]', 'Cyrus', extra.xStats),
  row(loggedIn, 'XSNIPPETS ((mailbox uidvalidity (uid …)) …) charset key …', 'Cyrus', extra.xSnippets),
  row(loggedIn, 'XWARMUP mailbox (item …) [UIDS uid-set]', 'Cyrus', extra.xWarmup),
  row(loggedIn, 'XBACKUP mailbox [channel]', 'Cyrus', extra.xBackup),
  row(loggedIn, 'XFER mailbox server [partition]', 'Cyrus', extra.xFer),
  row(loggedIn, 'RECONSTRUCT mailbox [RECURSIVE]', 'Cyrus', extra.reconstruct),
  row(loggedIn, 'XKILLMY name', 'Cyrus', extra.xKillMy),
  row(loggedIn, 'DUMP …', 'Cyrus', extra.anything),
  row(loggedIn, 'UNDUMP …', 'Cyrus', extra.anything),
  row(loggedIn, 'LOCALAPPEND …', 'Cyrus', extra.anything),
  row(loggedIn, 'LOCALCREATE …', 'Cyrus', extra.anything),
  row(loggedIn, 'LOCALDELETE …', 'Cyrus', extra.anything),
  row(loggedIn, 'GETUSERGROUP …', 'Cyrus', extra.anything),
  row(loggedIn, 'SETUSERGROUP …', 'Cyrus', extra.anything),
  row(loggedIn, 'UNSETUSERGROUP …', 'Cyrus', extra.anything),
  row(loggedIn, 'NETSCAPE', 'Netscape', noArguments, { capability: 'X-NETSCAPE' }),
  row(loggedIn, 'FIND MAILBOXES | ALL.MAILBOXES | BBOARDS pattern', 'RFC 1176', extra.find),
  row(loggedIn, 'BBOARD name', 'RFC 1176', ofMailbox),
  row(selected, 'PARTIAL number item position length', 'RFC 1730 §6.4.5', extra.partialCommand, onNumbers),
];

/** The commands by name; those with UID by the word behind it. */
export const commandTable: WordTable<CommandDefinition> = tableOf((name) => !name.startsWith('UID '), 0);
export const uidCommandTable: WordTable<CommandDefinition> = tableOf((name) => name.startsWith('UID '), 4);

function tableOf(isWanted: (name: string) => boolean, cut: number): WordTable<CommandDefinition> {
  const wanted = commands.filter(({ name }) => isWanted(name));
  return new WordTable(Object.fromEntries(wanted.map((command) => [command.name.slice(cut), command])));
}

/** A command by its name in any case of letters, such as `uid fetch`. */
export function findCommand(name: Octets): CommandDefinition | undefined {
  const upper = upperAscii(name);
  return upper.startsWith('UID ') ? uidCommandTable.get(upper.slice(4)) : commandTable.get(upper);
}

/** The name of the command that somebody who wrote this most likely meant. */
export function nearestCommand(name: Octets): string | undefined {
  return nearestWord(name, commandTable.words);
}
