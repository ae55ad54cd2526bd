import { X509Certificate } from 'node:crypto';
import type { TlsOptions } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { TlsSettings } from '../../src/transport/connect.js';
import { replay } from '../runner/replay.js';
import { makeCertificate } from './certificates.js';
import { withTls } from './tls-server.js';

const authority = makeCertificate({ name: 'Good Authority', isAuthority: true });
const good = makeCertificate({ name: 'mail.example.com', issuer: authority });
const selfSigned = makeCertificate({ name: 'localhost' });
const expired = makeCertificate({
  name: 'localhost',
  issuer: authority,
  dates: ['20200101000000Z', '20200201000000Z'],
});
const future = makeCertificate({
  name: 'localhost',
  issuer: authority,
  dates: ['20900101000000Z', '20910101000000Z'],
});
const oldAuthority = makeCertificate({
  name: 'Old Authority',
  issuer: authority,
  isAuthority: true,
  dates: ['20200101000000Z', '20200201000000Z'],
});
const belowOld = makeCertificate({ name: 'localhost', issuer: oldAuthority });
const client = makeCertificate({ name: 'bob', issuer: authority });

const trusting: TlsSettings = { ca: [authority.cert] };
const fingerprintOf = ({ cert }: { cert: string }) => new X509Certificate(cert).fingerprint256;

const ancient = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

interface Row {
  readonly name: string;
  readonly server: TlsOptions;
  readonly tls: TlsSettings;
  /** Of the failure; undefined when it must stand. */
  readonly message: RegExp | undefined;
}

const rows: readonly Row[] = [
  {
    name: 'an unknown authority',
    server: good,
    tls: {},
    message: /mail\.example\.com.*issuer Good Authority/,
  },
  {
    name: 'an authority of --ca',
    server: good,
    tls: { ...trusting, serverName: 'mail.example.com' },
    message: undefined,
  },
  {
    name: 'another host',
    server: good,
    tls: trusting,
    message: /is for mail\.example\.com, not for localhost/,
  },
  {
    name: 'itself as authority',
    server: selfSigned,
    tls: {},
    message: /of localhost is not accepted: it is self-signed/,
  },
  { name: 'itself, trusted', server: selfSigned, tls: { ca: [selfSigned.cert] }, message: undefined },
  {
    name: 'an end in the past',
    server: expired,
    tls: trusting,
    message: /of localhost .*it expired on Feb {2}1 .*2020/,
  },
  {
    name: 'a begin in the future',
    server: future,
    tls: trusting,
    message: /of localhost .*not valid before Jan {2}1 .*2090/,
  },
  {
    name: 'an intermediate certificate that expired',
    server: { ...belowOld, cert: belowOld.cert + oldAuthority.cert },
    tls: trusting,
    message: /of Old Authority .*it expired on Feb {2}1 .*2020/,
  },
  { name: 'any certificate with --insecure', server: expired, tls: { insecure: true }, message: undefined },
  {
    name: 'the pinned fingerprint',
    server: selfSigned,
    tls: { fingerprint: fingerprintOf(selfSigned) },
    message: undefined,
  },
  {
    name: 'another than the pinned fingerprint',
    server: good,
    tls: { ...trusting, serverName: 'mail.example.com', fingerprint: fingerprintOf(selfSigned) },
    message: new RegExp(`not the pinned one: its SHA-256 is ${fingerprintOf(good)}`),
  },
  {
    name: 'the client certificate that it wants',
    server: { ...selfSigned, requestCert: true, rejectUnauthorized: true, ca: [authority.cert] },
    tls: { insecure: true, identity: client },
    message: undefined,
  },
  {
    name: 'no client certificate though it wants one',
    server: { ...selfSigned, requestCert: true, rejectUnauthorized: true, ca: [authority.cert] },
    tls: { insecure: true },
    message: /wants a client certificate/,
  },
  {
    name: 'TLS 1.2 where 1.3 is the oldest',
    server: { ...selfSigned, maxVersion: 'TLSv1.2' },
    tls: { insecure: true, oldest: 'TLSv1.3' },
    message: /does not speak the TLS version/,
  },
  {
    name: 'TLS 1.1 where 1.2 is the oldest',
    server: { ...selfSigned, ...ancient },
    tls: { insecure: true },
    message: /does not speak the TLS version/,
  },
  {
    name: 'TLS 1.1 where that may be',
    server: { ...selfSigned, ...ancient },
    tls: { insecure: true, oldest: 'TLSv1.1' },
    message: undefined,
  },
];

describe('a server that shows', () => {
  it.each(rows)('$name is accepted or refused with the reason', async ({ server, tls, message }) => {
    const { result } = await withTls(server, (port) =>
      replay('a1 NOOP\na1 OK\n', { url: `imaps://localhost:${port}`, tls }),
    );
    const expected = message
      ? { kind: 'errored', failure: { kind: 'transport', message: expect.stringMatching(message) } }
      : { kind: 'passed' };
    expect(result.outcome).toMatchObject(expected);
  });
});
