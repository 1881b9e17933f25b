import assert from "node:assert/strict";
import fc from "fast-check";
import { RecentMemory, recentKey } from "../../../../src/host/queries/recentMemory.ts";
import { RecentQueries, type RecentQuery } from "../../../../src/sessions/recentQueries.ts";
import { memento } from "../memento.ts";

const query = (text: string, at: number, connectionId = "demo"): RecentQuery => ({
  connectionId,
  report: "signIns",
  title: "A query",
  text,
  at,
  rows: 3,
  phase: "complete",
});
const texts = (queries: readonly RecentQuery[]): string[] => queries.map(({ text }) => text);

suite("Recent queries", () => {
  test("stand last first, each once, by connection, and those of many characters not at all", () => {
    const recent = new RecentQueries();
    for (const one of [query("a", 1), query("b", 2), query("a", 3), query("c", 4, "other"), query("d".repeat(20_001), 5)]) recent.note(one);
    assert.deepEqual([texts(recent.of("demo")), texts(recent.of("other"))], [["a", "b"], ["c"]]);
  });

  test("are never more than a hundred, whatever is run", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(150), fc.nat(2)), { maxLength: 400 }), (runs) => {
        const recent = new RecentQueries();
        for (const [at, [text, connection]] of runs.entries()) recent.note(query(String(text), at, String(connection)));
        assert.ok(recent.all.length <= 100);
        const last = runs.at(-1);
        if (last) assert.equal(recent.all[0]?.text, String(last[0]));
        assert.equal(new Set(recent.all.map(({ connectionId, text }) => `${connectionId} ${text}`)).size, recent.all.length);
      }),
    );
  });

  test("are written nowhere before the person has said so, and then read by other windows, in the order in which they ran", async () => {
    const state = memento();
    const [one, other] = [new RecentMemory(state, () => true), new RecentMemory(state, () => true)];
    await one.note(query("a", 1));
    assert.deepEqual([state.get(recentKey), texts(other.of("demo")), one.isKept], [undefined, [], false]);
    await one.keep();
    await other.note(query("b", 2));
    await one.note(query("c", 3));
    assert.deepEqual(
      [texts(one.of("demo")), texts(other.of("demo"))],
      [
        ["c", "b", "a"],
        ["c", "b", "a"],
      ],
    );
    await other.forget();
    assert.deepEqual([state.get(recentKey), texts(other.of("demo"))], [undefined, []]);
  });

  test("of a window that is not trusted are neither read nor kept", async () => {
    const state = memento();
    const trusted = new RecentMemory(state, () => true);
    await trusted.note(query("a", 1));
    await trusted.keep();
    const before = state.get(recentKey);
    const other = new RecentMemory(state, () => false);
    await other.note(query("b", 2));
    await other.keep();
    assert.deepEqual([texts(other.of("demo")), other.isKept, other.mayBeKept, state.get(recentKey)], [["b"], false, false, before]);
  });

  test("kept by another version in another form are as good as none", () => {
    const memory = new RecentMemory(memento({ [recentKey]: [{ text: 5 }] }), () => true);
    assert.deepEqual(memory.of("demo"), []);
  });

  test("that are read beside damaged ones stay, and are not lost when the next is written", async () => {
    const damaged = [{ text: 5 }, null, { ...query("b", 2), phase: "stopped" }, { ...query("c", 3), more: true }, [query("d", 4)]];
    const state = memento({ [recentKey]: [query("a", 1), ...damaged] });
    const memory = new RecentMemory(state, () => true);
    assert.deepEqual(texts(memory.of("demo")), ["a"]);
    await memory.note(query("e", 5));
    assert.deepEqual(texts(memory.of("demo")), ["e", "a"]);
    const none = [{}, "x", 5, Array.from({ length: 10_000 }, (_, at) => query(String(at), at))];
    for (const value of none) assert.deepEqual(new RecentMemory(memento({ [recentKey]: value }), () => true).of("demo"), []);
  });

  test("of two windows are as they were run last, whichever writes", async () => {
    const state = memento();
    const [one, other] = [new RecentMemory(state, () => true), new RecentMemory(state, () => true)];
    await one.note(query("a", 1));
    await one.keep();
    await other.note({ ...query("a", 2), rows: 7 });
    await one.note(query("b", 3));
    assert.deepEqual(one.of("demo"), [query("b", 3), { ...query("a", 2), rows: 7 }]);
  });
});
