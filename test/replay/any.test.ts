import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintScript } from '../../src/lint/linter.js';
import { parseScript } from '../../src/script/parser.js';
import { encodeUtf8 } from '../../src/text/octets.js';
import { createSource } from '../../src/text/source.js';
import { closes, play } from './play.js';

const line = fc.constantFrom(
  'a1 NOOP',
  'a2 SELECT ${box}',
  'a2 SELECT ${user:astring}',
  'tag NOOP',
  ' NOOP',
  'C:',
  'C\\: a3 NO\\c',
  'a4 APPEND x {3}',
  'abc',
  'a5 APPEND x {2+}',
  'a6 APPEND x {<<E}',
  'E',
  'a7 APPEND x {@two.eml} {@none}',
  'b5 APPEND x {@two.eml} {@two.eml}',
  'a8 AUTHENTICATE PLAIN',
  'AGE=',
  '*',
  'a9 IDLE',
  'DONE',
  'b1 STARTTLS',
  'b2 COMPRESS DEFLATE',
  'b3 LOGOUT',
  'b4 LOGIN a b',
  '* OK',
  '* BYE',
  '* ${n} EXISTS',
  '* BAD',
  '+ go',
  'a1 OK',
  'a2 NO',
  'a4 OK [APPENDUID 1 ${uid}]',
  'a9 OK',
  'b1 OK',
  'S?: * 1 RECENT',
  'S!: * 2 RECENT',
  '%login',
  '%on two user=bob',
  '%on main',
  '%require MOVE !X',
  '%cleanup',
  '%set box = in${user}',
  '%extra deny',
  '%strict text order',
  '%pipeline',
  '%end',
  '%timeout 1s',
  '%wait 1s',
  '%closed',
  '%mailbox m from two.mbox',
  '%bogus',
  '',
  '# comment',
);

const reply = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom(
      ...['a1', 'a2', 'tag', 'a4', 'a5', 'a6', 'a8', 'a9'].map((tag) => `${tag} OK\n`),
    ),
  },
  {
    weight: 9,
    arbitrary: fc.constantFrom(
      '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\n',
      '* PREAUTH\n',
      '* BYE\n',
      '+ go\n',
      '+ \n+ \n',
      '* BAD what\n',
      'a2 BAD x\n* 1 EXISTS\n',
      'zzz OK\n',
      'b1 OK\n* injected\n',
      'b2 OK\n',
      'b3 OK\n',
      'tagline1 OK\n',
      'tagline2 OK\n',
      'tagline3 NO\n',
      '* 1 FETCH (BODY[] {3}\nabc)\na1 OK\n',
      '* 1 FETCH (BODY[] {30}\nab',
      '',
    ),
  },
  { weight: 1, arbitrary: fc.constant<typeof closes>(closes) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }).map(encodeUtf8) },
);

describe('any replay', () => {
  it('ends, with a result for each command, whatever is written and whatever the server says', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 25 }),
        fc.array(reply, { maxLength: 25 }),
        fc.option(fc.nat(8), { nil: undefined }),
        (lines, replies, interruptedAfter) => {
          const text = `${lines.join('\n')}\n`;
          const played = play(text, ['* OK\n', ...replies], {
            ...(interruptedAfter === undefined ? {} : { interruptedAfter }),
          });
          const { items } = parseScript(createSource('test.imap', encodeUtf8(text)));
          const commands = items.filter((item) => item.kind === 'client' && item.role === 'command').length;
          const titles = played.result.steps.filter(
            ({ line, title }) => line > 0 && !/^(?:%|connect again )/.test(title),
          );
          expect(titles).toHaveLength(commands);
          expect(played.ended).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('meets what was recorded of it', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(reply, { maxLength: 12 }), (lines, replies) => {
        const text = `${lines.join('\n')}\n`;
        const script = parseScript(createSource('test.imap', encodeUtf8(text)));
        fc.pre(script.problems.length === 0 && !text.includes('\\c'));
        // A line without a tag may be answered with any: which of two commands an answer is about nobody can say.
        fc.pre(!text.includes('\n NOOP'));
        // While IDLE runs, what comes during a %login may be told to either.
        fc.pre(!/IDLE[\s\S]*%login/.test(text));
        // An answer to a command that was never given leaves the command before it half sent.
        // Of what comes while a command is given during IDLE nobody can say which of the two it is about.
        const unclear = ['answer-without-command', 'idle-not-ended'];
        fc.pre(!lintScript(script).some(({ name }) => unclear.includes(name)));
        const recorded = play(text, ['* OK\n', ...replies]);
        fc.pre(recorded.result.outcome.kind === 'passed');
        // An untagged BAD, and an answer to another tag, say nothing of a literal: it reads as one that was never answered.
        fc.pre(!/\{\d+\}\n(?:S: .*\n)*S: \* BAD/.test(recorded.transcript));
        fc.pre(!/^C: (\S+) .*\{\d+\}\n(?:S: \* .*\n)*S: (?![*+]|\1 )/m.test(recorded.transcript));
        const again = play(text, ['* OK\n', ...replies], { transcript: recorded.transcript });
        expect(again.result.outcome, recorded.transcript).toMatchObject({ kind: 'passed' });
      }),
      { numRuns: 300 },
    );
  });
});
