import { SignInError, type SignInErrorKind } from "./errors.ts";
import { orAborted } from "./orAborted.ts";

/** Five minutes: what a person needs for a second factor, and an end for a page that was closed. */
const usualLimitMs = 300_000;

/** Runs a task that waits for a person, or for another program: ends with the signal's reason when it aborts, and with `late` at the limit. */
export async function within<T>(
  task: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  limitMs = usualLimitMs,
  late: SignInErrorKind = "timedOut",
): Promise<T> {
  signal.throwIfAborted();
  const limit = AbortSignal.timeout(limitMs);
  const done = new AbortController();
  const any = AbortSignal.any([signal, limit, done.signal]);
  try {
    return await orAborted(task(any), any);
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) throw new SignInError(late);
    throw error;
  } finally {
    done.abort();
  }
}
