import { appendMistakes } from './append.js';
import { fetchMistakes } from './fetch.js';
import { habitMistakes } from './habits.js';
import { mailboxMistakes } from './mailboxes.js';
import type { Mistake } from './mistake.js';
import { searchMistakes } from './search.js';
import { sessionMistakes } from './sessions.js';
import { setMistakes } from './sets.js';
import { storeMistakes } from './store.js';
import { wordMistakes } from './words.js';

/** Every mistake known by name; the first that fits is told. */
export const mistakes: readonly Mistake[] = [
  ...habitMistakes,
  ...sessionMistakes,
  ...storeMistakes,
  ...fetchMistakes,
  ...searchMistakes,
  ...setMistakes,
  ...mailboxMistakes,
  ...appendMistakes,
  ...wordMistakes,
];
