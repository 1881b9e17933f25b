import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

/** DER of one value: tag, length, content. */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
const sequence = (...content: readonly Buffer[]): Buffer => der(0x30, ...content);
const commonName = (name: string): Buffer =>
  sequence(der(0x31, sequence(der(0x06, Buffer.from([0x55, 0x04, 0x03])), der(0x0c, Buffer.from(name)))));
const time = (date: Date): Buffer => der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`));
/** sha256WithRSAEncryption */
const algorithm = sequence(der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b])), der(0x05));

const pemOf = (label: string, content: Buffer): string =>
  `-----BEGIN ${label}-----\n${content.toString("base64").replace(/.{64}/g, "$&\n").trim()}\n-----END ${label}-----\n`;

export interface MadeCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly key: KeyObject;
  /** Certificate and key in one PEM text; the key encrypted when there is a passphrase. */
  pem(passphrase?: string): string;
}

/** A self-signed certificate, as Node can read but not make. */
export function makeCertificate(validTo = new Date("2099-01-01T00:00:00Z")): MadeCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const name = commonName("Tenant Activity test");
  const toSign = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(new Date("2020-01-01T00:00:00Z")), time(validTo)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(0x03, Buffer.from([0]), sign("RSA-SHA256", toSign, privateKey));
  const certificate = pemOf("CERTIFICATE", sequence(toSign, algorithm, signature));
  return {
    certificate,
    key: privateKey,
    pem: (passphrase) =>
      certificate +
      (privateKey.export({
        type: "pkcs8",
        format: "pem",
        ...(passphrase === undefined ? {} : { cipher: "aes-256-cbc", passphrase }),
      }) as string),
  };
}
