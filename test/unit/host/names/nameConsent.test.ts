import assert from "node:assert/strict";
import { NameConsent } from "../../../../src/host/names/nameConsent.ts";
import { memento } from "../memento.ts";

const tenantId = "29b3d384-c684-46c6-ad27-19c002b41e16";
const stored = (...connections: object[]) => memento({ connections: connections.map((one) => ({ id: "one", name: "Contoso", ...one })) });
const consentOf = (state: ReturnType<typeof memento>, ofDemo = memento()) => new NameConsent(state, ofDemo, (id) => id === "demo");

suite("Whether names may be looked up with a connection", () => {
  test("is off until it is allowed, and while the connection is signed out or being removed; state is outside input", () =>
    assert.deepEqual(
      [
        {},
        { lookUpNames: true },
        { lookUpNames: true, signedOut: true },
        { lookUpNames: true, leaving: true },
        { lookUpNames: "true" },
        { id: 1 },
      ].map((of) => consentOf(stored(of)).has("one")),
      [false, true, false, false, false, false],
    ));

  test("is of that connection alone, and of the demo tenant it is kept beside them", async () => {
    const ofDemo = memento();
    const consent = consentOf(stored({ lookUpNames: true, tenantId }), ofDemo);
    assert.deepEqual(
      [consent.has("two"), consent.has("demo"), consent.tenantOf("one"), consent.tenantOf("two")],
      [false, false, tenantId, undefined],
    );
    await consent.keepOfDemo(true);
    assert.equal(consent.has("demo"), true);
    await consent.keepOfDemo(false);
    assert.deepEqual([consent.has("demo"), ofDemo.keys()], [false, []]);
  });
});
