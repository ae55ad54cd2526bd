import type { Response } from '../imap/response.js';
import { subtractSequenceSet } from '../imap/sequence-set.js';
import type { Mismatch } from '../match/mismatch.js';
import type { Octets } from '../text/octets.js';
import { causeOf } from './course.js';
import type { Cause } from './result.js';
import type { RunningStep } from './running-step.js';

/** Messages that an EXISTS stated and that are not there, with the step whose EXISTS it was. */
interface Absence {
  readonly stated: number;
  readonly came: number;
  readonly cause: Cause;
}

/**
 * What a connection's mailbox lacks since an EXISTS was lower than stated. A step that fails only because of messages that
 * are not there follows from it. Told from message numbers alone, so an EXPUNGE, which changes them, ends it.
 */
export class AbsentMessages {
  #absence: Absence | undefined;

  /** A step was judged: gives the earlier one whose EXISTS explains all that fails in it. */
  follow(step: RunningStep, mismatches: readonly Mismatch[]): Cause | undefined {
    if (!this.#absence && mismatches.length === 0) return undefined;
    const failing = mismatches.filter(({ fails }) => fails);
    if (leavesMailbox.has(step.start.name)) this.#absence = undefined;
    const absence = this.#absence;
    const cause = absence && isExplained(absence, step, failing) ? absence.cause : undefined;
    this.#absence = step.responses.some(isExpunge) ? undefined : nextAbsence(absence, step, failing, cause);
    return cause;
  }
}

const leavesMailbox: ReadonlySet<Octets> = new Set(['SELECT', 'EXAMINE', 'CLOSE', 'UNSELECT']);

function isExpunge(response: Response): boolean {
  return response.kind === 'data' && (response.name === 'EXPUNGE' || response.name === 'VANISHED');
}

/** What an EXISTS of the step says: it is lower than stated, or as stated, and then nothing lacks any more. */
function nextAbsence(
  before: Absence | undefined,
  step: RunningStep,
  failing: readonly Mismatch[],
  cause: Cause | undefined,
): Absence | undefined {
  const lower = failing.map(existsIn).find((exists) => exists && exists.came < exists.stated);
  if (lower) {
    const own = { ...causeOf(step.start, step.answer?.status ?? 'OK'), exists: lower };
    return { ...lower, cause: cause ?? step.cause ?? own };
  }
  const isTold = step.responses.some((response) => response.kind === 'data' && response.name === 'EXISTS');
  return isTold ? undefined : before;
}

/** `* 3 EXISTS` on both sides. */
function existsIn({ expected, actual }: Mismatch): Pick<Absence, 'stated' | 'came'> | undefined {
  const [stated, came] = [expected, actual].map(
    (side) => /^\* (\d{1,9}) EXISTS$/i.exec(side?.text ?? '')?.[1],
  );
  return stated && came ? { stated: Number(stated), came: Number(came) } : undefined;
}

function isExplained(absence: Absence, step: RunningStep, failing: readonly Mismatch[]): boolean {
  if (failing.length === 0) return false;
  const isRefused = step.answer !== undefined && step.answer.status !== 'OK';
  if (isRefused && namesAbsent(absence, step))
    return failing.every(({ class: name }) => name === 'status' || name === 'missing');
  return failing.every(
    (mismatch) =>
      isAbsentMessage(absence, mismatch) ||
      isSameGap(absence, mismatch) ||
      lacksFound(absence, step, mismatch) ||
      isStatusOfIt(absence, mismatch),
  );
}

const takesNumbers: ReadonlySet<Octets> = new Set(['FETCH', 'STORE', 'COPY', 'MOVE']);

/** `FETCH 1:4 …` of a mailbox with three messages. */
function namesAbsent({ stated, came }: Absence, { start }: RunningStep): boolean {
  const [set = ''] = start.argumentText.split(' ', 1);
  return (
    takesNumbers.has(start.name) &&
    areAbsent(stated, came, came === 0 ? set : subtractSequenceSet(set, `1:${came}`))
  );
}

function areAbsent(stated: number, came: number, numbers: Octets | undefined): boolean {
  return !!numbers && subtractSequenceSet(numbers, `${came + 1}:${stated}`) === '';
}

/** `* 4 FETCH (…)` is missing. */
function isAbsentMessage({ stated, came }: Absence, { class: name, expected }: Mismatch): boolean {
  const number = /^\* (\d{1,9}) FETCH /i.exec(expected?.text ?? '')?.[1];
  return name === 'missing' && expected?.start === 0 && areAbsent(stated, came, number);
}

/** Another EXISTS is as many too low. */
function isSameGap({ stated, came }: Absence, mismatch: Mismatch): boolean {
  const exists = existsIn(mismatch);
  return exists !== undefined && exists.stated - exists.came === stated - came;
}

/** Message numbers that a SEARCH did not find. */
function lacksFound(
  { stated, came }: Absence,
  { start }: RunningStep,
  { expected, actual }: Mismatch,
): boolean {
  const [wanted, found] = [expected, actual].map((side) => numbersOf(side?.text ?? ''));
  if (start.name !== 'SEARCH' || !wanted || found === undefined) return false;
  return areAbsent(stated, came, found === '' ? wanted : subtractSequenceSet(wanted, found));
}

function numbersOf(line: string): Octets | undefined {
  return /^\* SEARCH((?: \d+)*)$/i.exec(line)?.[1]?.trim().replaceAll(' ', ',');
}

/** `* STATUS x (MESSAGES 4 UNSEEN 4)`: as many messages as stated and as came, so it is about the same ones. */
function isStatusOfIt({ stated, came }: Absence, { class: name, expected, actual }: Mismatch): boolean {
  const counts = (text: string | undefined, number: number) =>
    new RegExp(`^\\* STATUS .*\\bMESSAGES ${number}[ )]`, 'i').test(text ?? '');
  const item = /(\w+) $/.exec(expected?.text.slice(0, expected.start) ?? '')?.[1]?.toUpperCase();
  return (
    name === 'value' &&
    counts(expected?.text, stated) &&
    counts(actual?.text, came) &&
    /^(?:MESSAGES|RECENT|UNSEEN|DELETED|SIZE)$/.test(item ?? '')
  );
}
