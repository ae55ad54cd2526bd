/**
 * The sandbox's own key and certificate for `localhost` and 127.0.0.1, so that STARTTLS can be tried. The key is public
 * by being here: it protects nothing, and nothing but a test should trust the certificate.
 */
export const sandboxCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOiZ103UFyODXkikb
B6Ql480LsvoZsNSoe7T6DO0JTfuhRANCAATqg4yhCQxVT0PFLnyKeKlaNDM9Jru2
+WRQNyXEZfVdWWqlxrBwkZX80FTFdfxrXOmuDtADUmMX3D44ppeh6NBJ
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBZjCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOqDjKEJDFVPQ8Uu
fIp4qVo0Mz0mu7b5ZFA3JcRl9V1ZaqXGsHCRlfzQVMV1/Gtc6a4O0ANSYxfcPjim
l6Ho0EmjTjBMMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8E
BTADAQH/MB0GA1UdDgQWBBRDaXhceZ7xwG+hS7FVBvp7T/G16zAKBggqhkjOPQQD
AgNHADBEAiAjtEr3fvI4o2I6PDCGdiQ6vJQZ8UkevhImTvjZ59CwCgIgCyMn13fq
YnCVgd2YazXoL7ma/1X1q3vXpVvEW7lU4Sc=
-----END CERTIFICATE-----
`,
} as const;
