import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '../../src/imap/dialects/index.js';
import { answerOf, fillAnswer } from '../../src/imap/dialects/predict.js';
import { lintScript } from '../../src/lint/linter.js';
import { parseScript } from '../../src/script/parser.js';
import { type LauncherName, startThrowaway } from '../../src/server/launch.js';
import { startSandbox } from '../../src/server/sandbox.js';
import { describeWithDovecot } from '../support/dovecot.js';
import { couldBe, type EvidenceFile, isWhat, readEvidence, type Section, type Step } from './evidence.js';

const files = readEvidence();

describe('the tables of the dialects', () => {
  it('have a transcript for each case, and no transcript is without its case', () => {
    const known = dialects.flatMap(({ id, answers }) => Object.keys(answers).map((kind) => `${id}/${kind}`));
    expect(files.map(({ dialect, kind }) => `${dialect}/${kind}`).toSorted()).toEqual(known.toSorted());
  });

  describe.each(dialects)('$id', ({ id, name, answers }) => {
    it.each(files.filter((file) => file.dialect === id))('says of $kind what the transcript says', (file) => {
      for (const section of file.sections) {
        const evidence = Object.entries(answers).find(([kind]) => kind === file.kind)?.[1][section.phase];
        const line = section.steps.find((step) => step.kind === 'client' && !step.isSetup);
        expect(evidence, section.phase).toBeDefined();
        if (evidence === undefined || line?.kind !== 'client') continue;
        const answer = fillAnswer(answerOf(evidence).replace('<at>', '…'), {
          line: filled(line.text),
          at: 0,
        });
        expect(saidIn(section), section.phase).toSatisfy((said: string[]) =>
          answer === '' ? said.length === 0 : said.some((pattern) => couldBe(filled(pattern), answer)),
        );
      }
    });

    it.each(files.filter((file) => file.dialect === id))(
      'is quoted for $kind as the transcript has it',
      (file) => {
        const script = parseScript({ path: file.kind, text: filled(file.text) });
        const found = lintScript(script, { for: [id] }).flatMap((diagnostic) => diagnostic.answers);
        const said = file.sections.flatMap(saidIn).map((line) => filled(line));
        for (const { server, answer } of found) {
          expect(server).toBe(name);
          if (answer !== '')
            expect(said).toSatisfy((lines: string[]) => lines.some((line) => couldBe(line, answer)));
        }
      },
    );
  });
});

/** What the server says to the faulty line, continuation requests aside. */
function saidIn({ steps }: Section): string[] {
  const tag = steps.find((step) => step.kind === 'client' && !step.isSetup);
  const isContinuation = (text: string) =>
    tag?.kind === 'client' && !tag.text.startsWith('+') && /^\+( |$)/.test(text);
  const next = steps.findIndex((step) => step.kind === 'client' && step.text === 'zz NOOP');
  const said = next === -1 ? steps : steps.slice(0, next);
  return said.flatMap((step) =>
    step.kind === 'server' && !step.isSetup && !isContinuation(step.text) ? [step.text] : [],
  );
}

/** Where a server of a dialect listens, and who may log in. */
interface Live {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  stop(): Promise<void>;
}

const someone = { user: 'alice', password: 'secret1' };

function filled(text: string, { user, password }: Pick<Live, 'user' | 'password'> = someone): string {
  return text.replaceAll('${user}', user).replaceAll('${password}', password);
}

describeWithDovecot('Dovecot', () => {
  proveAnswers('dovecot', () => startOne('dovecot'));

  proveStrikes('dovecot', () => startOne('dovecot'));

  it('lets the next login wait after one that failed', async () => {
    const settings =
      'auth_failure_delay = 2 secs\nservice anvil {\n  unix_listener anvil-auth-penalty {\n    mode = 0600\n  }\n}\n';
    const { host, port, stop } = await startThrowaway('dovecot', { settings });
    const server = { ...someone, host, port, stop };
    const logIn = async (text: string, answer: string) => {
      const began = performance.now();
      await play(server, [
        { kind: 'client', text, isSetup: false },
        { kind: 'server', text: answer, isSetup: false },
      ]);
      return performance.now() - began;
    };
    expect(await logIn("a1 LOGIN '${user}' '${password}'", 'a1 NO ${*}')).toBeGreaterThan(1500);
    expect(await logIn('a1 LOGIN ${user} ${password}', 'a1 OK ${*}')).toBeGreaterThan(1500);
    await stop();
  }, 60_000);
});

describe('the sandbox', () => {
  proveAnswers('hoodiecrow', startSandbox);
});

/** Which other servers are asked; `npm run test:dialects` (ask-servers.ts) says so. */
const asked = (process.env.TAGLINE_DIALECTS ?? '').split(' ').filter((name) => name !== '');
describe.skipIf(asked.length === 0).each(asked)('a live server, %s,', (name) => {
  const [, dialect = '', host = '', port = ''] = /^(.+)@(.+):(\d+)$/.exec(name) ?? [];
  if (dialect)
    proveAnswers(dialect, async () => ({ ...someone, host, port: Number(port), stop: async () => {} }));
  else {
    proveAnswers(name, () => startOne(name as LauncherName));
    proveStrikes(name, () => startOne(name as LauncherName));
  }
});

