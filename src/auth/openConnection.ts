import type { Connection } from "./connection.ts";
import type { ConnectionData } from "./connectionData.ts";
import { needsPerson, SignInError } from "./errors.ts";
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
  /** What is known of the connection now, as a person may have signed in or out, in this window or another; undefined when it is gone. */
  current?(): ConnectionData | undefined;
}

/** A connection of kept data, signed in before, as the runs use it. It ends with its cloud: its tokens are for the host that it names. */
export function openConnection(
  data: ConnectionData,
  { signIns, fetch, interact, current = () => data }: ConnectionSurroundings,
): Connection {
  const cloud = signIns.cloudOf(data);
  let renewal: Promise<void> | undefined;
  /** All that ask meanwhile share one renewal, which outlives the run that asked first. */
  const renew = (claims: string): Promise<void> => (renewal ??= satisfy(claims).finally(() => (renewal = undefined)));

  function known(): ConnectionData {
    const now = current();
    if (now === undefined) throw new SignInError("connectionGone");
    const { login, graph } = signIns.cloudOf(now);
    if (login !== cloud.login || graph !== cloud.graph) throw new SignInError("cloudChanged");
    return now;
  }

  async function satisfy(claims: string): Promise<void> {
    const now = known();
    try {
      await signIns.token(now, { claims, cloud, signal: new AbortController().signal });
    } catch (error) {
      if (!needsPerson(error)) throw error;
      try {
        await interact(now, (signal) => signIns.signIn(now, { claims: error.facts.claims ?? claims, signal }));
      } catch (reason) {
        // Who closes the sign-in has not cancelled the run: it can go on after signing in again.
        throw reason instanceof Error && reason.name === "AbortError" ? error : reason;
      }
    }
  }

  return {
    id: data.id,
    name: data.name,
    graphHost: cloud.graph,
    me: data.account?.username ?? "",
    tenant: data.tenantId ?? data.tenant,
    fetch,
    async getToken(wish, signal) {
      const { claims, refused, anew = false } = wish ?? {};
      known();
      // Only Graph's own challenge opens a browser by itself; for the rest the person is asked first.
      const awaited = claims === undefined ? renewal : renew(claims);
      if (awaited) await orAborted(awaited, signal);
      const { accessToken } = await signIns.token(known(), { cloud, refused, anew, signal });
      // Who has signed out meanwhile, in whichever window, is asked with no more.
      signIns.assertStays(known());
      return accessToken;
    },
  };
}
