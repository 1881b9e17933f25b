import assert from "node:assert/strict";
import fc from "fast-check";
import { argsort } from "../../../../src/results/views/argsort.ts";

const naive = (keys: readonly number[]) => [...keys.keys()].sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b));
const sorted = (keys: readonly number[]) => Array.from(argsort(Float64Array.from(keys)));

/** Numbers that look random and are the same every time. */
function numbers(count: number, from: (fraction: number) => number): number[] {
  let state = 12345;
  return Array.from({ length: count }, () => from((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648));
}

suite("argsort", () => {
  test("orders any keys as a stable sort does", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 }))), (keys) =>
        assert.deepEqual(sorted(keys), naive(keys)),
      ),
    );
  });

  const many: Record<string, number[]> = {
    "few whole numbers": numbers(5000, (fraction) => Math.floor(fraction * 9) - 4),
    "times in milliseconds": numbers(5000, (fraction) => 1_700_000_000_000 + Math.floor(fraction * 1e9)),
    "fractions, negative ones and infinities": numbers(5000, (fraction) =>
      fraction < 0.01 ? -Infinity : fraction > 0.99 ? Infinity : (fraction - 0.5) * 1e-3,
    ),
    "zeros of both signs": numbers(5000, (fraction) => (fraction < 0.3 ? -0 : fraction < 0.6 ? 0 : fraction - 0.7)),
    "rising keys with equals": numbers(5000, (fraction) => fraction).map((_, index) => Math.floor(index / 3)),
    "falling keys with equals": numbers(5000, (fraction) => fraction).map((_, index) => -Math.floor(index / 3)),
  };
  for (const [name, keys] of Object.entries(many)) test(`orders ${name}`, () => assert.deepEqual(sorted(keys), naive(keys)));
});
