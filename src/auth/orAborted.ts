/** A task's outcome, or the signal's reason as soon as it aborts; the task itself goes on. */
export async function orAborted<T>(task: Promise<T>, signal: AbortSignal): Promise<T> {
  let aborted = (): void => undefined;
  const abort = new Promise<never>((_, reject) => {
    aborted = () => reject(signal.reason as Error);
    if (signal.aborted) aborted();
    else signal.addEventListener("abort", aborted);
  });
  try {
    return await Promise.race([task, abort]);
  } finally {
    signal.removeEventListener("abort", aborted);
  }
}
