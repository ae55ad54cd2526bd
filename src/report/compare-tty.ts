import { visibleText } from '../text/octets.js';
import {
  type ComparedAnswer,
  type ComparedCommand,
  type ComparedScript,
  type ComparisonResult,
  hasDifference,
  type LineDifference,
} from './comparison.js';
import { messageOf } from './describe.js';
import { count, type Look, type Style } from './look.js';

/** A matrix a script: a row a command, a column a server; beneath it what the servers said otherwise. */
export function compareToTty(result: ComparisonResult, look: Look): string {
  const scripts = result.scripts.map((script) => scriptToTty(script, result.servers, look));
  return `${scripts.join('\n')}\n${summarize(result, look)}\n`;
}

interface Cell {
  readonly text: string;
  readonly style: Style;
}

function scriptToTty(script: ComparedScript, servers: readonly string[], look: Look): string {
  const rows: readonly Row[] = [
    { title: visibleText(script.path), cells: servers.map((text) => ({ text, style: 'strong' })) },
    { title: '  by its own statements', cells: script.outcomes.map(outcomeCell) },
    ...script.commands.map(({ title, answers }) => ({ title: `  ${title}`, cells: answers.map(answerCell) })),
  ];
  const reasons = explainOutcomes(script, servers);
  const details = script.commands.flatMap((command) => explain(command, servers, look));
  return `${[...layOut(rows, look), ...reasons, ...details].join('\n')}\n`;
}

/** Why it was not played on some server; on all of them for the same reason, once. */
function explainOutcomes({ outcomes }: ComparedScript, servers: readonly string[]): string[] {
  const reasons = outcomes.map((outcome) => {
    if (outcome.kind === 'errored') return messageOf(outcome.failure);
    return outcome.kind === 'skipped' ? `skipped: ${outcome.reason}` : '';
  });
  const [first = ''] = reasons;
  if (first !== '' && new Set(reasons).size === 1) return [`  ${first}`];
  return reasons.flatMap((reason, index) =>
    reason === '' ? [] : [`  ${(servers[index] ?? '').replace(/:?$/, ':')} ${reason}`],
  );
}

interface Row {
  readonly title: string;
  readonly cells: readonly Cell[];
}

/** Columns as wide as their widest cell. */
function layOut(rows: readonly Row[], look: Look): string[] {
  const columns = rows[0]?.cells.map((_, index) =>
    Math.max(...rows.map(({ cells }) => cells[index]?.text.length ?? 0)),
  );
  const titles = Math.min(widestTitle, Math.max(...rows.map(({ title }) => title.length)));
  return rows.map(({ title, cells }) => {
    const shown = cells.map(({ text, style }, index) => {
      const isLast = index === cells.length - 1;
      return look.paint(style, isLast ? text : text.padEnd(columns?.[index] ?? 0));
    });
    return [cut(title, titles).padEnd(titles), ...shown].join('  ').trimEnd();
  });
}

const widestTitle = 44;

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

function outcomeCell({ kind }: ComparedScript['outcomes'][number]): Cell {
  const styles = { passed: 'good', skipped: 'dim', failed: 'error', errored: 'error' } as const;
  return { text: kind, style: styles[kind] };
}

/** `OK` alone, where it means the same as what the first server said. */
function answerCell({ status, differences }: ComparedAnswer): Cell {
  const classes = new Set(differences.filter(({ isSlight }) => !isSlight).map((one) => one.class));
  if (classes.size > 0) return { text: `${status || '-'} ≠ ${[...classes].join(', ')}`, style: 'error' };
  return status === '' ? { text: '-', style: 'dim' } : { text: status, style: 'good' };
}

function explain(command: ComparedCommand, servers: readonly string[], look: Look): string[] {
  if (!hasDifference(command)) return [];
  const told = command.answers.flatMap(({ differences }, index) => {
    const shown = differences.filter(({ isSlight }) => !isSlight);
    if (shown.length === 0) return [];
    return [
      `    ${look.paint('actual', servers[index] ?? '')}`,
      ...shown.flatMap((one) => explainLine(one, look)),
    ];
  });
  return ['', `  ${look.paint('strong', command.title)}`, ...told];
}

function explainLine({ class: kind, first, other }: LineDifference, look: Look): string[] {
  const label = look.paint('dim', `   (${kind})`);
  const rows = [
    ...(first === undefined ? [] : [look.paint('expected', `      - ${cut(first, longest)}`)]),
    ...(other === undefined ? [] : [look.paint('actual', `      + ${cut(other, longest)}`)]),
  ];
  return rows.map((text, index) => (index === 0 ? text + label : text));
}

const longest = 400;

function summarize({ scripts, servers }: ComparisonResult, look: Look): string {
  const commands = scripts.flatMap((script) => script.commands);
  const different = commands.filter(hasDifference).length;
  const errored = scripts.filter(({ outcomes }) => outcomes.some(({ kind }) => kind === 'errored')).length;
  const where = `${count(scripts.length, 'script')} on ${servers.join(', ')}`;
  const verdict =
    different === 0
      ? look.paint('good', 'the same answers, by what they mean')
      : look.paint('error', `${different} of ${count(commands.length, 'command')} answered otherwise`);
  const trouble = errored === 0 ? '' : ` · ${look.paint('error', `${count(errored, 'script')} errored`)}`;
  return `${verdict}${trouble} · ${look.paint('dim', where)}`;
}
