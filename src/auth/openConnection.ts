import type { Connection } from "./connection.ts";
import type { ConnectionData } from "./connectionData.ts";
import { needsPerson } from "./errors.ts";
import { orAborted } from "./orAborted.ts";
import type { SignIns } from "./signIns.ts";

export interface ConnectionSurroundings {
  readonly signIns: SignIns;
  /** Reaches Graph. */
  fetch(request: Request): Promise<Response>;
  /**
   * Runs an interactive sign-in that a run waits for, where the person can see and cancel it; the signal aborts then.
   * Never more than one of a connection at a time.
   */
  interact(data: ConnectionData, task: (signal: AbortSignal) => Promise<ConnectionData>): Promise<ConnectionData>;
}

/** A connection of kept data, signed in before, as the runs use it. */
export function openConnection(data: ConnectionData, { signIns, fetch, interact }: ConnectionSurroundings): Connection {
  let renewal: Promise<void> | undefined;
  /** All that ask meanwhile share one renewal, which outlives the run that asked first. */
  const renew = (claims: string): Promise<void> => (renewal ??= satisfy(claims).finally(() => (renewal = undefined)));

  async function satisfy(claims: string): Promise<void> {
    try {
      await signIns.token(data, { claims, signal: new AbortController().signal });
    } catch (error) {
      if (!needsPerson(error)) throw error;
      try {
        await interact(data, (signal) => signIns.signIn(data, { claims: error.facts.claims ?? claims, signal }));
      } catch (reason) {
        // Who closes the sign-in has not cancelled the run: it can go on after signing in again.
        throw reason instanceof Error && reason.name === "AbortError" ? error : reason;
      }
    }
  }

  return {
    id: data.id,
    name: data.name,
    graphHost: signIns.cloudOf(data).graph,
    me: data.account?.username ?? "",
    tenant: data.tenantId ?? data.tenant,
    fetch,
    async getToken(claims, signal) {
      // Only Graph's own challenge opens a browser by itself; for the rest the person is asked first.
      const awaited = claims === undefined ? renewal : renew(claims);
      if (awaited) await orAborted(awaited, signal);
      return (await signIns.token(data, { signal })).accessToken;
    },
  };
}
