import { constants, verify, X509Certificate } from "node:crypto";
import type { Registration } from "./directory.ts";
import { EntraError } from "./entraError.ts";
import { readParts } from "./tokens.ts";

/** Checks a client assertion: PS256, `x5t#S256` of a registered certificate, issuer, audience and time. Throws the EntraError. */
export function checkAssertion(assertion: string, { clientId, certificates = [] }: Registration, audience: string, now: number): void {
  const parts = readParts(assertion);
  if (parts === undefined) throw new EntraError(50027, "invalid_request", "JWT token is invalid or malformed.");
  const { header, claims, signed, signature } = parts;
  const thumbprint = String(header["x5t#S256"] ?? "");
  const certificate = certificates.map((pem) => new X509Certificate(pem)).find((each) => thumbprintOf(each) === thumbprint);
  if (header["alg"] !== "PS256" || certificate === undefined) {
    throw new EntraError(
      700027,
      "invalid_client",
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${Buffer.from(thumbprint, "base64url").toString("hex").toUpperCase()}'].`,
    );
  }
  const options = { key: certificate.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  if (!verify("RSA-SHA256", Buffer.from(signed), options, Buffer.from(signature, "base64url")))
    throw new EntraError(700027, "invalid_client", "Client assertion failed signature validation.");
  if (claims["iss"] !== clientId || claims["sub"] !== clientId)
    throw new EntraError(700021, "invalid_client", "Client assertion application identifier doesn't match 'client_id' parameter.");
  if (claims["aud"] !== audience)
    throw new EntraError(700023, "invalid_client", `Client assertion audience claim does not match Realm issuer.`);
  const seconds = now / 1000;
  const leeway = 300;
  if (!(Number(claims["nbf"]) - leeway <= seconds && seconds <= Number(claims["exp"]) + leeway))
    throw new EntraError(
      700024,
      "invalid_client",
      "Client assertion is not within its valid time range. Current time and expiry of the assertion differ.",
    );
}

const thumbprintOf = ({ fingerprint256 }: X509Certificate): string =>
  Buffer.from(fingerprint256.replaceAll(":", ""), "hex").toString("base64url");
