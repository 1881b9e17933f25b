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
  /** `claims`: what the last token lacked. */
  getToken(claims: string | undefined, signal: AbortSignal): Promise<string>;
}
