import assert from "node:assert/strict";
import { readEntries } from "../../../../src/host/queries/readEntries.ts";
import { starterQueries } from "../../../../src/host/queries/starterQueries.ts";
import { reports } from "../../../../src/reports/index.ts";

suite("Starter queries", () => {
  test("are known without the query language as that reads them", () => {
    const entries = reports.flatMap(({ starters }) => starters);
    const read = readEntries({ scope: "user", entries: entries.map(({ name, query, description }) => ({ name, query, description })) });
    assert.deepEqual(
      starterQueries(),
      read.map(({ place, ...query }, index) => {
        assert.ok("ref" in query, `entry ${place?.index} is broken`);
        const { task, opens } = entries[index] ?? {};
        return {
          ...query,
          ref: { ...query.ref, origin: "starter" },
          task,
          ...(opens && { opens }),
        };
      }),
    );
  });
});
