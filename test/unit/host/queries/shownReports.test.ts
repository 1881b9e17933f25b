import assert from "node:assert/strict";
import { ShownReports, shownKey } from "../../../../src/host/queries/shownReports.ts";
import { reportCards } from "../../../../src/reports/cards.ts";
import { reportIds } from "../../../../src/reports/index.ts";
import { memento } from "../memento.ts";

const usual = reportCards.filter(({ apart }) => !apart).map(({ id }) => id);
const others = reportCards.filter(({ apart }) => apart).map(({ id }) => id);
const hidden = "customSecurityAttributeAudits";

suite("Reports that the tree shows", () => {
  const shownBy = (shown: ShownReports): readonly string[] => reportIds.filter((id) => shown.has(id));

  test("are those that most people need, until somebody shows another one, also in the next window", async () => {
    const state = memento();
    const shown = new ShownReports(state);
    assert.deepEqual([shownBy(shown), usual.slice(0, 3), others[0]], [usual, ["signIns", "directoryAudits", "provisioning"], hidden]);
    for (const id of others) await shown.show(id);
    assert.deepEqual([shownBy(shown), shownBy(new ShownReports(state))], [reportIds, reportIds]);
    await shown.keep([]);
    assert.deepEqual(shownBy(new ShownReports(state)), usual);
  });

  test("are told of when they change, and nothing is kept of those that are always there", async () => {
    const state = memento();
    const shown = new ShownReports(state);
    let told = 0;
    const listening = shown.onDidChange(() => told++);
    await shown.show("signIns");
    assert.deepEqual([told, state.keys()], [0, []]);
    await shown.show(hidden);
    await shown.show(hidden);
    listening.dispose();
    await shown.keep([]);
    assert.equal(told, 1);
  });

  for (const kept of [undefined, null, 7, "x", { 0: hidden }, [hidden, 7, "gone", hidden], ["signIns"]])
    test(`take what another version has kept for what it is: ${JSON.stringify(kept)}`, () =>
      assert.deepEqual(
        shownBy(new ShownReports(memento({ [shownKey]: kept }))),
        Array.isArray(kept) && kept.includes(hidden) ? reportIds.filter((id) => id === hidden || usual.includes(id)) : usual,
      ));
});
