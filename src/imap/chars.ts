/**
 * The character classes of the IMAP grammar (RFC 9051 §9; RFC 3501 §9 has the same unless a comment says otherwise),
 * as one table: `isIn(code, atomChar)` is a look-up. Octets above 0x7F are in none of them.
 */
const table = new Uint16Array(512);

export type CharClass = number;

/** `ATOM-CHAR = <any CHAR except atom-specials>` */
export const atomChar: CharClass = define(1, except('(){ %*"\\]'));

/** `ASTRING-CHAR = ATOM-CHAR / resp-specials` */
export const astringChar: CharClass = define(2, except('(){ %*"\\'));

/** `tag = 1*<any ASTRING-CHAR except "+">` */
export const tagChar: CharClass = define(4, except('(){ %*"\\+'));

/** `list-char = ATOM-CHAR / list-wildcards / resp-specials` */
export const listChar: CharClass = define(8, except('(){ "\\'));

/** `DIGIT` */
export const digit: CharClass = define(32, (code) => code >= 0x30 && code <= 0x39);

/** `base64-char = ALPHA / DIGIT / "+" / "/"` */
export const base64Char: CharClass = define(64, (code) => /[A-Za-z0-9+/]/.test(String.fromCharCode(code)));

/** What stands for itself in a quoted string: `<any TEXT-CHAR except quoted-specials>`, seven bits. */
export const quotedChar: CharClass = define(
  16,
  (code) => code > 0 && code < 0x80 && !'\r\n"\\'.includes(String.fromCharCode(code)),
);

/** What keywords such as `BODY.PEEK`, `+FLAGS.SILENT` and `UTF8=ACCEPT` are made of. */
export const keywordChar: CharClass = define(128, (code) =>
  /[A-Za-z0-9+\-._=;/]/.test(String.fromCharCode(code)),
);

/** `tagged-label-fchar = ALPHA / "-" / "_" / "."` — RFC 4466 §3 */
export const tagLabelFirst: CharClass = define(256, (code) => /[A-Za-z\-_.]/.test(String.fromCharCode(code)));

/** `tagged-label-char = tagged-label-fchar / DIGIT / ":"` */
export const tagLabelChar: CharClass = define(512, (code) =>
  /[A-Za-z0-9\-_.:]/.test(String.fromCharCode(code)),
);

/** Whether an octet is in a class; NaN, which `charCodeAt` gives behind the end, is in none. */
export function isIn(code: number, charClass: CharClass): boolean {
  return ((table[code] ?? 0) & charClass) !== 0;
}

/** The offset of the first octet at or behind `from` that is not in the class; `end` when there is none. */
export function skip(octets: string, from: number, charClass: CharClass, end = octets.length): number {
  let at = from;
  while (at < end && isIn(octets.charCodeAt(at), charClass)) at++;
  return at;
}

/** As `skip`, over numbers that end with one which is in no class. */
export function skipArray(octets: Uint16Array, from: number, charClass: CharClass): number {
  let at = from;
  while (isIn(octets[at] as number, charClass)) at++;
  return at;
}

/** Whether a text is one or more octets of a class. */
export function isAll(octets: string, charClass: CharClass): boolean {
  return octets.length > 0 && skip(octets, 0, charClass) === octets.length;
}

function define(bit: number, holds: (code: number) => boolean): CharClass {
  for (let code = 0; code < 256; code++) if (holds(code)) table[code] = (table[code] ?? 0) | bit;
  return bit;
}

/** `CHAR` without controls and without some others. */
function except(specials: string): (code: number) => boolean {
  return (code) => code > 0x1f && code < 0x7f && !specials.includes(String.fromCharCode(code));
}
