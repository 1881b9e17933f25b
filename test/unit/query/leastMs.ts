const leastAttempts = 10;
/** For attempts beyond those: on a machine that is busy with others most of them are disturbed. */
const mostMs = 3000;
/** A thread's processor time is counted in ticks of this length. */
const tickMs = 4;

const sample = JSON.stringify(
  Array.from({ length: 2000 }, (_, at) => ({ id: String(at), name: `n ${String(at)}`, at, list: [at, at + 1] })),
);
/** What reading and writing the sample takes, in ms, on a machine of the kind that limits are written for. */
const usualSampleMs = 2.2;

/**
 * The least time that `work` takes in ten attempts or more, in ms, without what other processes take: on a machine that is slower than the usual one just
 * now, as a work of the same moment tells, what it would take there. Stops at the first below `enough`.
 */
export function leastMs(work: () => void, enough: number): number {
  const beginning = performance.now();
  let [least, leastSample, scaled] = [Infinity, Infinity, Infinity];
  for (let attempt = 0; scaled >= enough && (attempt < leastAttempts || performance.now() - beginning < mostMs); attempt++) {
    least = Math.min(least, ownMs(work));
    if (least < enough) return least;
    leastSample = Math.min(
      leastSample,
      ownMs(() => JSON.stringify(JSON.parse(sample))),
    );
    scaled = least * Math.min(1, usualSampleMs / leastSample);
  }
  return scaled;
}

/** No less than the thread has worked, and no more than that by a tick. */
function ownMs(work: () => void): number {
  const [start, before] = [performance.now(), process.threadCpuUsage()];
  work();
  const { user, system } = process.threadCpuUsage(before);
  return Math.min(performance.now() - start, (user + system) / 1000 + tickMs);
}
