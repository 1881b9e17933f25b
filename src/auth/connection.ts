/** A tenant that can be asked, and how. */
export interface Connection {
  /** Stable: names the connection in documents and saved state. */
  readonly id: string;
  readonly name: string;
  /** Scheme and host of Graph in this cloud. */
  readonly graphHost: string;
  /** What `${me}` and `${tenant}` in a query text stand for. */
  readonly me: string;
  readonly tenant: string;
  /** Whose requests the service counts together; missing: nobody outside this window sends any. */
  readonly budgetKey?: { readonly host: string; readonly tenant: string; readonly clientId: string };
  fetch(request: Request): Promise<Response>;
  getToken(wish: TokenWish | undefined, signal: AbortSignal): Promise<string>;
}

/** What a token must be besides good. */
export interface TokenWish {
  /** What the last token lacked. */
  readonly claims?: string | undefined;
  /** Fingerprint (SHA-256, hexadecimal) of the token that the service refused: it is not given again. */
  readonly refused?: string | undefined;
  /** Made now: older ones do not know of roles and permissions that were given since. */
  readonly anew?: boolean;
}
