import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/cli/option-rows.js';
import { fixScript } from '../../src/lint/fix.js';
import { lintScript } from '../../src/lint/linter.js';
import type { Outcome, RunResult, StepResult } from '../../src/replay/result.js';
import { lintReporters, runReporters } from '../../src/report/index.js';
import { createLook } from '../../src/report/look.js';
import { parseScript } from '../../src/script/parser.js';
import { createSource } from '../../src/text/source.js';

const look = createLook({ color: false });

function lint(format: string, text: string, path = 'dir/a b.imap'): string {
  const source = createSource(path, text);
  const files = [{ source, diagnostics: lintScript(parseScript(source)), secrets: [] }];
  return lintReporters[format]?.({ files }, look) ?? '';
}

const faulty = 'a1 NOOP\nSELECT "<&>"\na1 NOPP\n';

interface SarifReplacement {
  readonly deletedRegion: {
    readonly startLine: number;
    readonly startColumn: number;
    readonly endColumn: number;
  };
  readonly insertedContent: { readonly text: string };
}
interface SarifFix {
  readonly description: { readonly text: string };
  readonly artifactChanges: readonly { readonly replacements: readonly SarifReplacement[] }[];
}
interface SarifResult {
  readonly locations: readonly {
    readonly physicalLocation: { readonly region: { readonly startColumn: number } };
  }[];
  readonly fixes?: readonly SarifFix[];
}

/** A line with what is replaced in it, as an editor does it: from the end. */
function edit(line: string, number: number, replacements: readonly SarifReplacement[]): string {
  const own = replacements.filter(({ deletedRegion }) => deletedRegion.startLine === number);
  const sorted = own.toSorted((a, b) => b.deletedRegion.startColumn - a.deletedRegion.startColumn);
  return sorted.reduce(
    (text, { deletedRegion: { startColumn, endColumn }, insertedContent }) =>
      text.slice(0, startColumn - 1) + insertedContent.text + text.slice(endColumn - 1),
    line,
  );
}

const failed: Outcome = {
  kind: 'failed',
  mismatches: [
    {
      class: 'value',
      fails: true,
      message: 'EXISTS is 5, expected <4>',
      expected: { text: '* 4 EXISTS', place: { path: 'x.transcript', line: 3 }, start: 2, end: 3 },
      actual: { text: '* 5 EXISTS', place: undefined, start: 2, end: 3 },
    },
  ],
};
const step: StepResult = { line: 2, title: 'a2 SELECT', outcome: failed, milliseconds: 2, exchange: [] };
const closed: Outcome = {
  kind: 'errored',
  failure: { kind: 'transport', code: 'closed', message: 'The server closed.', hint: '' },
};
const result: RunResult = {
  version: 1,
  server: 'sandbox:',
  options: ['--server', 'sandbox:'],
  startedAt: '2026-01-01T00:00:00.000Z',
  milliseconds: 20,
  scripts: [
    {
      path: 'good.imap',
      transcript: undefined,
      outcome: { kind: 'passed', notes: [] },
      milliseconds: 1,
      steps: [],
    },
    { path: 'bad #1.imap', transcript: 'x.transcript', outcome: failed, milliseconds: 2, steps: [step] },
    { path: 'gone.imap', transcript: undefined, outcome: closed, milliseconds: 3, steps: [] },
    {
      path: 'not.imap',
      transcript: undefined,
      outcome: { kind: 'skipped', reason: 'no MOVE' },
      milliseconds: 0,
      steps: [],
    },
  ],
};

describe('the formats', () => {
  it('are those that the help names', () => {
    expect(Object.keys(lintReporters)).toEqual(formats.lint);
    expect(Object.keys(runReporters)).toEqual(formats.run);
  });
});

