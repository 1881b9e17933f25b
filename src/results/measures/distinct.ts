import type { Work } from "../steps.ts";
import type { Events } from "./events.ts";
import { PairNumbers } from "./pairNumbers.ts";
import { noPart, valuesMet, type Parts } from "./parts.ts";
import type { PathValues } from "./pathValues.ts";

const atOnce = 16_384;
// Bytes in which each part has a place for each value.
const mostPlaces = 1 << 24;

/** How many different values parts have at a path. `places`: by number of a part its place in the answer, `noPart` for those not asked for. */
export function* distinctOf(events: Events, parts: Parts, places: Uint32Array, size: number, path: PathValues): Work<Uint32Array> {
  const distinct = new Uint32Array(size);
  if (size === 0) return distinct;
  const { codes, numbers, lists, count } = path;
  const met = size * count <= mostPlaces ? new Uint8Array(size * count) : undefined;
  const pairs = met ? undefined : new PairNumbers(size, count, yield* valuesMet(events.rows, parts, path));
  const add = (place: number, value: number): void => {
    if (met) {
      const at = place * count + value;
      if (met[at] !== 0) return;
      met[at] = 1;
    } else {
      const before = pairs?.size;
      pairs?.number(place, value);
      if (pairs?.size === before) return;
    }
    distinct[place] = (distinct[place] ?? 0) + 1;
  };
  const { rows } = events;
  for (let from = 0; from < parts.parts.length; from += atOnce) {
    const end = Math.min(parts.parts.length, from + atOnce);
    for (let index = from; index < end; index++) {
      const part = parts.parts[index] ?? noPart;
      const place = part === noPart ? noPart : (places[part] ?? noPart);
      if (place === noPart) continue;
      const code = codes[rows[parts.events ? (parts.events[index] ?? 0) : index] ?? 0] ?? 0;
      if (lists) for (const value of lists(code)) add(place, value);
      else {
        const value = numbers[code] ?? 0;
        if (value > 0) add(place, value);
      }
    }
    yield;
  }
  return distinct;
}
