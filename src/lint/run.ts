import { type Command, type CommandOptions, type CommandPart, parseCommand } from '../imap/command.js';
import { predict } from '../imap/dialects/predict.js';
import { limits } from '../imap/limits.js';
import { traits } from '../imap/octet-traits.js';
import { redacted } from '../imap/redact.js';
import type { ClientMessage, Item, ScriptStream } from '../script/ast.js';
import { placeholderEnd } from '../script/placeholder.js';
import type { Diagnostic, Severity } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { createConnections } from './connections.js';
import { createFreeTags } from './free-tags.js';
import { guardFix } from './guard-fix.js';
import { findOutcomes, type Outcomes } from './outcomes.js';
import { type Finding, type Listener, mostFindings, type Rule, type RuleContext } from './rule.js';
import { createStrikes } from './strikes.js';
import type { Survey } from './survey.js';

/** A diagnostic, and whether the script says itself that the line is refused: then the line is meant to be wrong. */
export interface Problem {
  readonly diagnostic: Diagnostic;
  readonly isMeant: boolean;
}

export interface RunOptions {
  /** The dialects whose answers are shown. */
  readonly for?: readonly string[];
  readonly revision?: CommandOptions['dialect'];
}

/**
 * Runs the rules over the script in one pass. They stand in the order of the layers of IMAP (octets, tags, commands,
 * arguments, meaning): what a lower one has reported, a higher one does not report again.
 */
export function runRules(
  script: ScriptStream,
  rules: readonly Rule[],
  survey: Survey,
  options: RunOptions = {},
): Problem[] {
  const { for: dialects, revision } = options;
  let syntax: CommandOptions = { placeholderEnd, dialect: revision };
  const problems: Problem[] = [];
  const outcomes: Outcomes = survey.mayHaveServer ? findOutcomes(script) : new Map();
  const connections = createConnections();
  const freeTag = createFreeTags(script);
  const strikes = createStrikes();
  let claimed: Claim[] = [];
  let current: ClientMessage | undefined;
  let commandNumber = 0;
  /** A server answers a line once, whatever is wrong in it. */
  let isPredicted = false;

  const isMeant = () => {
    const outcome = current && outcomes.get(current.span.start);
    return outcome !== undefined && outcome.status !== 'OK';
  };
  const isAnswered = () => current !== undefined && outcomes.has(current.span.start);
  const add = (rule: Rule, finding: Finding) => {
    const severity = finding.severity ?? rule.severity;
    if (claimed.length >= mostFindings) return;
    if (claimed.some((claim) => claim.rule !== rule && isClaimed(claim, finding.span, severity))) return;
    claimed.push({ rule, span: finding.explains ?? finding.span, severity });
    const { mistake } = finding;
    const phase = connections.state()?.phase === 'not-authenticated' ? 'before' : 'after';
    const predicted = mistake && !isPredicted ? predict(mistake, phase, dialects) : [];
    const answers = strikes.count(predicted, phase, commandNumber);
    isPredicted ||= mistake !== undefined;
    const fix = finding.fix && guardFix(finding.fix, current, isAnswered(), script.source.text);
    const told = dialects && areAccepting(answers) && severity === 'error' ? 'warning' : severity;
    const diagnostic = describe(rule, { ...finding, fix }, isMeant() ? 'note' : told, answers);
    problems.push({ diagnostic, isMeant: isMeant() });
  };
  const contextFor = (rule: Rule): RuleContext => ({
    script,
    mayHaveServer: survey.mayHaveServer,
    state: connections.state,
    outcomeOf: (message) => outcomes.get(message.span.start),
    freeTag,
    report: (finding) => add(rule, finding),
  });
  const listeners = rules.map((rule) => rule.check(contextFor(rule)));
  const tell = createCommandTeller(listeners);
  const tellOther = createTeller(listeners);

  for (const item of script.items) {
    if (claimed.length > 0) claimed = claimed.filter((claim) => claim.span.end > item.span.start);
    current = item.kind === 'client' ? item : undefined;
    isPredicted = false;
    if (current && isTooLong(current)) continue;
    if (current?.role === 'command') {
      commandNumber++;
      const command = parseCommand(partsOf(current), syntax);
      tell(current, command);
      connections.send(command, outcomes.get(current.span.start));
    } else {
      tellOther(item);
      if (item.kind === 'server') connections.receive(item);
      else if (item.kind === 'directive') {
        connections.direct(item);
        strikes.reset();
        if (item.body.name === 'dialect') syntax = { placeholderEnd, dialect: item.body.dialect };
      }
    }
  }
  current = undefined;
  for (const listener of listeners) listener.end?.();
  return problems;
}

