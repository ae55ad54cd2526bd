import type { Octets } from '../../text/octets.js';

/** `saslname = 1*(value-safe-char / "=2C" / "=3D")` — RFC 5801 §4, RFC 5802 §7 */
export function escapedName(name: Octets): Octets {
  return name.replaceAll('=', '=3D').replaceAll(',', '=2C');
}
