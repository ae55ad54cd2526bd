import { appendMistakes } from './append.js';
import { dateMistakes } from './dates.js';
import { extensionMistakes } from './extensions.js';
import { fetchMistakes } from './fetch.js';
import { habitMistakes } from './habits.js';
import { listMistakes } from './lists.js';
import { mailboxMistakes } from './mailboxes.js';
import type { Mistake } from './mistake.js';
import { searchMistakes } from './search.js';
import { sessionMistakes } from './sessions.js';
import { setMistakes } from './sets.js';
import { sortMistakes } from './sort.js';
import { statusMistakes } from './status.js';
import { storeMistakes } from './store.js';
import { wordMistakes } from './words.js';

/** Every mistake known by name; the first that fits is told. */
export const mistakes: readonly Mistake[] = [
  ...habitMistakes,
  ...sessionMistakes,
  ...storeMistakes,
  ...fetchMistakes,
  ...dateMistakes,
  ...sortMistakes,
  ...searchMistakes,
  ...setMistakes,
  ...statusMistakes,
  ...listMistakes,
  ...extensionMistakes,
  ...mailboxMistakes,
  ...appendMistakes,
  ...wordMistakes,
];
