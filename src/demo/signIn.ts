import type { DemoEvent } from "./events.ts";

export interface SignIn extends DemoEvent {
  /** Position in `signInTypes`. */
  readonly type: number;
  /** Position among the company's people, service principals or managed identities. */
  readonly who: number;
  readonly app: number;
  readonly error: number;
  readonly place: number;
  /** 0 none, 1 low, 2 medium, 3 high. */
  readonly risk: number;
  /** Signed in on a device that the directory knows. */
  readonly device: boolean;
  /** Events with the same number share the session, the token or the flow (correlation id). */
  readonly session: number;
  readonly token: number;
  readonly flow: number;
  /** Set by stories; else derived. */
  readonly ip?: string | undefined;
  readonly agent?: string | undefined;
  readonly risks?: readonly string[] | undefined;
}
