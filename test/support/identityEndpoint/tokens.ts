import { createSign, createVerify, generateKeyPairSync, randomBytes, type JsonWebKey, type KeyObject } from "node:crypto";
import type { User } from "./directory.ts";

export type Claims = Readonly<Record<string, unknown>>;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (part: string | undefined): Claims | undefined => {
  try {
    const value = JSON.parse(Buffer.from(part ?? "", "base64url").toString()) as unknown;
    return typeof value === "object" && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
};

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}
/** Made on first use, as it takes a tenth of a second; key ids tell the sign-in hosts of one process apart. */
let pair: KeyPair | undefined;

/** Signs and reads tokens (RS256). */
export class TokenMint {
  readonly #keyId = randomBytes(16).toString("base64url");

  get #keys(): KeyPair {
    return (pair ??= generateKeyPairSync("rsa", { modulusLength: 2048 }));
  }

  get jwks(): { readonly keys: readonly JsonWebKey[] } {
    const jwk = this.#keys.publicKey.export({ format: "jwk" });
    return { keys: [{ ...jwk, use: "sig", alg: "RS256", kid: this.#keyId }] };
  }

  mint(claims: Claims): string {
    const text = `${encode({ typ: "JWT", alg: "RS256", kid: this.#keyId })}.${encode(claims)}`;
    return `${text}.${createSign("RSA-SHA256").update(text).sign(this.#keys.privateKey, "base64url")}`;
  }

  /** The claims of a token of this mint, expired or not; undefined for any other. */
  read(token: string): Claims | undefined {
    const [header, claims, signature] = token.split(".");
    if (signature === undefined || decode(header)?.["kid"] !== this.#keyId) return undefined;
    const valid = createVerify("RSA-SHA256").update(`${header}.${claims}`).verify(this.#keys.publicKey, signature, "base64url");
    return valid ? decode(claims) : undefined;
  }
}

/** Header and claims of any token, unverified. */
export function readParts(
  token: string,
): { readonly header: Claims; readonly claims: Claims; readonly signed: string; readonly signature: string } | undefined {
  const [first, second, signature] = token.split(".");
  const [header, claims] = [decode(first), decode(second)];
  return header && claims && signature !== undefined ? { header, claims, signed: `${first}.${second}`, signature } : undefined;
}

/** A code or token that only this host can read. */
export const opaque = (prefix: string): string => `${prefix}${randomBytes(48).toString("base64url")}`;

export const clientInfo = ({ id, home }: User): string => Buffer.from(JSON.stringify({ uid: id, utid: home })).toString("base64url");
