import assert from "node:assert/strict";
import { PersonZone, shownZone, zoneProblem, type PersonZoneOptions } from "../../../../src/host/zone/personZone.ts";

/** What VS Code keeps for an extension. */
function memento(kept = new Map<string, unknown>()): PersonZoneOptions["state"] & { readonly kept: Map<string, unknown> } {
  return {
    kept,
    get: <Value>(key: string, otherwise?: Value) => (kept.get(key) ?? otherwise) as Value,
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
}
const never = () => new Promise<void>(() => undefined);

suite("The zone of the person", () => {
  test("is what a page of this window says, else what one said last, else the host's", () => {
    const state = memento();
    const first = new PersonZone({ state, own: () => "UTC", isNear: false });
    const before = first.name;
    first.hear("Europe/Berlin");
    const later = new PersonZone({ state, own: () => "UTC", isNear: false });
    const remembered = later.name;
    later.hear("America/New_York");
    assert.deepEqual([before, first.name, remembered, later.name], ["UTC", "Europe/Berlin", "Europe/Berlin", "America/New_York"]);
    assert.deepEqual([...state.kept], [["zone", "America/New_York"]]);
  });

  test("is the host's where the host is near: a traveller's clock counts, not where it was before", () => {
    const zone = new PersonZone({ state: memento(new Map([["zone", "Europe/Berlin"]])), own: () => "America/New_York", isNear: true });
    assert.equal(zone.name, "America/New_York");
  });

  test("is asked of the host when somebody wants to know it, and once", () => {
    let asked = 0;
    const zone = new PersonZone({ state: memento(), own: () => `Etc/GMT+${++asked}`, isNear: true });
    assert.deepEqual([asked, zone.name, zone.name], [0, "Etc/GMT+1", "Etc/GMT+1"]);
  });

  test("is not what Intl does not know, be it said or kept", () => {
    const state = memento(new Map<string, unknown>([["zone", { name: "Europe/Berlin" }]]));
    const zone = new PersonZone({ state, own: () => "Asia/Kathmandu", isNear: false });
    for (const said of [undefined, null, 7, "", "Europe/Berln", "<b>", "local", "x".repeat(100_000)]) zone.hear(said);
    assert.equal(zone.name, "Asia/Kathmandu");
  });

  test("is told once to those who show it, and to nobody who has gone", () => {
    const zone = new PersonZone({ state: memento(), own: () => "UTC", isNear: false });
    let told = 0;
    const listening = zone.onDidHear(() => told++);
    zone.hear("Europe/Berlin");
    zone.hear("Europe/Berlin");
    zone.hear("europe/berlin");
    listening.dispose();
    zone.hear("UTC");
    assert.equal(told, 1);
  });

  suite("is waited for", () => {
    test("until the first page has spoken", async () => {
      const zone = new PersonZone({ state: memento(), own: () => "UTC", isNear: false });
      const known = zone.known(never).then(() => zone.name);
      zone.hear("Europe/Berlin");
      assert.equal(await known, "Europe/Berlin");
    });

    test("no longer than patience lasts", async () => {
      const zone = new PersonZone({ state: memento(), own: () => "UTC", isNear: false });
      await zone.known(() => Promise.resolve());
      assert.equal(zone.name, "UTC");
    });

    test("not at all where it is known", async () => {
      await new PersonZone({ state: memento(new Map([["zone", "Europe/Berlin"]])), own: () => "UTC", isNear: false }).known(never);
      await new PersonZone({ state: memento(), own: () => "UTC", isNear: true }).known(never);
    });
  });
});

suite("The zone that a window shows", () => {
  test("is the one set, or the person's", () =>
    assert.deepEqual(
      ["local", "utc", "Asia/Kathmandu", "asia/tokyo", "Europe/Berln", undefined, 7].map((setting) => shownZone(setting, "Europe/Berlin")),
      ["Europe/Berlin", "UTC", "Asia/Kathmandu", "Asia/Tokyo", "Europe/Berlin", "Europe/Berlin", "Europe/Berlin"],
    ));

  test("a setting that names no zone is told", () => {
    assert.deepEqual(["local", "utc", "Asia/Kathmandu", undefined].map(zoneProblem), [undefined, undefined, undefined, undefined]);
    assert.match(zoneProblem("Europe/Berln") ?? "", /^“Europe\/Berln” is not a time zone/);
  });
});
