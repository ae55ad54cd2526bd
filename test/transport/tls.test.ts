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
const middle = makeCertificate({ name: 'Middle Authority', issuer: authority, isAuthority: true });
const belowMiddle = makeCertificate({ name: 'localhost', issuer: middle });
const belowGood = makeCertificate({ name: 'localhost', issuer: good });
const narrow = makeCertificate({
  name: 'Narrow Authority',
  issuer: authority,
  extensions: 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=keyCertSign\n',
});
const belowNarrow = makeCertificate({ name: 'Too Deep', issuer: narrow, isAuthority: true });
const tooDeep = makeCertificate({ name: 'localhost', issuer: belowNarrow });
const forClients = makeCertificate({
  name: 'localhost',
  issuer: authority,
  extensions: 'extendedKeyUsage=clientAuth\n',
});
const byAddress = makeCertificate({
  name: 'by address',
  issuer: authority,
  extensions: 'subjectAltName=IP:192.0.2.7,IP:2001:db8::7\n',
});
const weak = makeCertificate({ name: 'localhost', issuer: authority, digest: 'sha1' });
const odd = makeCertificate({
  name: 'localhost',
  issuer: authority,
  extensions: '1.2.3.4=critical,DER:0500\n',
});
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
  ...['192.0.2.7', '2001:db8::7', '2001:DB8:0:0::7'].map((serverName) => ({
    name: `the address of --server-name ${serverName}`,
    server: byAddress,
    tls: { ...trusting, serverName },
    message: undefined,
  })),
  {
    name: 'another address',
    server: byAddress,
    tls: { ...trusting, serverName: '192.0.2.8' },
    message: /is for IP Address:192\.0\.2\.7, IP Address:2001:DB8:0:0:0:0:0:7, not for 192\.0\.2\.8/,
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
  {
    name: 'no intermediate certificate',
    server: belowMiddle,
    tls: trusting,
    message: /of localhost .*its issuer Middle Authority is not known here, and the server does not send/,
  },
  {
    name: 'a chain to a root that is not known',
    server: { ...belowMiddle, cert: belowMiddle.cert + middle.cert },
    tls: {},
    message: /of Middle Authority .*its issuer Good Authority is not known here/,
  },
  {
    name: 'a chain with the root in the middle',
    server: { ...belowMiddle, cert: belowMiddle.cert + authority.cert + middle.cert },
    tls: trusting,
    message: undefined,
  },
  {
    name: 'an intermediate authority of --ca',
    server: belowMiddle,
    tls: { ca: [middle.cert] },
    message: undefined,
  },
  {
    name: 'the certificate of --ca itself',
    server: belowMiddle,
    tls: { ca: [belowMiddle.cert] },
    message: undefined,
  },
  {
    name: 'one that no authority signed',
    server: { ...belowGood, cert: belowGood.cert + good.cert },
    tls: trusting,
    message: /of mail\.example\.com .*it signed another one, and is not the certificate of an authority/,
  },
  {
    name: 'more authorities than may be',
    server: { ...tooDeep, cert: tooDeep.cert + belowNarrow.cert + narrow.cert },
    tls: trusting,
    message: /its chain has more authorities than one of them allows/,
  },
  {
    name: 'one that is for clients',
    server: forClients,
    tls: trusting,
    message: /it is not for servers \(extended key usage\)/,
  },
  {
    name: 'a weak signature',
    server: { ...weak, ciphers: 'DEFAULT@SECLEVEL=0' },
    tls: trusting,
    message: /it is signed with SHA-1, which is too weak/,
  },
  {
    name: 'what OpenSSL does not know',
    server: odd,
    tls: trusting,
    message: /OpenSSL refuses it \(UNSPECIFIED\)/,
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
