/**
 * The hash function of a certificate's signature, as channel binding wants it (RFC 5929 §4.1): SHA-256 instead of MD5 and
 * SHA-1. Undefined when there is none or it is not known: Node 20 does not tell.
 */
export function signatureHash(certificate: Uint8Array): string | undefined {
  const algorithm = signatureAlgorithm(certificate);
  return algorithm === undefined ? undefined : hashes[algorithm];
}

/** The hash function of a certificate's signature, where that is one nobody may rely on any more. */
export function weakSignature(certificate: Uint8Array): string | undefined {
  return weakHashes[signatureAlgorithm(certificate) ?? ''];
}

function signatureAlgorithm(certificate: Uint8Array): string | undefined {
  const signed = read(certificate, 0);
  const body = signed && read(certificate, signed.start);
  // `Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }` — RFC 5280 §4.1
  const algorithm = body && read(certificate, body.end);
  const identifier = algorithm && read(certificate, algorithm.start);
  if (!identifier || identifier.type !== objectIdentifier) return undefined;
  return Buffer.from(certificate.subarray(identifier.start, identifier.end)).toString('hex');
}

/** By the contents of the object identifier: RFC 3279 §2.2, RFC 4055 §5, RFC 5758 §3.2. */
const hashes: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'sha256', // md5WithRSAEncryption
  '2a864886f70d010105': 'sha256', // sha1WithRSAEncryption
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a864886f70d01010e': 'sha224',
  '2a8648ce3d0401': 'sha256', // ecdsa-with-SHA1
  '2a8648ce3d040301': 'sha224',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
};

const weakHashes: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'MD5',
  '2a864886f70d010105': 'SHA-1',
  '2a8648ce3d0401': 'SHA-1',
};

const objectIdentifier = 6;

interface Part {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

/** One value in DER: its type, its length in one or more octets, its contents (X.690 §8.1). */
function read(bytes: Uint8Array, at: number): Part | undefined {
  const type = bytes[at];
  const first = bytes[at + 1];
  if (type === undefined || first === undefined) return undefined;
  if (first < 0x80) return { type, start: at + 2, end: at + 2 + first };
  const start = at + 2 + (first & 0x7f);
  const length = bytes.subarray(at + 2, start).reduce((sum, octet) => sum * 256 + octet, 0);
  return { type, start, end: start + length };
}