/** The parser says so, and no server would say anything else about it. */
function isTooLong({ span, segments }: ClientMessage): boolean {
  return (
    span.end - span.start > limits.commandLine &&
    segments.some(({ line }) => line.raw.length > limits.commandLine)
  );
}

/** The servers that were chosen take the line as it is: it is wrong, but it works there. */
function areAccepting(answers: Diagnostic['answers']): boolean {
  return (
    answers.length > 0 && answers.every(({ answer, effect }) => /^\S+ OK /.test(answer) && effect === '')
  );
}

interface Claim {
  readonly rule: Rule;
  readonly span: Span;
  readonly severity: Severity;
}

const weights: Record<Severity, number> = { note: 0, warning: 1, error: 2 };

function isClaimed(claim: Claim, span: Span, severity: Severity): boolean {
  const meets = claim.span.start <= span.end && span.start <= claim.span.end;
  return meets && weights[claim.severity] >= weights[severity];
}

function describe(
  rule: Rule,
  finding: Finding,
  severity: Severity,
  answers: Diagnostic['answers'],
): Diagnostic {
  const { span, message, details = [], related = [], fix } = finding;
  const { code, name } = rule;
  const diagnostic = { code, name, severity, span, message, details, related, answers };
  return fix ? { ...diagnostic, fix } : diagnostic;
}

type CommandListener = (message: ClientMessage, command: Command) => void;

/** Tells a command to those who asked for its name and its traits; who that is, is found out once for each name. */
function createCommandTeller(listeners: readonly Listener[]): CommandListener {
  const known = new Map<Command['definition'], Audience>();
  const find = (definition: Command['definition']) => {
    const audience = createAudience(listeners, definition?.name ?? '');
    known.set(definition, audience);
    return audience;
  };
  return (message, command) => {
    const { definition } = command;
    const found =
      command.traits |
      (message.segments.length > 1 ? traits.literal : 0) |
      (command.problems.length > 0 ? traits.problem : 0) |
      (command.notes.length > 0 ? traits.note : 0) |
      (command.strangers.length > 0 ? traits.stranger : 0);
    const { all, always, masks } = known.get(definition) ?? find(definition);
    if ((masks & found) === 0) for (const listen of always) listen(message, command);
    else for (const { mask, listen } of all) if (mask === 0 || (mask & found) !== 0) listen(message, command);
  };
}

/** Who listens to one command, in order; and, for most lines, those who listen whatever the traits are. */
interface Audience {
  readonly all: readonly Subscription[];
  readonly always: readonly CommandListener[];
  /** The traits that anybody asks for. */
  readonly masks: number;
}

interface Subscription {
  /** 0: whatever the traits are. */
  readonly mask: number;
  readonly listen: CommandListener;
}

function createAudience(listeners: readonly Listener[], name: Octets): Audience {
  const all = listeners.flatMap((listener) => subscribe(listener, name));
  return {
    all,
    always: all.flatMap(({ mask, listen }) => (mask === 0 ? [listen] : [])),
    masks: all.reduce((masks, { mask }) => masks | mask, 0),
  };
}

function subscribe(listener: Listener, name: Octets): Subscription[] {
  const { command, names, traits: mask = 0 } = listener;
  return command && (!names || names.includes(name)) ? [{ mask, listen: command.bind(listener) }] : [];
}

/** Tells everything else to those who listen to its kind. */
function createTeller(listeners: readonly Listener[]): (item: Item) => void {
  const answers = listeners.filter((listener) => listener.answer);
  const servers = listeners.filter((listener) => listener.server);
  const directives = listeners.filter((listener) => listener.directive);
  return (item) => {
    if (item.kind === 'client') for (const listener of answers) listener.answer?.(item);
    else if (item.kind === 'server') for (const listener of servers) listener.server?.(item);
    else if (item.kind === 'directive') for (const listener of directives) listener.directive?.(item);
  };
}

function partsOf({ segments }: ClientMessage): readonly CommandPart[] {
  const [first] = segments;
  if (first && segments.length === 1 && !first.literal) return [{ text: knowable(first.line.text) }];
  return segments.map(({ line, literal }) => ({ text: knowable(line.text), literal }));
}

/** What a recorder has hidden may be anything: it is taken for a variable, which is as long. */
function knowable(text: Octets): Octets {
  return text.includes(redacted) ? text.replaceAll(redacted, `\${${'x'.repeat(redacted.length - 3)}}`) : text;
}