async function startOne(name: LauncherName): Promise<Live> {
  const { host, port, stop } = await startThrowaway(name);
  return { ...someone, host, port, stop };
}

/** Sends every line of the dialect's transcripts to a real server: a prediction that is not true fails. */
function proveAnswers(dialect: string, start: () => Promise<Live>): void {
  let server: Live | undefined;
  beforeAll(async () => {
    server = await start();
    await play(server, seed);
  });
  afterAll(() => server?.stop());

  it.each(files.filter((file) => file.dialect === dialect))(
    'answers to $kind as the transcript says',
    async (file) => {
      for (const steps of connectionsOf(file)) if (server) await play(server, steps);
    },
  );
}

/** Sends bad lines until the server closes the connection, which must be where the linter says. */
function proveStrikes(dialect: string, start: () => Promise<Live>): void {
  const rules = dialects.find(({ id }) => id === dialect)?.strikes ?? [];
  const cases = rules.flatMap((rule) => rule.phases.map((phase) => ({ ...rule, phase })));
  it.each(cases)(
    'closes the connection $phase the login at the bad line that the linter names',
    async (rule) => {
      const server = await start();
      const bad = Array.from({ length: rule.most - 1 }, (_, index) => `b${index + 1} FOO`);
      const login = rule.phase === 'after' ? ['a1 LOGIN ${user} ${password}'] : [];
      const again = rule.inARow ? bad.map((line) => `c${line.slice(1)}`) : [];
      const lines = [...login, ...bad, 'a2 NOOP', ...again, 'z1 FOO'];
      const found = lintScript(parseScript({ path: '', text: `${lines.join('\n')}\n` }), { for: [dialect] });
      const said = found.flatMap(({ answers }) => answers);
      expect(said.map(({ effect }) => effect !== '')).toEqual(
        [...bad, ...again].map(() => false).concat(true),
      );
      const answers = said.map(({ answer }) => answer.replace(/\(0\.\d+.*$/, '${*}'));
      const expected = lines.map((line) =>
        /^a\d/.test(line) ? `${line.slice(0, 2)} OK \${*}` : (answers.shift() ?? ''),
      );
      const steps = lines.flatMap((text, index): Step[] => [
        { kind: 'client', text, isSetup: false },
        { kind: 'server', text: expected[index] ?? '', isSetup: false },
      ]);
      await play(server, [...steps, { kind: 'server', text: theEnd, isSetup: false }]);
      await server.stop();
    },
  );
}

/** Not every server takes a message without flags, without a date, or a literal that does not wait. */
const message = 'Date: Wed, 17 Jul 1996 02:44:25 +0000\r\nSubject: x\r\n\r\nhi\r\n';
const seed: Step[] = [
  ['x1 LOGIN ${user} ${password}', 'x1 OK ${*}'],
  [`x2 APPEND INBOX () "17-Jul-1996 02:44:25 +0000" {${message.length}}`, '+${*}'],
  [message, 'x2 OK ${*}'],
].flatMap(([said = '', answer = '']): Step[] => [
  { kind: 'client', text: said, isSetup: true },
  { kind: 'server', text: answer, isSetup: true },
]);

function connectionsOf(file: EvidenceFile): Step[][] {
  const connections: Step[][] = [[]];
  for (const step of file.sections.flatMap((section) => section.steps)) {
    if (step.kind === 'connection') connections.push([]);
    else connections.at(-1)?.push(step);
  }
  return connections;
}

/** Sends what the client says and compares what the server says, but for untagged data. */
async function play(server: Live, steps: readonly Step[]): Promise<void> {
  const socket = connect(server.port, server.host);
  socket.setNoDelay(true);
  const lines = readLines(socket);
  await lines.next();
  for (const step of steps) {
    if (step.kind === 'client') socket.write(Buffer.from(`${filled(step.text, server)}\r\n`, 'latin1'));
    else if (step.kind === 'server')
      expect(await nextAnswer(lines, step.text)).toSatisfy((line: string) => isWhat(step.text, line));
  }
  socket.destroy();
}

const theEnd = 'the end of the connection';

async function nextAnswer(lines: AsyncIterator<string>, expected: string): Promise<string> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return theEnd;
    if (expected === theEnd && value.startsWith('* BYE ')) continue;
    if (isWhat(expected, value)) return value;
    if (!/^\* (\d+ |FLAGS |STATUS |CAPABILITY |OK \[)/.test(value)) return value;
  }
}

async function* readLines(socket: Socket): AsyncGenerator<string, void> {
  let rest = '';
  for await (const chunk of socket) {
    rest += (chunk as Buffer).toString('latin1');
    for (let end = rest.indexOf('\r\n'); end !== -1; end = rest.indexOf('\r\n')) {
      yield rest.slice(0, end);
      rest = rest.slice(end + 2);
    }
  }
}
