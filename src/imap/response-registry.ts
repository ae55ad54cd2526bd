import { upperAscii } from '../text/octets.js';
import type { Grammar } from './grammar/reader.js';
import * as extensions from './grammar/responses/extension-data.js';
import { convertedData, fetchData } from './grammar/responses/fetch-data.js';
import * as mailboxes from './grammar/responses/mailbox-data.js';
import * as searches from './grammar/responses/search-data.js';
import { statusText } from './grammar/responses/text.js';
import { WordTable } from './grammar/word-table.js';

/** One untagged response. */
export interface ResponseDefinition {
  /** In upper case, such as `FETCH`. */
  readonly name: string;
  /** For people, such as `number EXISTS`. */
  readonly syntax: string;
  /** Where it is defined. */
  readonly section: string;
  /** What stands before the name: nothing, any number, or one from 1. */
  readonly number: 'none' | 'any' | 'from 1';
  /** What stands behind the name, the blank before it included. */
  readonly data: Grammar;
}

function row(syntax: string, section: string, data: Grammar = () => true): ResponseDefinition {
  const [first = '', second = ''] = syntax.split(' ');
  const number = first === 'number' ? 'any' : first === 'number-from-1' ? 'from 1' : 'none';
  return { name: number === 'none' ? first : second, syntax, section, number, data };
}

/** Every untagged response: of RFC 9051 and RFC 3501, of their extensions, and private ones that people meet. */
export const responses: readonly ResponseDefinition[] = [
  row('OK [[code]] text', 'RFC 9051 §7.1.1', statusText),
  row('NO [[code]] text', 'RFC 9051 §7.1.2', statusText),
  row('BAD [[code]] text', 'RFC 9051 §7.1.3', statusText),
  row('PREAUTH [[code]] text', 'RFC 9051 §7.1.4', statusText),
  row('BYE [[code]] text', 'RFC 9051 §7.1.5', statusText),

  row('ENABLED [capability …]', 'RFC 9051 §7.2.1', mailboxes.enabled),
  row('CAPABILITY capability …', 'RFC 9051 §7.2.2', mailboxes.capabilities),

  row('LIST (attribute …) "separator" mailbox [(extended data)]', 'RFC 9051 §7.3.1', mailboxes.mailboxList),
  row('NAMESPACE personal others shared', 'RFC 9051 §7.3.2', mailboxes.namespaceData),
  row('STATUS mailbox (item value …)', 'RFC 9051 §7.3.3', mailboxes.statusData),
  row('ESEARCH [(TAG "tag")] [UID] [result …]', 'RFC 9051 §7.3.4', searches.extendedSearch),
  row('FLAGS (flag …)', 'RFC 9051 §7.3.5', mailboxes.flagsData),
  row('LSUB (attribute …) "separator" mailbox', 'RFC 3501 §7.2.3', mailboxes.mailboxList),
  row('SEARCH [number …]', 'RFC 3501 §7.2.5', searches.numbers),
  row('number EXISTS', 'RFC 9051 §7.4.1'),
  row('number RECENT', 'RFC 3501 §7.3.2'),
  row('number-from-1 EXPUNGE', 'RFC 9051 §7.5.1'),
  row('number-from-1 FETCH (item value …)', 'RFC 9051 §7.5.2', fetchData),

  row('ID NIL | (name value …)', 'RFC 2971 §3.2', extensions.idData),
  row('ACL mailbox [identifier rights …]', 'RFC 4314 §3.6', extensions.aclData),
  row('LISTRIGHTS mailbox identifier rights …', 'RFC 4314 §3.7', extensions.listRightsData),
  row('MYRIGHTS mailbox rights', 'RFC 4314 §3.8', extensions.myRightsData),
  row('GENURLAUTH url …', 'RFC 4467 §7', extensions.genUrlAuthData),
  row('URLFETCH url content …', 'RFC 4467 §7, RFC 5524 §3.2', extensions.urlFetchData),
  row('LANGUAGE (language …)', 'RFC 5255 §3.3', extensions.languageData),
  row('COMPARATOR comparator [(comparator …)]', 'RFC 5255 §4.8', extensions.comparatorData),
  row('SORT [number …]', 'RFC 5256 §4', searches.numbers),
  row('THREAD [(number …)…]', 'RFC 5256 §4', searches.threads),
  row('CONVERSION "from-type" "to-type" [(name …)]', 'RFC 5259 §5.2', extensions.conversionData),
  row('number-from-1 CONVERTED (TAG "tag") (item value …)', 'RFC 5259 §8.1', convertedData),
  row('METADATA mailbox (entry value …) | entry …', 'RFC 5464 §4.4', extensions.metadataData),
  row('VANISHED [(EARLIER)] uids', 'RFC 7162 §3.2.10', searches.vanished),
  row('QUOTA quota-root (resource used limit …)', 'RFC 9208 §4.2.1', extensions.quotaData),
  row('QUOTAROOT mailbox [quota-root …]', 'RFC 9208 §4.2.2', extensions.quotaRootData),
  row('number-from-1 UIDFETCH (item value …)', 'RFC 9586 §3.3', fetchData),
  row('JMAPACCESS "url"', 'RFC 9698 §4', extensions.jmapAccessData),
  row('UIDBATCHES (TAG "tag") [uid-ranges]', 'draft-ietf-mailmaint-imap-uidbatches', searches.batches),

  row('XLIST (attribute …) "separator" mailbox', 'Gmail', mailboxes.mailboxList),
  row('XAPPLEPUSHSERVICE key value …', 'Apple', extensions.pushServiceData),
  row(
    'ANNOTATION mailbox entry (attribute value …)',
    'draft-daboo-imap-annotatemore',
    extensions.annotationData,
  ),
];

/** The responses by name. */
export const responseTable: WordTable<ResponseDefinition> = new WordTable(
  Object.fromEntries(responses.map((response) => [response.name, response])),
);

/** A response by its name in any case of letters. */
export function findResponse(name: string): ResponseDefinition | undefined {
  return responseTable.get(upperAscii(name));
}
