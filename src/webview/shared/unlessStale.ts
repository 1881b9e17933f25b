import { RemoteError } from "../../rpc.ts";

/** Undefined: the host has gone on to another view since this was asked. Its state is on its way, and asks anew: nothing to tell a person. */
export async function unlessStale<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RemoteError && error.failure.name === "Stale") return undefined;
    throw error;
  }
}
