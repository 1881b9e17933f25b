/** What is needed of VS Code's SecretStorage. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Newer VS Code lists its keys. */
  keys?(): PromiseLike<readonly string[]>;
  onDidChange?(listener: (event: { readonly key: string }) => void): { dispose(): void };
}

/** Tokens of one cloud and client id. */
export const tokensKey = (cloud: string, clientId: string): string => `msal:${cloud}:${clientId}`;
/** Of a custom cloud the host of its sign-in tells whose tokens they are. */
export const tokensKeyOf = (cloudId: string, { login }: { readonly login: string }, clientId: string): string =>
  tokensKey(cloudId === "custom" ? new URL(login).host : cloudId, clientId);
/** Client secret, or certificate with key and passphrase, of one connection. */
export const credentialKey = (connectionId: string): string => `credential:${connectionId}`;
/** Here an earlier version kept the last token that another program gave for one connection; now it is only deleted. */
export const borrowedKey = (connectionId: string): string => `borrowed:${connectionId}`;
