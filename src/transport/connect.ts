/** How TLS is done. */
export interface TlsSettings {
  /** Certificates (PEM) to trust besides the system's. */
  readonly ca?: readonly string[];
  /** Accept any certificate. */
  readonly insecure?: boolean;
  /** The name the certificate must have, when it is not the host's. */
  readonly serverName?: string;
}
