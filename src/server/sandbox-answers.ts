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

function isText(attribute: unknown): attribute is { value: string } {
  return isObject(attribute) && attribute.type === 'TEXT' && typeof attribute.value === 'string';
}

function hasPartial(attribute: unknown): attribute is { readonly partial: readonly unknown[] } {
  return isObject(attribute) && Array.isArray(attribute.partial);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
