import assert from "node:assert/strict";
import { session } from "./session.ts";

const saved = (text: string) => ({ ref: { origin: "starter" as const, report: "signIns" as const, name: "A query", nth: 0 }, text });

function needing(queryText: string, loadLimit: number) {
  return session({ loadLimit, start: { queryText, saved: saved(queryText), needsAll: true } });
}

suite("A query whose rows answer together", () => {
  test("fetches what is missing by itself when that takes few requests", async () => {
    const text = "signIns last 1d";
    const { grid, reaches } = needing(text, 100);
    await grid.runText(text);
    await reaches(({ phase }) => phase === "complete");
    const { loaded, banner } = grid.state();
    assert.deepEqual([loaded > 100, banner], [true, undefined]);
  });

  test("offers all rows with what they cost when they take many requests, and begins with them after a click", async () => {
    const text = "signIns last 30d";
    const { grid, reaches } = needing(text, 100);
    await grid.runText(text);
    await reaches(({ banner }) => banner !== undefined);
    const { phase, banner, loaded } = grid.state();
    assert.equal(phase, "paused");
    assert.match(banner?.message ?? "", /^The answer needs all rows: about \d\d+ requests more, some \d+ (s|min)\.$/);
    assert.deepEqual(banner?.actions, ["loadAll"]);
    const all = grid.act("loadAll");
    await reaches((state) => state.loaded > loaded);
    assert.equal(grid.state().banner, undefined);
    grid.cancel();
    await all;
  });

  test("leaves it at what came once the person has cancelled, and once the query is edited", async () => {
    const text = "signIns last 1d";
    const { grid, reaches } = needing(text, 100);
    await grid.runText(text);
    grid.cancel();
    await reaches(({ phase }) => phase === "paused");
    assert.equal(grid.state().banner, undefined);
    await grid.runText("signIns last 2d");
    await reaches(({ phase }) => phase === "paused");
    assert.deepEqual([grid.state().banner, grid.state().phase], [undefined, "paused"]);
  });
});
