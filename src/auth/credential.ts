/** What an application proves itself with, as it is kept in a secret of its own. */
export type StoredCredential = { readonly clientSecret: string } | { readonly pem: string; readonly passphrase?: string };

export function readCredential(text: string | undefined): StoredCredential | undefined {
  try {
    const value = JSON.parse(text ?? "") as Partial<Record<"clientSecret" | "pem" | "passphrase", unknown>> | null;
    if (typeof value?.clientSecret === "string") return { clientSecret: value.clientSecret };
    if (typeof value?.pem !== "string") return undefined;
    return { pem: value.pem, ...(typeof value.passphrase === "string" ? { passphrase: value.passphrase } : {}) };
  } catch {
    return undefined;
  }
}
