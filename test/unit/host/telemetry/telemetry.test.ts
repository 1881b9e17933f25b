import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { rounded, Telemetry } from "../../../../src/host/telemetry/telemetry.ts";
import { telemetryJson } from "../../../../src/host/telemetry/telemetryEvents.ts";

const run = { report: "signIns", connection: "demo", outcome: "complete" };

suite("Telemetry", () => {
  test("is not even loaded without a connection string", () => {
    const telemetry = new Telemetry("", () => assert.fail("It was loaded"));
    telemetry.send("run", run, { rows: 10, durationMs: 5 });
    telemetry.dispose();
  });

  test("is loaded with the first event, once", async () => {
    const seen: unknown[] = [];
    const telemetry = new Telemetry("InstrumentationKey=x", (connection) => {
      seen.push(connection);
      return Promise.resolve({ sendTelemetryEvent: (...event) => void seen.push(event), dispose: () => seen.push("disposed") });
    });
    assert.deepEqual(seen, []);
    telemetry.send("run", run, { rows: rounded(1234), durationMs: 5 });
    telemetry.send("export", { format: "json" }, { rows: rounded(0) });
    telemetry.dispose();
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(seen, [
      "InstrumentationKey=x",
      ["run", run, { rows: 1000, durationMs: 5 }],
      ["export", { format: "json" }, { rows: 0 }],
      "disposed",
    ]);
  });

  test("that cannot be loaded is not felt", async () => {
    const telemetry = new Telemetry("InstrumentationKey=x", () => Promise.reject(new Error("gone")));
    telemetry.send("run", run, { rows: 1, durationMs: 1 });
    telemetry.dispose();
    await new Promise(setImmediate);
  });

  test("is declared in telemetry.json", () => assert.deepEqual(JSON.parse(readFileSync("telemetry.json", "utf8")), telemetryJson()));
});
