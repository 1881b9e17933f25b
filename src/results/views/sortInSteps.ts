import type { Work } from "../steps.ts";

const block = 2048;

type Order = (a: number, b: number) => number;

/** The numbers in an order in which no two are equal. */
export function* sortInSteps(numbers: Uint32Array, compare: Order): Work<Uint32Array> {
  let from = numbers.slice();
  for (let start = 0; start < from.length; start += block) {
    from.subarray(start, start + block).sort(compare);
    yield;
  }
  let to = new Uint32Array(from.length);
  for (let width = block; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length);
      const end = Math.min(start + 2 * width, from.length);
      let [left, right] = [start, middle];
      for (let index = start; index < end; index++) {
        const takesLeft = left < middle && (right >= end || compare(from[left] ?? 0, from[right] ?? 0) <= 0);
        to[index] = from[takesLeft ? left++ : right++] ?? 0;
        if (index % block === 0) yield;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

/** The first so many of the numbers in an order in which no two are equal. */
export function* firstInOrder(numbers: Uint32Array, count: number, compare: Order): Work<Uint32Array> {
  if (numbers.length <= 2 * block || count > block) return (yield* sortInSteps(numbers, compare)).subarray(0, count);
  const first = new Uint32Array(count + block);
  let [held, isFull] = [0, false];
  for (const [index, number] of numbers.entries()) {
    if (index % block === 0) yield;
    if (isFull && compare(number, first[count - 1] ?? 0) > 0) continue;
    first[held++] = number;
    if (held < first.length) continue;
    first.sort(compare);
    [held, isFull] = [count, true];
  }
  return first.subarray(0, held).sort(compare).subarray(0, count);
}
