/**
 * A node of a command's argument tree, with its place in the command's text. Keywords are nodes too, so that a tree
 * reads like the line it came from.
 */
export interface Argument {
  readonly kind: ArgumentKind;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Argument[];
}

export type ArgumentKind =
  | 'acl-rights'
  | 'astring'
  | 'atom'
  | 'base64'
  | 'capability'
  | 'charset'
  | 'criteria'
  | 'date'
  | 'date-time'
  | 'entry'
  | 'event-group'
  | 'fetch-item'
  | 'field-name'
  | 'field-value'
  | 'flag'
  | 'flag-list'
  | 'identifier'
  | 'keyword'
  | 'language'
  | 'list'
  | 'mailbox'
  | 'mailbox-pattern'
  | 'mechanism'
  | 'message'
  | 'mod-sequence'
  | 'number'
  | 'object-id'
  | 'options'
  | 'partial'
  | 'password'
  | 'quota-root'
  | 'reference'
  | 'resource'
  | 'search-key'
  | 'section'
  | 'sequence-set'
  | 'sort-key'
  | 'status-item'
  | 'string'
  | 'tag'
  | 'uid-set'
  | 'url'
  | 'userid'
  | 'value';
