import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isThisMachine } from '../../imap/url.js';
import { lintScript } from '../../lint/linter.js';
import type { ReplayEvent } from '../../replay/event.js';
import { checkScript, judgeCheck, type Seen } from '../../report/check.js';
import { checkReporters } from '../../report/index.js';
import { replayScript } from '../../runner/replay-script.js';
import { parseScript } from '../../script/parser.js';
import { channelBindingTypes } from '../../session/channel-binding.js';
import { takesPassword } from '../../session/sasl/index.js';
import { type Octets, visible, visibleText } from '../../text/octets.js';
import { createSource, lineText, positionAt } from '../../text/source.js';
import type { CertificateFacts } from '../../transport/connect.js';
import type { Command, Invocation, Options } from '../command.js';
import { readConfig } from '../config.js';
import { ExitStatus, worst } from '../exit-status.js';
import { readDuration, withInterrupt } from '../replayer.js';
import { readTargets, writeReports } from '../reports.js';
import { createServers, type OpenServer } from '../server-choice.js';

/** `tagline check`: one mailbox, one question: does it work? The login is tried once, and nothing is changed. */
export const command: Command = (invocation) =>
  withInterrupt(invocation.host, async (signal) => {
    const { host, options, arguments: named } = invocation;
    const targets = readTargets(invocation, Object.keys(checkReporters));
    const config = await readConfig(host, options.text('config'));
    const script = parseScript(createSource('check', checkScript));
    const servers = await createServers(onServer(invocation, named[0] ?? ''), config);
    const server = await servers.open(script);
    try {
      const { seen, result } = await look(invocation, server, signal);
      if (signal.aborted) return ExitStatus.interrupted;
      const checked = judgeCheck(seen, result);
      const written = await writeReports(invocation, targets, checkReporters, checked);
      if (!checked.rows.some(({ verdict }) => verdict === 'bad')) return written;
      const isCutOff = result.outcome.kind === 'errored' && result.outcome.failure.kind === 'transport';
      return worst([isCutOff ? ExitStatus.unreachable : ExitStatus.differences, written]);
    } finally {
      await server.stop();
    }
  });

async function look({ host, options }: Invocation, server: OpenServer, signal: AbortSignal) {
  const { url } = server;
  const isAddress = isIP(url.host) !== 0;
  const found = isAddress ? [] : await lookup(url.host, { all: true }).catch(() => []);
  const hasLogin = server.credentials(undefined) !== undefined || !takesPassword(url.mechanism);
  // Without a user there is still something to find out.
  const text = hasLogin ? checkScript : 'c3 LOGOUT\n';
  let certificate: CertificateFacts | undefined;
  let connectedAfter: number | undefined;
  let security = '';
  const startedAt = host.now();
  const onEvent = (event: ReplayEvent) => {
    if (event.kind !== 'connected') return;
    connectedAfter ??= host.now() - startedAt;
    security = event.security;
  };
  const answer = readDuration(options.text('timeout'));
  const { result, transcript = '' } = await replayScript({
    record: true,
    script: parseScript(createSource('check', text)),
    server: url,
    tls: { ...server.tls, onCertificate: (facts) => void (certificate = facts) },
    proxy: server.proxy,
    credentials: server.credentials,
    readFile: async (path) => ({ kind: 'failed', message: path }),
    clock: host.now,
    runId: host.randomHex(6),
    signal,
    onEvent,
    ...(answer === undefined ? {} : { timeouts: { answer, connect: answer } }),
    allowClearText: options.flag('clearTextLogin'),
    channelBinding: channelBindingTypes.find((type) => type === options.text('channelBinding')),
  });
  const seen: Omit<Seen, 'oddities'> = {
    host: url.host,
    port: url.port,
    scheme: url.scheme,
    isThisMachine: isThisMachine(url) && server.proxy === undefined,
    addresses: found.map(({ address }) => address),
    connectedAfter,
    security,
    certificate: certificate && {
      subject: certificate.subject,
      issuer: certificate.issuer,
      daysLeft: Math.floor((Date.parse(certificate.to) - host.now()) / 86_400_000),
    },
    noLogin: hasLogin
      ? undefined
      : {
          reason:
            url.user === undefined
              ? 'no user and password are known (imaps://user@host, and TAGLINE_PASSWORD or a prompt)'
              : `no password of ${visibleText(url.user)} is known (TAGLINE_PASSWORD, --password-file or a prompt)`,
          isWanted: url.user !== undefined,
        },
  };
  return { seen: { ...seen, oddities: findOddities(transcript) }, result };
}

/** What the linter says of the server's own lines: that they are none, or cannot follow what was asked. */
function findOddities(transcript: Octets): Seen['oddities'] {
  const source = createSource('check.transcript', transcript);
  return lintScript(parseScript(source))
    .filter(({ code, severity }) => /^R/.test(code) && severity !== 'note')
    .map(({ span, message }) => {
      const said = lineText(source, positionAt(source, span.start).line);
      return { line: visible(said.replace(/^S\\?: /, '')), message };
    });
}

/** What is checked is the argument, not an option. */
function onServer(invocation: Invocation, server: string): Invocation {
  const { options } = invocation;
  const own: Options = {
    flag: (name) => options.flag(name),
    text: (name) => (name === 'server' ? server : options.text(name)),
    texts: (name) => options.texts(name),
  };
  return { ...invocation, options: own };
}
