import type { Response, TaggedResponse } from '../imap/response.js';
import {
  type Bindings,
  type Expectation,
  type MatchPolicy,
  type MatchResult,
  matchAnswers,
} from '../match/match.js';
import type { Mismatch } from '../match/mismatch.js';
import { type Octets, visible } from '../text/octets.js';
import { createDifference } from './difference.js';
import { isUntaggedBad } from './link.js';
import type { RunningStep } from './running-step.js';

/** What names stand for, in the script and in the transcript: the recorder's names are its own. */
export interface Names {
  readonly script: Bindings;
  readonly recorded: Bindings;
  /** Where the script's names got their values. */
  readonly places: MatchResult['places'];
}

export interface Judgement {
  readonly mismatches: readonly Mismatch[];
  readonly names: Names;
}

/**
 * Compares what came for a step with what the script and the transcript say about it. `together` are the steps that were
 * answered since something was waited for last.
 */
export function judge(step: RunningStep, names: Names, together: readonly RunningStep[] = []): Judgement {
  const { start, responses } = step;
  const { script, recorded: strict } = start.policies;
  const isClear = isClearly(step);
  const stated = isClear ? undefined : matchStated(step, names, together);
  const recorded =
    start.recorded && matchAnswers(start.recorded, responses, withCommand(strict, step), names.recorded);
  const strays = recorded ? [] : findStrays(step);
  const isShown =
    ({ ignored }: MatchPolicy) =>
    (mismatch: Mismatch) =>
      !ignored.has(mismatch.class);
  return {
    mismatches: statusFirst([
      ...step.differences,
      ...(recorded?.mismatches ?? []).filter(isShown(strict)),
      // What is missing may be missing because of them.
      ...[
        ...strays.map((stray) => ({ ...stray, fails: script.failing.has(stray.class) })),
        ...(stated?.mismatches ?? []).map((mismatch) => withWait(mismatch, step)),
      ].filter(isShown(script)),
    ]),
    names: {
      script: stated?.bindings ?? names.script,
      recorded: recorded?.bindings ?? names.recorded,
      places: stated?.places ?? names.places,
    },
  };
}

/** Nothing is to be said of it: the usual case. */
export function isPlain(step: RunningStep): boolean {
  return !step.start.recorded && isNothingBesides(step) && isClearly(step);
}

function isClearly(step: RunningStep): boolean {
  const { extra, mode } = step.start.policies.script;
  return extra === 'allow' && mode === 'data' && isPlainlyMet(step);
}

/** Of a response that never came, how long was waited for it. */
function withWait(mismatch: Mismatch, { waited }: RunningStep): Mismatch {
  const { class: name, message, expected } = mismatch;
  const isWhole = expected?.start === 0 && expected.end === expected.text.length;
  if (waited === 0 || name !== 'missing' || !isWhole) return mismatch;
  return { ...mismatch, message: `${message}; waited ${waited / 1000} s for it` };
}

/** Commands that say what some of the server's words mean. */
function withCommand(policy: MatchPolicy, { start }: RunningStep): MatchPolicy {
  if (start.name === 'AUTHENTICATE' || start.name === 'SORT') return { ...policy, command: start.name };
  const isSort = start.name === 'UID' && /^SORT /i.test(start.argumentText);
  return isSort ? { ...policy, command: 'SORT' } : policy;
}

/** How many commands may be under way for their answers to be looked at together. */
const maxTogether = 32;

/**
 * A server may carry out commands that were sent together side by side: what it says about one may come before the
 * answer to another. A script does not mind; a transcript says what came when.
 */
function matchStated(step: RunningStep, names: Names, together: readonly RunningStep[]): MatchResult {
  const { expectations, policies } = step.start;
  const policy = withCommand(policies.script, step);
  const match = (responses: readonly Response[]) =>
    matchAnswers(expectations, responses, policy, names.script, names.places);
  const own = match(policies.script.extra === 'deny' ? withoutInvitations(step) : step.responses);
  const lacks = own.mismatches.some((mismatch) => mismatch.fails && mismatch.class === 'missing');
  const isApart = together.length < 2 || together.length > maxTogether || policies.script.extra === 'deny';
  if (!lacks || isApart) return own;
  const all = match(
    together.flatMap((other) => other.responses.filter(({ kind }) => kind !== 'tagged' || other === step)),
  );
  return all.mismatches.some(({ fails }) => fails) ? own : all;
}

/** That a server asks for the octets of a literal need not be written: the literal says that it waits for that. */
function withoutInvitations({ start, responses, invitations }: RunningStep): readonly Response[] {
  const written = start.expectations.filter(({ message }) => message.form === 'continuation').length;
  let left = invitations - written;
  return left <= 0 ? responses : responses.filter(({ kind }) => kind !== 'continuation' || left-- <= 0);
}

