import type { Octets } from '../text/octets.js';

/** What an authentication can be tied to, so that nobody can sit between: RFC 5929 §3 and §4, RFC 9266 §2. */
export const channelBindingTypes = ['tls-exporter', 'tls-unique', 'tls-server-end-point'] as const;

export type ChannelBindingType = (typeof channelBindingTypes)[number];

/** The data of each type that a TLS connection has; none in the clear. */
export type ChannelBindings = Readonly<Partial<Record<ChannelBindingType, Octets>>>;

export interface ChannelBinding {
  readonly type: ChannelBindingType;
  readonly data: Octets;
}

/** The wanted one, or else what is the default of the TLS version (RFC 5802 §6.1, RFC 9266 §3). */
export function chooseBinding(
  bindings: ChannelBindings,
  wanted: ChannelBindingType | undefined,
): ChannelBinding | undefined {
  const type = wanted ?? channelBindingTypes.find((name) => bindings[name] !== undefined);
  const data = type && bindings[type];
  return type === undefined || data === undefined ? undefined : { type, data };
}
