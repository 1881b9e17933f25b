/** What some work took. */
export interface Taken {
  readonly ms: number;
  /** Of all processors together: on a machine that others use too, it tells more. */
  readonly cpuMs: number;
  /** The longest time for which it kept other calls of its thread waiting, of this thread's processor time. */
  readonly longestMs: number;
}

/** Does the work and measures it, and how long it let nothing else have its turn. */
export async function taken(work: () => Promise<unknown>): Promise<Taken> {
  const cpuMs = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const ownMs = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [isDone, longestMs, before] = [false, 0, ownMs()];
  const turn = () => {
    const at = ownMs();
    longestMs = Math.max(longestMs, at - before);
    before = at;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const [started, startedCpu] = [performance.now(), cpuMs()];
  await work();
  const answer = { ms: performance.now() - started, cpuMs: cpuMs() - startedCpu };
  isDone = true;
  await new Promise(setImmediate);
  return { ...answer, longestMs };
}