/** The usual cases, told without looking at the responses: nothing is written, or `a1 OK` and nothing else. */
function isPlainlyMet({ start, answer }: RunningStep): boolean {
  const [only, more] = start.expectations;
  if (!only) return true;
  const { presence, segments } = only.message;
  return (
    more === undefined && presence === 'must' && segments[0]?.line.text === `${answer?.tag} ${answer?.status}`
  );
}

/** Its answer came, is no BAD, and nothing else is to be said of it. */
function isNothingBesides({ answer, responses, differences }: RunningStep): boolean {
  return (
    responses.length === 1 && responses[0] === answer && answer?.status !== 'BAD' && differences.length === 0
  );
}

/** A command that was refused brings nothing: that it was is the reason for the rest. */
function statusFirst(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  const found = distinct(mismatches);
  const isStatus = ({ class: name }: Mismatch) => name === 'status';
  return found.length < 2 ? found : [...found.filter(isStatus), ...found.filter((other) => !isStatus(other))];
}

/** The same difference, found by the script and by its transcript, is one. */
function distinct(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  if (mismatches.length < 2) return mismatches;
  const seen = new Map<string, Mismatch>();
  for (const mismatch of mismatches) {
    const key = `${mismatch.class} ${mismatch.message} ${mismatch.actual?.text ?? ''}`;
    const known = seen.get(key);
    if (!known || (mismatch.fails && !known.fails)) seen.set(key, mismatch);
  }
  return [...seen.values()];
}

/** What is hardly meant to come, unless the script says so. */
function findStrays({ start, answer, responses }: RunningStep): Mismatch[] {
  const { expectations } = start;
  return responses.flatMap((response) => {
    const { octets } = response;
    if (response === answer) {
      const isMeant = response.status !== 'BAD' || expectations.some(isTagged);
      return isMeant ? [] : [createDifference('status', answerMessage, octets)];
    }
    if (response.kind === 'tagged') {
      const isMeant = expectations.some(({ message }) => message.tag === response.tag);
      return isMeant ? [] : [createDifference('unexpected', tagMessage(response.tag), octets)];
    }
    if (response.kind === 'malformed' && !/^[*+] /.test(octets))
      return expectations.some(isOther) ? [] : [createDifference('unexpected', notImapMessage, octets)];
    if (!isStrayBad(response, answer) || expectations.some(isUntaggedBad)) return [];
    return [createDifference('status', strayMessage, octets)];
  });
}

/**
 * Why nothing can be said about what follows a step: the server answered something that nobody said, so what it answers
 * next may be to anything. Undefined when it is in step, or when that was meant to come.
 */
export function outOfStep(step: RunningStep): string | undefined {
  return step.responses.length === 1 && step.responses[0] === step.answer ? undefined : findLost(step);
}

function findLost({ start, answer, responses, canBeNamed }: RunningStep): string | undefined {
  const isExpected = (test: (expectation: Expectation) => boolean) =>
    start.expectations.some(test) || start.recorded?.some(test);
  if (!canBeNamed || !start.policies.script.failing.has('status')) return undefined;
  for (const response of responses) {
    if (response === answer) continue;
    if (response.kind === 'tagged' && !isExpected(({ message }) => message.tag === response.tag))
      return `the server answered "${visible(response.tag)}", which no command has`;
    if (isStrayBad(response, answer) && !isExpected(isUntaggedBad))
      return 'the server did not understand a line and cannot say which (untagged BAD)';
  }
  return undefined;
}

/** Some servers say `* BAD` with what is wrong before they refuse a command: that one is about the command. */
function isStrayBad(response: Response, answer: TaggedResponse | undefined): boolean {
  return response.kind === 'status' && response.status === 'BAD' && (!answer || answer.status === 'OK');
}

const answerMessage =
  'the server did not understand the command; write its BAD under the line if it is meant to come';
const strayMessage = 'the server did not understand a line and cannot say which (untagged BAD)';

const notImapMessage =
  "the server sent a line that is no response: it begins with neither '* ' nor '+ ', nor with a tag and OK, NO or BAD";

function tagMessage(tag: Octets): string {
  return `an answer came for "${visible(tag)}", which no command waits for`;
}

/** A line that is no response, and is written in the script. */
function isOther({ message }: Expectation): boolean {
  return message.form !== 'tagged' && !/^[*+]/.test(message.segments[0]?.line.text ?? '');
}

function isTagged({ message }: Expectation): boolean {
  return message.form === 'tagged';
}
