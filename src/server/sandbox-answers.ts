/** An answer as hoodiecrow is about to send it; it may be changed until then. */
export interface SandboxAnswer {
  readonly tag: string;
  command: string;
  attributes?: unknown[];
}

/** Puts right where hoodiecrow answers otherwise than servers do. */
export function correctAnswer(answer: SandboxAnswer): void {
  for (const correct of corrections) correct(answer);
}

const corrections: readonly ((answer: SandboxAnswer) => void)[] = [
  cutStackTrace,
  refuseUnknownMailbox,
  shortenPartial,
  closeRanks,
];

/** It answers an unknown SEARCH key with the stack of its error: many lines, and the folders of this machine. */
function cutStackTrace({ attributes }: SandboxAnswer): void {
  for (const text of attributes ?? []) if (isText(text)) text.value = text.value.replace(/\r?\n.*/s, '');
}

/** BAD is for what cannot be understood; that a mailbox is not there is a NO (RFC 9051 §7.1). */
function refuseUnknownMailbox(answer: SandboxAnswer): void {
  const [text] = answer.attributes ?? [];
  if (answer.command !== 'BAD' || !isText(text) || !/^Invalid mailbox (?:name|argument)$/.test(text.value))
    return;
  answer.command = 'NO';
  text.value = 'Mailbox does not exist';
}

/** `BODY[]<0.5>` asks, `BODY[]<0>` answers: the response tells the first octet only (RFC 9051 §7.5.2). */
function shortenPartial({ attributes = [] }: SandboxAnswer): void {
  for (const [at, attribute] of attributes.entries()) {
    if (Array.isArray(attribute)) shortenPartial({ tag: '', command: '', attributes: attribute });
    else if (hasPartial(attribute)) attributes[at] = { ...attribute, partial: attribute.partial.slice(0, 1) };
  }
}

/**
 * It puts a blank between the parts of a message, and between addresses, where `body-type-mpart = 1*body SP …` and
 * `env-to = "(" 1*address ")"` have none (RFC 9051 §9).
 */
function closeRanks({ attributes = [] }: SandboxAnswer): void {
  for (const items of attributes.filter(Array.isArray)) {
    for (const [at, item] of items.entries()) {
      const value = isStructure(items[at - 1]) && Array.isArray(item) ? writeList(item) : undefined;
      if (value !== undefined) items[at] = { type: 'TEXT', value };
    }
  }
}

function isStructure(item: unknown): boolean {
  return isObject(item) && /^(?:BODY|BODYSTRUCTURE|ENVELOPE)$/.test(String(item.value));
}

/** Lists at the beginning of a list are parts or addresses. Undefined where a string needs a literal. */
function writeList(items: readonly unknown[]): string | undefined {
  const others = items.findIndex((item) => !Array.isArray(item));
  let text = '';
  for (const [at, item] of items.entries()) {
    const written = Array.isArray(item) ? writeList(item) : writeValue(item);
    if (written === undefined) return undefined;
    text += at === 0 || others === -1 || at < others ? written : ` ${written}`;
  }
  return `(${text})`;
}

function writeValue(item: unknown): string | undefined {
  if (item === null || item === undefined) return 'NIL';
  if (typeof item === 'number') return String(item);
  const value = isObject(item) ? item.value : item;
  if (typeof value !== 'string' || /[^\x20-\x7e]/.test(value)) return undefined;
  return isObject(item) && item.type !== 'STRING' ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function isText(attribute: unknown): attribute is { value: string } {
  return isObject(attribute) && attribute.type === 'TEXT' && typeof attribute.value === 'string';
}

function hasPartial(attribute: unknown): attribute is { readonly partial: readonly unknown[] } {
  return isObject(attribute) && Array.isArray(attribute.partial);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
