import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { SignInError } from "./errors.ts";

/** What msal wants of a certificate. */
export interface ClientCertificate {
  /** SHA-256, hexadecimal without colons. */
  readonly thumbprintSha256: string;
  /** PKCS #8 PEM, not encrypted. */
  readonly privateKey: string;
  /** The certificate as PEM. */
  readonly x5c: string;
}

const blocks = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;

/**
 * Reads PEM text that holds a certificate and its private key, in any order.
 * Fails with `certificateUnreadable`, `keyMissing`, `keyMismatch`, `passphraseNeeded`, `passphraseWrong` or `certificateExpired`.
 */
export function readCertificate(pem: string, passphrase: string | undefined, now: number): ClientCertificate {
  const found = [...pem.matchAll(blocks)].map(([text, label = ""]) => ({ text, label }));
  const keyBlock = found.find(({ label }) => label.endsWith("PRIVATE KEY"));
  const certificates = found.filter(({ label }) => label === "CERTIFICATE").flatMap(({ text }) => certificateOf(text) ?? []);
  if (certificates.length === 0) throw new SignInError("certificateUnreadable");
  if (keyBlock === undefined) throw new SignInError("keyMissing");
  const key = keyOf(keyBlock.text, passphrase);
  const certificate = certificates.find((candidate) => candidate.checkPrivateKey(key));
  if (certificate === undefined) throw new SignInError("keyMismatch");
  if (Date.parse(certificate.validTo) < now) throw new SignInError("certificateExpired", { said: certificate.validTo });
  return {
    thumbprintSha256: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
    privateKey: key.export({ type: "pkcs8", format: "pem" }) as string,
    x5c: certificate.toString(),
  };
}

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function keyOf(pem: string, passphrase: string | undefined): KeyObject {
  const locked = /BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(pem);
  if (locked && !passphrase) throw new SignInError("passphraseNeeded");
  try {
    return createPrivateKey({ key: pem, format: "pem", ...(locked && passphrase ? { passphrase } : {}) });
  } catch {
    // OpenSSL's own words differ from version to version, and some quote the input.
    throw new SignInError(locked ? "passphraseWrong" : "certificateUnreadable");
  }
}
