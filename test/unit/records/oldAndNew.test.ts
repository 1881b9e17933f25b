import assert from "node:assert/strict";
import fc from "fast-check";
import { oldAndNew } from "../../../src/records/oldAndNew.ts";
import { sortedJson } from "../../../src/records/sortedJson.ts";
import { reportIds } from "../../../src/reports/index.ts";

suite("sortedJson", () => {
  test("has members by name, texts that are JSON unfolded, lists in their order, digits as they came", () =>
    assert.equal(
      sortedJson('{"b":12345678901234567890,"a":"{\\"z\\":[2,1],\\"y\\":{}}","c":"[not json","d":"plain"}'),
      `{
  "a": {
    "y": {},
    "z": [
      2,
      1
    ]
  },
  "b": 12345678901234567890,
  "c": "[not json",
  "d": "plain"
}`,
    ));

  test("reads as JSON, with the same values, whatever it is of", () =>
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const isText = (part: unknown): boolean => typeof part === "string" && /^\s*["[{]/.test(part);
        let texts = false;
        JSON.stringify(value, (_, part: unknown) => ((texts ||= isText(part)), part));
        fc.pre(!texts);
        assert.deepEqual(JSON.parse(sortedJson(JSON.stringify(value))), JSON.parse(JSON.stringify(value)));
      }),
    ));
});

suite("Old and new values of a record", () => {
  const policy = (state: string) => JSON.stringify(JSON.stringify({ state, conditions: { users: { includeUsers: ["All"] } } }));
  const audit = (modifiedProperties: unknown) =>
    JSON.stringify({ targetResources: [{ type: "Policy", displayName: "Block", modifiedProperties }] });

  test("of a policy's change differ in the line that changed", () => {
    const text = `{"targetResources":[{"type":"Policy","displayName":"Block","modifiedProperties":[{"displayName":"ConditionalAccessPolicy","oldValue":${policy("enabled")},"newValue":${policy("disabled")}}]}]}`;
    const { old, new: changed } = oldAndNew("directoryAudits", text) ?? assert.fail();
    const [before, after] = [old.split("\n"), changed.split("\n")];
    assert.deepEqual(
      before.flatMap((line, at) => (line === after[at] ? [] : [line.trim(), after[at]?.trim()])),
      ['"state": "enabled"', '"state": "disabled"'],
    );
    assert.equal(before[1], '  "Policy Block": {');
  });

  test("leave out what one side has not, and tell two of one name apart", () =>
    assert.deepEqual(
      oldAndNew(
        "directoryAudits",
        audit([
          { displayName: "A", oldValue: null, newValue: '"x"' },
          { displayName: "A", oldValue: "1", newValue: null },
          { displayName: "B", oldValue: null, newValue: null },
        ]),
      ),
      {
        old: '{\n  "Policy Block": {\n    "A (2)": "1"\n  }\n}',
        new: '{\n  "Policy Block": {\n    "A": "x"\n  }\n}',
      },
    ));

  test("are of provisioning, too, and none of sign-ins and of records without changes", () =>
    assert.deepEqual(
      [
        oldAndNew("provisioning", '{"modifiedProperties":[{"displayName":"role","oldValue":"a","newValue":"b"}]}'),
        oldAndNew("signIns", "{}"),
        oldAndNew("directoryAudits", "{}"),
        oldAndNew("provisioning", '{"modifiedProperties":"x"}'),
      ],
      [{ old: '{\n  "role": "a"\n}', new: '{\n  "role": "b"\n}' }, undefined, undefined, undefined],
    ));

  test("are readable JSON or none, whatever the record is", () =>
    fc.assert(
      fc.property(fc.constantFrom(...reportIds), fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (report, name, one, other) => {
        const changes = [{ displayName: name, oldValue: one, newValue: other }, one, { oldValue: other }];
        const texts = oldAndNew(
          report,
          JSON.stringify({ targetResources: [{ displayName: name, modifiedProperties: changes }, other], modifiedProperties: changes }),
        );
        if (texts) for (const text of [texts.old, texts.new]) JSON.parse(text);
      }),
    ));
});
