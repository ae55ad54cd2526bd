import { createHash } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { ChannelBindings } from '../session/channel-binding.js';
import { octetsOf } from '../text/octets.js';
import { signatureHash } from './signature-hash.js';

/**
 * What a login can be tied to on a TLS connection: `tls-exporter` (RFC 9266 §4.2) with TLS 1.3, `tls-unique` (RFC 5929
 * §3; sessions are never resumed here, so that the client's Finished is the first) before, `tls-server-end-point` (§4)
 * with both.
 */
export function channelBindingsOf(socket: TLSSocket): ChannelBindings {
  const isNew = socket.getProtocol() === 'TLSv1.3';
  const finished = isNew ? undefined : socket.getFinished();
  const endPoint = endPointOf(socket.getPeerCertificate().raw);
  return {
    ...(isNew
      ? { 'tls-exporter': octetsOf(socket.exportKeyingMaterial(32, exporterLabel, Buffer.alloc(0))) }
      : {}),
    ...(finished ? { 'tls-unique': octetsOf(finished) } : {}),
    ...(endPoint ? { 'tls-server-end-point': octetsOf(endPoint) } : {}),
  };
}

const exporterLabel = 'EXPORTER-Channel-Binding';

/** The hash of the certificate by the function of its signature; MD5 and SHA-1 are too weak, and SHA-256 stands in. */
function endPointOf(certificate: Buffer | undefined): Buffer | undefined {
  const name = certificate && signatureHash(certificate);
  if (!certificate || !name) return undefined;
  return createHash(name).update(certificate).digest();
}