describe('a lint report', () => {
  it('as SARIF is valid, and points at the columns', () => {
    // It says draft 4, and uses nothing that draft 7 reads otherwise.
    const { $schema, id, ...schema } = JSON.parse(
      readFileSync('test/report/sarif-2.1.0.schema.json', 'utf8'),
    );
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    const log = JSON.parse(lint('sarif', faulty));
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    const places = log.runs[0].results.map(
      (found: { ruleId: string; locations: object[] }) => found.locations[0],
    );
    expect(places).toContainEqual({
      physicalLocation: {
        artifactLocation: { uri: 'dir/a%20b.imap', uriBaseId: '%SRCROOT%' },
        region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 7 },
      },
    });
    const known = log.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id);
    for (const { ruleId } of log.runs[0].results) expect(known).toContain(ruleId);
  });

  it('as SARIF counts columns in UTF-16, and its fixes make of the file what --fix does', () => {
    const lines = [
      '%login',
      'a1 LIST "" "Käse 🧀"  ',
      'a2 STATUS Größe🧀 MESSAGES',
      'SELECT Größe',
      'a3  NOOP',
      '',
    ];
    const text = Buffer.from(lines.join('\n'), 'utf8').toString('latin1');
    const log = JSON.parse(lint('sarif', text));
    const [first] = log.runs[0].results;
    expect(first.locations[0].physicalLocation.region).toEqual({
      startLine: 2,
      startColumn: 21,
      endLine: 2,
      endColumn: 23,
    });
    const safe = new Set(
      lintScript(parseScript(createSource('', text))).flatMap(({ fix }) => (fix?.safe ? [fix.title] : [])),
    );
    const replacements = log.runs[0].results
      .flatMap((found: SarifResult) => found.fixes ?? [])
      .filter(({ description }: SarifFix) => safe.has(description.text))
      .flatMap(({ artifactChanges }: SarifFix) => artifactChanges[0]?.replacements ?? []);
    const fixed = lines.map((line, index) => edit(line, index + 1, replacements)).join('\n');
    const { source } = fixScript(createSource('', text));
    expect(replacements.length).toBeGreaterThan(2);
    expect(fixed).toBe(Buffer.from(source.text, 'latin1').toString('utf8'));
  });

  it('as SARIF has of each rule what code scanning on GitHub demands', () => {
    const [run] = JSON.parse(lint('sarif', `${faulty}%nothing\n`)).runs;
    const codes = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(codes).toContainEqual(expect.stringMatching(/^S/));
    expect(new Set(codes).size).toBe(codes.length);
    for (const { id, ...rule } of run.tool.driver.rules)
      expect(rule).toMatchObject({
        shortDescription: { text: expect.stringMatching(/./) },
        fullDescription: { text: expect.stringMatching(/\.$/) },
        help: { text: expect.stringContaining(id), markdown: expect.stringContaining(id) },
        properties: { tags: [expect.stringMatching(/^[a-z-]+$/)] },
      });
  });

  it('as SARIF does not count a byte order mark', () => {
    const [run] = JSON.parse(lint('sarif', '\xef\xbb\xbfa1 NOOP x\n')).runs;
    const regions = run.results.map(
      (found: SarifResult) => found.locations[0]?.physicalLocation.region.startColumn,
    );
    expect(regions).toEqual([1, 9]);
  });

  it('as SARIF has no fix that holds a password', () => {
    const source = createSource('a.imap', 'a1 LOGIN bob my secret\na2 NOPP\n');
    const secrets = [{ start: 13, end: 22 }];
    const files = [{ source, diagnostics: lintScript(parseScript(source)), secrets }];
    const report = lintReporters.sarif?.({ files }, look) ?? '';
    expect(report).not.toContain('my secret');
    expect(
      JSON.parse(report).runs[0].results.flatMap((found: SarifResult) => found.fixes ?? []),
    ).toHaveLength(1);
  });

  it.each([
    ['a.imap', { uri: 'a.imap', uriBaseId: '%SRCROOT%' }],
    ['../b c/d.imap', { uri: '../b%20c/d.imap', uriBaseId: '%SRCROOT%' }],
    ['/tmp/e#.imap', { uri: 'file:///tmp/e%23.imap' }],
  ])('as SARIF says where %s is', (path, location) => {
    const [run] = JSON.parse(lint('sarif', faulty, path)).runs;
    expect(run.artifacts).toEqual([{ location }]);
    expect(run.originalUriBaseIds).toHaveProperty(['%SRCROOT%']);
  });

  it('as compact text is a line a problem', () => {
    expect(lint('compact', faulty)).toMatch(
      /^dir\/a b\.imap:2:1: error T001 Expected a tag before SELECT\.$/m,
    );
  });

  it('as GitHub annotations escapes what is special there', () => {
    expect(lint('github', faulty, 'a,b.imap')).toMatch(
      /^::error file=a%2Cb\.imap,line=2,endLine=2,col=1,endColumn=7,title=T001 missing-tag::Expected a tag before SELECT\./m,
    );
  });

  it('as JUnit is XML that parses, with a case a problem', () => {
    const xml = lint('junit', faulty);
    expect(XMLValidator.validate(xml)).toBe(true);
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(xml);
    expect(Number(parsed.testsuites.testsuite['@_failures'])).toBeGreaterThanOrEqual(2);
  });

  it('for GitLab tells every problem apart, and knows it again when lines were added', () => {
    const read = (text: string) =>
      JSON.parse(lint('gitlab', text)) as { fingerprint: string; check_name: string }[];
    const found = read(`${faulty}SELECT "<&>"\n`);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
    const tagless = ({ check_name }: { check_name: string }) => check_name.startsWith('T001');
    expect(read(`# a comment\n${faulty}`).find(tagless)).toMatchObject({
      fingerprint: read(faulty).find(tagless)?.fingerprint,
    });
  });
});

