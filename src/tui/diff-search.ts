import { currentRow, type DiffState } from './diff-state.js';
import { revealText } from './folding.js';
import type { Key } from './keys.js';
import { typeInto } from './prompt.js';
import { compilePattern, rowMatches } from './search.js';
import { settle } from './viewport.js';

type Prompt = NonNullable<DiffState['prompt']>;

/** The state after a key while a search is typed: it shows what is found so far, from where it began. */
export function typeSearch(state: DiffState, prompt: Prompt, key: Key): DiffState {
  const typed = typeInto(prompt.text, key);
  if (typed.kind === 'cancelled') return settle({ ...prompt.before, size: state.size });
  if (typed.kind === 'entered') return finishSearch(state, prompt);
  const before = settle({ ...prompt.before, size: state.size });
  const found = typed.text === '' ? undefined : findMatch(before, typed.text, currentRow(before), 1);
  const shown = found === undefined ? before : revealText(before, found);
  return { ...shown, search: typed.text, prompt: { text: typed.text, before: prompt.before } };
}

function finishSearch(state: DiffState, { text, before }: Prompt): DiffState {
  const search = text === '' ? before.search : text;
  const done = { ...state, search, prompt: undefined };
  if (text === '') return search === '' ? done : nextMatch(done, 1);
  const found = findMatch(before, text, currentRow(before), 1);
  return found === undefined ? { ...done, message: `"${text}" is not found.` } : done;
}

/** Goes to the next place with what was searched for, or to the one before. */
export function nextMatch(state: DiffState, step: 1 | -1): DiffState {
  const row = currentRow(state);
  const found = findMatch(state, state.search, row + step, step);
  if (found === undefined) return { ...state, message: `"${state.search}" is not found.` };
  const wentRound = step === 1 ? found <= row : found >= row;
  const revealed = revealText(state, found);
  if (!wentRound) return revealed;
  return { ...revealed, message: `The search went on from the ${step === 1 ? 'top' : 'bottom'}.` };
}

/** The next row with the text, from `from` on and round the end. */
function findMatch(state: DiffState, text: string, from: number, step: 1 | -1): number | undefined {
  const { rows } = state.index;
  const pattern = compilePattern(text);
  for (let count = 0; count < rows.length; count++) {
    const at = (from + step * count + rows.length * 2) % rows.length;
    const row = rows[at];
    if (row && rowMatches(row, pattern)) return at;
  }
  return undefined;
}
