import type { ServerAnswer } from '../../text/diagnostic.js';
import { encodeUtf8, type Octets } from '../../text/octets.js';
import type { Evidence, Mistake, MistakeKind, Phase } from './dialect.js';
import { dialects } from './index.js';

/** How many servers are shown when nobody says which. */
const most = 2;

/**
 * What servers answer to a mistake. Without a choice: the two that tell most, which are those where more happens than
 * a refusal, and then those that stand first in the list.
 */
export function predict(mistake: Mistake, phase: Phase, chosen?: readonly string[]): ServerAnswer[] {
  return chooseEvidence(mistake.kind, phase, chosen).map(({ name, evidence }) => ({
    server: name,
    answer: fillAnswer(answerOf(evidence), mistake),
    effect: effectOf(evidence),
  }));
}

interface NamedEvidence {
  readonly name: string;
  readonly evidence: Evidence;
}

const chosenBefore = new Map<string, readonly NamedEvidence[]>();

/** The same for each mistake of a kind, so that it is looked for once. */
function chooseEvidence(
  kind: MistakeKind,
  phase: Phase,
  chosen?: readonly string[],
): readonly NamedEvidence[] {
  const key = `${kind} ${phase} ${chosen?.join(' ') ?? '*'}`;
  const found = chosenBefore.get(key) ?? rankEvidence(kind, phase, chosen);
  chosenBefore.set(key, found);
  return found;
}

function rankEvidence(kind: MistakeKind, phase: Phase, chosen?: readonly string[]): readonly NamedEvidence[] {
  const known = dialects.flatMap(({ id, name, answers }) => {
    const evidence = answers[kind]?.[phase];
    return evidence === undefined ? [] : [{ id, name, evidence }];
  });
  if (chosen) return known.filter(({ id }) => chosen.includes(id));
  return known.toSorted((a, b) => danger(b.evidence) - danger(a.evidence)).slice(0, most);
}

/** The case of the evidence that a mistake of this name is, if servers were asked about it in this command. */
export function kindOfMistake(name: string, command: string): MistakeKind | undefined {
  if (!isMistakeKind(name)) return undefined;
  return (askedOf[name] ?? /^/).test(command) ? name : undefined;
}

function isMistakeKind(name: string): name is MistakeKind {
  return name !== '' && dialects.some(({ answers }) => name in answers);
}

/** In which commands servers were asked, where the answer to another may be another. */
const askedOf: Readonly<Partial<Record<MistakeKind, RegExp>>> = {
  'mailbox-with-blank': /^(?:SELECT|EXAMINE)$/,
  'sequence-number-zero': /^(?:UID )?FETCH$/,
  'range-with-hyphen': /^(?:UID )?FETCH$/,
  'set-with-blank': /^(?:UID )?FETCH$/,
};

/** The answer to this very line. */
export function fillAnswer(answer: string, { line, at }: Pick<Mistake, 'line' | 'at'>): Octets {
  const [tag = '', command = ''] = line.split(' ', 2);
  const values: Readonly<Record<string, Octets>> = {
    tag,
    command,
    COMMAND: command.toUpperCase(),
    Command: command.slice(0, 1).toUpperCase() + command.slice(1).toLowerCase(),
    at: String(at),
    length: String(line.length),
  };
  return encodeUtf8(answer).replace(/<(\w+)>/g, (whole, name: string) => values[name] ?? whole);
}

function danger(evidence: Evidence): number {
  return effectOf(evidence) ? 1 : 0;
}

export function answerOf(evidence: Evidence): string {
  return typeof evidence === 'string' ? evidence : evidence.answer;
}

function effectOf(evidence: Evidence): string {
  return typeof evidence === 'string' ? '' : evidence.effect;
}