/** The attributes of each element. */
const again = { needed: ['type'], free: ['message'] };
const verdict = { free: ['type', 'message'] };
const jenkinsSchema: Readonly<
  Record<string, { readonly needed?: readonly string[]; readonly free: readonly string[] }>
> = {
  testsuites: { free: ['name', 'time', 'tests', 'failures', 'errors'] },
  testsuite: {
    needed: ['name', 'tests', 'failures', 'errors'],
    free: ['time', 'skipped', 'timestamp', 'hostname', 'file'],
  },
  testcase: { needed: ['name'], free: ['classname', 'time'] },
  failure: verdict,
  error: verdict,
  skipped: verdict,
  flakyFailure: again,
  flakyError: again,
  rerunFailure: again,
  rerunError: again,
  stackTrace: { free: [] },
};

describe("a run's result", () => {
  it('as JUnit is XML that parses, with what failed, broke and was skipped', () => {
    const xml = runReporters.junit?.(result, look) ?? '';
    expect(XMLValidator.validate(xml)).toBe(true);
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml);
    const suites = testsuites.testsuite as {
      '@_name': string;
      '@_failures': string;
      '@_errors': string;
      '@_skipped': string;
    }[];
    expect(
      suites.map((suite) => [suite['@_name'], suite['@_failures'], suite['@_errors'], suite['@_skipped']]),
    ).toEqual([
      ['good.imap', '0', '0', '0'],
      ['bad #1.imap', '1', '0', '0'],
      ['gone.imap', '0', '1', '0'],
      ['not.imap', '0', '0', '1'],
    ]);
    expect(xml).toContain('EXISTS is 5, expected &lt;4&gt;');
  });

  it("as JUnit has nothing that the schema of Jenkins' xUnit plugin lacks, junit-10.xsd", () => {
    const [good, bad, gone] = result.scripts;
    const tried = [bad, gone].flatMap((script) => script ?? []);
    const scripts = [
      ...result.scripts,
      ...[good, bad, gone].flatMap((script) => (script ? { ...script, earlier: tried } : [])),
    ];
    const xml = runReporters.junit?.({ ...result, scripts }, look) ?? '';
    const tags = [...xml.matchAll(/<(\w+)((?: \w+="[^"]*")*)\/?>/g)];
    const names = (text = '') => [...text.matchAll(/ (\w+)=/g)].map(([, name = '']) => name);
    for (const [, name = '', attributes] of tags) {
      const { needed = [], free } = jenkinsSchema[name] ?? expect.fail(`${name} is not known`);
      expect([...needed, ...free]).toEqual(expect.arrayContaining(names(attributes)));
      expect(names(attributes)).toEqual(expect.arrayContaining([...needed]));
    }
    expect(new Set(tags.map(([, name]) => name))).toEqual(new Set(Object.keys(jenkinsSchema)));
  });

  it.each(['tty', 'tap'])('as %s is safe to print whatever the files are called', (format) => {
    const path = 'a\n# \u{1b}[2J\u{202e}.imap';
    const place = { path, line: 3 };
    const side = { text: '* 4 EXISTS', place, start: 2, end: 3 };
    const outcome: Outcome = {
      kind: 'failed',
      mismatches: [{ class: 'value', fails: true, message: 'so', expected: side, actual: undefined }],
    };
    const script = { path, transcript: path, outcome, milliseconds: 1, steps: [{ ...step, outcome }] };
    const text = runReporters[format]?.({ ...result, scripts: [script] }, look);
    expect(text).not.toMatch(/[^\n\P{C}]/u);
    expect(text).not.toContain('\n#');
  });

  it('as TAP has a plan, a line a script, and reasons', () => {
    expect(runReporters.tap?.(result, look)).toBe(`TAP version 14
1..4
ok 1 - good.imap
  ---
  duration_ms: 1
  ...
not ok 2 - bad \\#1.imap
  ---
  duration_ms: 2
  message: |
    value: EXISTS is 5, expected <4>
    - * 4 EXISTS (x.transcript:3)
    + * 5 EXISTS
  ...
not ok 3 - gone.imap
  ---
  duration_ms: 3
  message: |
    closed: The server closed.
  ...
ok 4 - not.imap # SKIP no MOVE
  ---
  duration_ms: 0
  ...
`);
  });

  it('as GitHub annotations points at the line of the script', () => {
    expect(runReporters.github?.(result, look)).toBe(
      '::error file=bad #1.imap,line=2,title=a2 SELECT::value: EXISTS is 5, expected <4>%0A- * 4 EXISTS (x.transcript:3)%0A+ * 5 EXISTS\n' +
        '::error file=gone.imap,line=1::closed: The server closed.\n',
    );
  });
});
