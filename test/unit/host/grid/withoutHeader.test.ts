import assert from "node:assert/strict";
import { withoutHeader } from "../../../../src/host/grid/withoutHeader.ts";

suite("A table without its header", () => {
  test("has its rows, however its lines end, and nothing when there are none", () =>
    assert.deepEqual(["Time\tUser\n1\ta\n2\tb", "User\r\na", "User\n", "User"].map(withoutHeader), ["1\ta\n2\tb", "a", "", ""]));
});
