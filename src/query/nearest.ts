/** The number of letters to insert, remove, replace or swap with the next one (optimal string alignment), or `limit + 1` when it is more than `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? limit + 1;
}

/** The candidate that `text` was probably meant to be, without regard to case; undefined when none is near. */
export function nearest<Name extends string>(text: string, candidates: Iterable<Name>): Name | undefined {
  if (text.length > 100) return undefined;
  const wanted = text.toLowerCase();
  let best: Name | undefined;
  let least = Math.min(3, Math.floor((text.length + 1) / 3));
  for (const candidate of candidates) {
    const found = distance(wanted, candidate.toLowerCase(), least);
    if (found > least || (found === least && best !== undefined)) continue;
    best = candidate;
    least = found;
  }
  return best;
}
