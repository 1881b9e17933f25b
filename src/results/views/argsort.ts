import { wholes } from "../columns/encoding.ts";
import { atOnce, looksAtOnce, type Work } from "../steps.ts";

const few = 2048;

/** The places of `keys` in ascending order of the keys; equal keys keep their order. No key is NaN. */
export const argsort = (keys: Float64Array): Uint32Array => atOnce(argsortInSteps(keys));

export function* argsortInSteps(keys: Float64Array): Work<Uint32Array> {
  const places = wholes(0, keys.length);
  let ascending = true;
  let descending = true;
  for (let index = 1; index < keys.length && (ascending || descending); index++) {
    const [before, key] = [keys[index - 1] ?? 0, keys[index] ?? 0];
    if (key < before) ascending = false;
    else if (key > before) descending = false;
    if (index % looksAtOnce === 0) yield;
  }
  if (ascending) return places;
  if (descending) return yield* reversed(keys, places);
  if (keys.length <= few) return places.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  yield;
  return (yield* bySmallWholes(keys)) ?? (yield* byDigits(keys, places));
}

/** Of keys that only fall: turned round, except among equals. */
function* reversed(keys: Float64Array, places: Uint32Array): Work<Uint32Array> {
  const answer = new Uint32Array(places.length);
  let written = 0;
  for (let end = keys.length; end > 0;) {
    let start = end - 1;
    while (start > 0 && keys[start - 1] === keys[start]) start--;
    for (let index = start; index < end; index++) {
      answer[written++] = places[index] ?? 0;
      if (written % looksAtOnce === 0) yield;
    }
    end = start;
  }
  return answer;
}

/** Counting sort, for keys that are the ranks of a dictionary; `undefined` when these are other keys. */
function* bySmallWholes(keys: Float64Array): Work<Uint32Array | undefined> {
  let least = Infinity;
  let greatest = -Infinity;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] ?? 0;
    if (!Number.isInteger(key)) return undefined;
    if (key < least) least = key;
    if (key > greatest) greatest = key;
    if (index % looksAtOnce === 0) yield;
  }
  if (greatest - least > keys.length) return undefined;
  const starts = new Uint32Array(greatest - least + 2);
  const answer = new Uint32Array(keys.length);
  for (let index = 0; index < keys.length; index++) {
    const after = (keys[index] ?? 0) - least + 1;
    starts[after] = (starts[after] ?? 0) + 1;
    if (index % looksAtOnce === 0) yield;
  }
  for (let index = 1; index < starts.length; index++) {
    starts[index] = (starts[index] ?? 0) + (starts[index - 1] ?? 0);
    if (index % looksAtOnce === 0) yield;
  }
  for (let index = 0; index < keys.length; index++) {
    const at = (keys[index] ?? 0) - least;
    const place = starts[at] ?? 0;
    answer[place] = index;
    starts[at] = place + 1;
    if (index % looksAtOnce === 0) yield;
  }
  return answer;
}

/** Radix sort by sixteen bits at a time. */
function* byDigits(keys: Float64Array, places: Uint32Array<ArrayBuffer>): Work<Uint32Array> {
  // The bits of doubles order like unsigned numbers once negative ones are inverted and the sign of the others is set. Adding 0 makes -0 a 0.
  const doubles = new Float64Array(keys.length);
  for (let index = 0; index < keys.length; index++) {
    doubles[index] = (keys[index] ?? 0) + 0;
    if (index % looksAtOnce === 0) yield;
  }
  const bits = new Uint32Array(doubles.buffer);
  for (let high = 1; high < bits.length; high += 2) {
    if (high % (2 * looksAtOnce) === 1) yield;
    const word = bits[high] ?? 0;
    if (word >>> 31) {
      bits[high] = ~word;
      bits[high - 1] = ~(bits[high - 1] ?? 0);
    } else bits[high] = word | 0x80000000;
  }
  const digits = new Uint16Array(bits.buffer);
  let from = places;
  let to = new Uint32Array(keys.length);
  for (let digit = 0; digit < 4; digit++) {
    yield;
    const starts = new Uint32Array(0x10001);
    for (let index = digit; index < digits.length; index += 4) {
      const at = (digits[index] ?? 0) + 1;
      starts[at] = (starts[at] ?? 0) + 1;
      if (index % (4 * looksAtOnce) === digit) yield;
    }
    if (starts.includes(keys.length)) continue; // the same for all
    for (let index = 1; index < starts.length; index++) starts[index] = (starts[index] ?? 0) + (starts[index - 1] ?? 0);
    for (let index = 0; index < from.length; index++) {
      if (index % looksAtOnce === 0) yield;
      const place = from[index] ?? 0;
      const at = digits[4 * place + digit] ?? 0;
      const target = starts[at] ?? 0;
      to[target] = place;
      starts[at] = target + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
