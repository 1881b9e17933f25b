/** Mixes two 32-bit numbers into one: the finalizer of MurmurHash3, so random numbers can be had for any place without those before it. */
export function mix(a: number, b: number): number {
  let hash = a ^ Math.imul(b + 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number for a text, so that a seed, a filter or a name can be mixed in. */
export function hashText(text: string): number {
  let hash = text.length;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash, text.length);
}

/** In [0, 1), the same for the same key and salt. */
export const chance = (key: number, salt: number): number => mix(key, salt) / 0x1_0000_0000;

export const pick = <T>(list: readonly T[], key: number, salt: number): T => list[mix(key, salt) % list.length] as T;

/** A sequence of numbers in [0, 1): mulberry32. */
export function sequence(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let hash = Math.imul(state ^ (state >>> 15), 1 | state);
    hash = (hash + Math.imul(hash ^ (hash >>> 7), 61 | hash)) ^ hash;
    return ((hash ^ (hash >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Chooses by weight: `weighted([["a", 9], ["b", 1]])(0.95)` is `b`. */
export function weighted<T>(choices: readonly (readonly [T, number])[]): (at: number) => T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  const limits = new Float64Array(choices.length);
  let sum = 0;
  choices.forEach(([, weight], index) => (limits[index] = (sum += weight) / total));
  return (at) => {
    let index = 0;
    while (index < limits.length - 1 && at >= (limits[index] as number)) index++;
    return (choices[index] as readonly [T, number])[0];
  };
}

const bytes = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, "0"));
export const hex32 = (word: number): string =>
  (bytes[word >>> 24] as string) + bytes[(word >>> 16) & 255] + bytes[(word >>> 8) & 255] + bytes[word & 255];

// Digits are written into bytes: strings grown piece by piece cost several times more to make and to send.
const digits = new Uint8Array(Buffer.from(bytes.join("")));
const text = Buffer.alloc(36, "-");
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
function put(word: number, first: number): void {
  for (let at = 0; at < 4; at++) {
    const byte = (word >>> (24 - 8 * at)) & 255;
    const place = places[first + at] as number;
    text[place] = digits[2 * byte] as number;
    text[place + 1] = digits[2 * byte + 1] as number;
  }
}

/**
 * A GUID of version 4 that hides two 32-bit numbers: no two pairs share one, and `numbersOf` gets them back, so a record is found by its id
 * without a list of ids.
 */
export function guidOf(a: number, b: number, salt: number): string {
  const c = ((mix(mix(a, salt), b) & 0xffff_0fff) | 0x4000) >>> 0;
  const d = ((mix(mix(b, ~salt), a) & 0x3fff_ffff) | 0x8000_0000) >>> 0;
  put(a ^ mix(c, d), 0);
  put(c, 4);
  put(d, 8);
  put(b ^ mix(d, c), 12);
  return text.toString("latin1");
}

/** The numbers in a GUID of `guidOf`; undefined when it is not one of those with this salt. */
export function numbersOf(guid: string, salt: number): readonly [number, number] | undefined {
  if (!/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(guid)) return undefined;
  const digits = guid.replaceAll("-", "");
  const word = (at: number): number => Number.parseInt(digits.slice(at, at + 8), 16);
  const a = (word(0) ^ mix(word(8), word(16))) >>> 0;
  const b = (word(24) ^ mix(word(16), word(8))) >>> 0;
  return guidOf(a, b, salt) === guid ? [a, b] : undefined;
}
