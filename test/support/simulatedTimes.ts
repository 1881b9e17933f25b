const hourMs = 3_600_000;

/** A small generator of numbers in [0, 1), the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Times of sign-ins of a company, ascending: ten times more in the morning than at night, few at weekends, and an hour of a password spray. */
export function workdayTimes(count: number, from: Date, to: Date, seed = 1): Float64Array {
  const random = randomOf(seed);
  const start = from.getTime();
  const hours = Math.ceil((to.getTime() - start) / hourMs);
  const spray = Math.floor(hours * 0.4);
  const weights = Array.from({ length: hours }, (_, hour) => {
    const date = new Date(start + hour * hourMs);
    const byDay = [0, 6].includes(date.getUTCDay()) ? 0.25 : 1;
    const byHour = 0.1 + Math.exp(-(((date.getUTCHours() - 9) / 3) ** 2)) + 0.6 * Math.exp(-(((date.getUTCHours() - 14) / 3) ** 2));
    return byDay * byHour * (0.8 + 0.4 * random()) + (hour === spray ? 3 : 0);
  });
  const before = weights.reduce<number[]>((sums, weight) => [...sums, (sums.at(-1) ?? 0) + weight], [0]);
  const all = before.at(-1) ?? 1;
  const times = Float64Array.from({ length: count }, () => {
    const place = random() * all;
    let hour = 0;
    while ((before[hour + 1] ?? Infinity) <= place) hour++;
    const within = (place - (before[hour] ?? 0)) / (weights[hour] ?? 1);
    return Math.min(to.getTime(), Math.floor(start + (hour + within) * hourMs));
  });
  return times.sort();
}
