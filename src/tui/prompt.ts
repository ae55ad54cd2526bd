import type { Key } from './keys.js';

/** What a key makes of a line that is being typed. */
export type Typed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'entered' }
  | { readonly kind: 'cancelled' };

export function typeInto(text: string, key: Key): Typed {
  if (key === 'enter') return { kind: 'entered' };
  if (key === 'escape' || (key === 'backspace' && text === '')) return { kind: 'cancelled' };
  if (key === 'backspace') return { kind: 'text', text: [...text].slice(0, -1).join('') };
  if (key === 'ctrl+u') return { kind: 'text', text: '' };
  if (key === 'ctrl+w') return { kind: 'text', text: text.replace(/\S+\s*$/, '') };
  if (key === 'space') return { kind: 'text', text: `${text} ` };
  return { kind: 'text', text: [...key].length === 1 ? text + key : text };
}
