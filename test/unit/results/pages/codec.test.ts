import assert from "node:assert/strict";
import { codec, gzip, zstd } from "../../../../src/results/pages/codec.ts";

suite("codec", () => {
  for (const [name, each] of Object.entries({ gzip, zstd })) {
    test(`${name} gives back what it was given and makes repeated text small`, () => {
      for (const size of [0, 1, 1000, 300_000]) {
        const bytes = Buffer.from('{"appDisplayName":"Azure Portal"},'.repeat(size / 30 + 1)).subarray(0, size);
        const small = each.compress(bytes);
        assert.deepEqual(each.expand(small, size), bytes);
        assert.ok(small.length < size / 10 + 40);
        assert.equal(small.buffer.byteLength, small.length, "holds no more memory than it needs");
      }
    });
  }

  test("zstd is used where the host has it", () => assert.equal(codec, zstd));
});
