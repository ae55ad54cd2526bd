import { parseCommand } from '../imap/command.js';
import { explainServerLine } from '../imap/server-message.js';
import type { Mismatch } from '../match/mismatch.js';
import { pairSides } from '../match/sides.js';
import type { Attempt, Cause, ExchangeLine, Failure, StepResult } from '../replay/result.js';
import { describeLine } from '../replay/script-place.js';
import { encodeUtf8, visibleText } from '../text/octets.js';

/** The class of a difference in words. A whole response that is missing has no other side; a part of it has. */
export function wordOf({ class: name, expected, actual }: Mismatch): string {
  const isWhole = !actual || (expected?.start === 0 && expected.end === expected.text.length);
  if (name === 'missing') return isWhole ? 'response missing' : 'something missing';
  if (name === 'unexpected') return expected ? 'something unexpected' : 'unexpected response';
  return `${name} differs`;
}

/**
 * Of a command that was refused, what it should have brought stands apart: that it was refused is reason enough. Gives
 * the other mismatches and these.
 */
export function splitMissed(
  mismatches: readonly Mismatch[],
): readonly [told: readonly Mismatch[], missed: readonly Mismatch[]] {
  const isRefused = mismatches.some(({ class: name, fails }) => name === 'status' && fails);
  const isMissed = ({ class: name, expected, actual, kind }: Mismatch) =>
    isRefused && name === 'missing' && expected !== undefined && !actual && kind !== 'others-came';
  return [mismatches.filter((one) => !isMissed(one)), mismatches.filter(isMissed)];
}

/** Why a step failed that might not have: `follows from line 34: SELECT was answered NO`. */
export function describeCause({ name, status, exists, ...place }: Cause): string {
  if (exists)
    return `follows from ${describeLine(place)}: EXISTS was ${exists.came}, expected ${exists.stated}`;
  return `follows from ${describeLine(place)}: ${name} was answered ${status}`;
}

/** The server of a run for people; one that the run started says so: its name alone looks as if something lacked. */
export function describeServer(server: string): string {
  if (server === 'sandbox:') return `${server} (built in)`;
  return /^\w+:$/.test(server) ? `${server} (an empty server, started for this run)` : server;
}

/** The command that shows the whole session of a script, on the same server. */
export function commandToSee(path: string, options: readonly string[]): string {
  return visibleText(['tagline', 'run', path, ...options].map(quote).join(' '));
}

/** For a shell, where it needs it. */
function quote(path: string): string {
  return /^[\w./:=@,+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** What is known of the refusals among a step's answers: what is wrong with the command, and what the server's words mean. */
export function knownAnswers({ exchange }: Pick<StepResult, 'exchange'>): readonly string[] {
  const refusals = exchange.filter(
    ({ from, text }) => from === 'server' && /^\S+ (?:NO|BAD|BYE)\b/i.test(text),
  );
  const known = refusals.flatMap(({ text }) => {
    const meaning = explainServerLine(encodeUtf8(text));
    const faults = faultsOf(exchange, text);
    return meaning === undefined ? faults : [...faults, meaning];
  });
  return [...new Set(known)];
}

/** What the grammar says of a command that was answered BAD; nothing of one that is not shown as it was sent. */
function faultsOf(exchange: readonly ExchangeLine[], answer: string): string[] {
  const tag = /^(\S+) BAD\b/i.exec(answer)?.[1];
  const said = exchange.find(({ from, text }) => from === 'client' && text.startsWith(`${tag} `))?.text;
  if (tag === undefined || said === undefined || !/^[ -~]+$/.test(said) || /\\x|\}$/.test(said)) return [];
  const [problem] = parseCommand([{ text: said }]).problems;
  return problem ? [`tagline lint says: ${problem.message}`] : [];
}

/** The mismatches that fail as lines of text, for formats without colours; those of the same two lines are one text. */
export function describeFailing(mismatches: readonly Mismatch[]): readonly string[] {
  return pairSides(mismatches.filter(({ fails }) => fails)).map(({ mismatches: group, expected, actual }) => {
    const place = expected?.place ? ` (${describePlace(expected.place)})` : '';
    const rows = group.map(({ class: kind, message }) => `${kind}: ${message}`);
    if (expected) rows.push(`- ${expected.text}${place}`);
    if (actual) rows.push(`+ ${actual.text}`);
    return rows.join('\n');
  });
}

/** `login.transcript:3`, whatever characters the name of the file has. */
export function describePlace({ path, line }: { readonly path: string; readonly line: number }): string {
  return `${visibleText(path)}:${line}`;
}

/** A failure in a line. */
export function messageOf(failure: Failure): string {
  if (failure.kind === 'script')
    return `${describeLine(failure)}, column ${failure.column}: ${failure.message}`;
  const end = failure.hint === '' || /[.!?]$/.test(failure.message) ? '' : '.';
  return `${failure.code}: ${failure.message}${end} ${failure.hint}`.trim();
}

/** Why an attempt did not pass, as lines of text: each reason once. */
export function describeAttempt({ outcome, steps }: Attempt): string {
  const followers = steps.flatMap(({ cause, line, title }) =>
    cause ? [`line ${line}, ${title}: ${describeCause(cause)}`] : [],
  );
  const roots = steps.filter(({ cause }) => !cause);
  const isTold = outcome.kind === 'failed' && roots.some((step) => step.outcome.kind === 'failed');
  const own = isTold ? [] : [{ outcome, exchange: [] }];
  const reasons = [...roots, ...own].flatMap(reasonsOf);
  return [...new Set([...reasons, ...followers])].join('\n');
}

function reasonsOf({ outcome, exchange }: Pick<StepResult, 'outcome' | 'exchange'>): string[] {
  if (outcome.kind === 'errored') return [messageOf(outcome.failure)];
  return outcome.kind === 'failed'
    ? [...describeFailing(outcome.mismatches), ...knownAnswers({ exchange })]
    : [];
}
