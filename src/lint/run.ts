import { type Command, parseCommand } from '../imap/command.js';
import { predict } from '../imap/dialects/predict.js';
import type { ClientMessage, Item, Script, Segment } from '../script/ast.js';
import { placeholderEnd } from '../script/placeholder.js';
import type { Diagnostic, Severity } from '../text/diagnostic.js';
import type { Span } from '../text/source.js';
import { createConnections } from './connections.js';
import { createFreeTags } from './free-tags.js';
import { guardFix } from './guard-fix.js';
import { traits, traitsOf } from './octet-traits.js';
import { findOutcomes } from './outcomes.js';
import type { Finding, Listener, Rule, RuleContext } from './rule.js';

/** A diagnostic, and whether the script says itself that the line is refused: then the line is meant to be wrong. */
export interface Problem {
  readonly diagnostic: Diagnostic;
  readonly isMeant: boolean;
}

/**
 * Runs the rules over the script in one pass. They stand in the order of the layers of IMAP (octets, tags, commands,
 * arguments, meaning): what a lower one has reported, a higher one does not report again.
 */
export function runRules(script: Script, rules: readonly Rule[], dialects?: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const outcomes = findOutcomes(script);
  const connections = createConnections();
  const freeTag = createFreeTags(script);
  let claimed: Claim[] = [];
  let current: ClientMessage | undefined;

  const isMeant = () => {
    const outcome = current && outcomes.get(current);
    return outcome !== undefined && outcome.status !== 'OK';
  };
  const isAnswered = () => current !== undefined && outcomes.has(current);
  const add = (rule: Rule, finding: Finding) => {
    const severity = finding.severity ?? rule.severity;
    if (claimed.some((claim) => claim.rule !== rule && isClaimed(claim, finding.span, severity))) return;
    claimed.push({ rule, span: finding.explains ?? finding.span, severity });
    const { mistake } = finding;
    const isBefore = connections.state()?.phase === 'not-authenticated';
    const answers = mistake ? predict(mistake, isBefore ? 'before' : 'after', dialects) : [];
    const fix = finding.fix && guardFix(finding.fix, current, isAnswered(), script.source.text);
    const diagnostic = describe(rule, { ...finding, fix }, isMeant() ? 'note' : severity, answers);
    problems.push({ diagnostic, isMeant: isMeant() });
  };
  const contextFor = (rule: Rule): RuleContext => ({
    script,
    state: connections.state,
    outcomeOf: (message) => outcomes.get(message),
    freeTag,
    report: (finding) => add(rule, finding),
  });
  const tell = createTeller(rules.map((rule) => rule.check(contextFor(rule))));

  for (const item of script.items) {
    if (claimed.length > 0) claimed = claimed.filter((claim) => claim.span.end > item.span.start);
    current = item.kind === 'client' ? item : undefined;
    if (current?.role === 'command') {
      const command = parseCommand(current.segments.map(partOf), { placeholderEnd });
      tell.command(current, command);
      connections.send(command, outcomes.get(current));
    } else {
      tell.other(item);
      if (item.kind === 'server') connections.receive(item);
      else if (item.kind === 'directive') connections.direct(item);
    }
  }
  current = undefined;
  tell.end();
  return problems;
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

/** Tells each item to those who listen to its kind. */
function createTeller(listeners: readonly Listener[]) {
  const commands = listeners.filter((listener) => listener.command);
  const answers = listeners.filter((listener) => listener.answer);
  const servers = listeners.filter((listener) => listener.server);
  const others = listeners.filter((listener) => listener.comment ?? listener.directive);

  return {
    command(message: ClientMessage, command: Command) {
      let found = 0;
      for (const segment of message.segments) found |= traitsOf(segment.line.text);
      if (command.problems.length > 0) found |= traits.problem;
      for (const listener of commands) {
        if (listener.traits === undefined || (listener.traits & found) !== 0)
          listener.command?.(message, command);
      }
    },
    other(item: Item) {
      if (item.kind === 'client') for (const listener of answers) listener.answer?.(item);
      else if (item.kind === 'server') for (const listener of servers) listener.server?.(item);
      else if (item.kind === 'comment') for (const listener of others) listener.comment?.(item);
      else if (item.kind === 'directive') for (const listener of others) listener.directive?.(item);
    },
    end() {
      for (const listener of listeners) listener.end?.();
    },
  };
}

function partOf({ line, literal }: Segment) {
  return { text: line.text, literal };
}
