import assert from "node:assert/strict";
import fc from "fast-check";
import { differenceTexts, type DifferenceSide } from "../../../src/records/differenceTexts.ts";
import { reportById, reportIds } from "../../../src/reports/index.ts";
import { demoRecords } from "../../support/gridHarness/openGrid.ts";

const signIn = (record: object): DifferenceSide => ({ report: "signIns", text: JSON.stringify(record) });
const one = { id: "1", createdDateTime: "2026-11-18T10:00:00Z", correlationId: "c1", appId: "a", status: { errorCode: 50126 } };

suite("Two records in the diff editor", () => {
  test("are without what differs in any two events, which is said, until it is wanted", () => {
    const sides = [signIn(one), signIn({ ...one, id: "2", correlationId: "c2", status: { errorCode: 0 } })] as const;
    const folded = differenceTexts(sides, true);
    assert.deepEqual(folded, {
      texts: [50126, 0].map((code) => `{\n  "appId": "a",\n  "status": {\n    "errorCode": ${String(code)}\n  }\n}`),
      incidental: 6,
      notes: ["3 ids and times are not shown on either side. “Show Ids and Times” above shows them."],
    });
    const whole = differenceTexts(sides, false);
    assert.deepEqual(
      [whole.incidental, whole.notes, whole.texts.map((text) => /"correlationId": "c\d"/.exec(text)?.[0])],
      [6, [], ['"correlationId": "c1"', '"correlationId": "c2"']],
    );
  });

  test("say that they are the same, or all but what is not shown", () => {
    const notes = (left: object, right: object, folds: boolean) => differenceTexts([signIn(left), signIn(right)], folds).notes.at(-1);
    assert.deepEqual(
      [
        notes(one, one, true),
        notes(one, one, false),
        notes(one, { ...one, id: "2" }, true),
        notes({}, {}, true),
        notes(one, { ...one, x: 1 }, false),
      ],
      [
        "Both sides say the same.",
        "Both sides say the same.",
        "All else is the same on both sides.",
        "Both sides say the same.",
        undefined,
      ],
    );
  });

  test("say how much is left out of each side, in words for one and for several", () => {
    const notes = (left: object, right: object) => differenceTexts([signIn(left), signIn(right)], true).notes[0];
    assert.deepEqual(
      [notes({ id: "1" }, { id: "2", a: 1 }), notes({ id: "1" }, { correlationId: "2", id: "3" })],
      [
        "1 id or time is not shown on either side. “Show Ids and Times” above shows them.",
        "Not shown: 1 id or time on the left, 2 ids and times on the right. “Show Ids and Times” above shows them.",
      ],
    );
  });

  test("are each read by their own report, in whatever case members are written; values of another kind stay", () => {
    const { texts } = differenceTexts(
      [
        { report: "directoryAudits", text: '{"ID":"1","activityDateTime":{"odd":"t"},"durationInMilliseconds":5}' },
        { report: "provisioning", text: '{"Id":"1","durationInMilliseconds":5,"cycleId":"c","action":"x"}' },
      ],
      true,
    );
    assert.deepEqual(texts, [
      '{\n  "activityDateTime": {\n    "odd": "t"\n  },\n  "durationInMilliseconds": 5\n}',
      '{\n  "action": "x"\n}',
    ]);
  });

  test("that are no JSON stand as they came", () =>
    assert.deepEqual(differenceTexts([{ report: "signIns", text: "{no" }, signIn({ a: 1 })], true), {
      texts: ["{no", '{\n  "a": 1\n}'],
      incidental: 0,
      notes: [],
    }));

  test("lose nothing but what is counted, whatever they are", () =>
    fc.assert(
      fc.property(fc.constantFrom(...reportIds), fc.jsonValue(), fc.jsonValue(), (report, left, right) => {
        const sides = [left, right].map((value): DifferenceSide => ({
          report,
          text: JSON.stringify({ id: value, createdDateTime: 1, x: value }),
        }));
        const [a, b] = sides;
        if (!a || !b) return;
        const [folded, whole] = [differenceTexts([a, b], true), differenceTexts([a, b], false)];
        assert.equal(folded.incidental, whole.incidental);
        if (folded.incidental === 0) assert.deepEqual(folded.texts, whole.texts);
      }),
    ));

  for (const report of reportIds)
    test(`of the demo tenant keep who, what and where, and lose when: ${report}`, async () => {
      const [first, second] = await demoRecords(report, 2);
      const sides = [first, second].map((record): DifferenceSide => ({ report, text: JSON.stringify(record) }));
      const [a, b] = sides;
      assert.ok(a && b);
      const { texts, incidental } = differenceTexts([a, b], true);
      const { timeField } = reportById(report);
      assert.ok(incidental > 0 && !texts.some((text) => text.includes(`\n  "${timeField}"`) || text.includes('\n  "id"')));
      assert.ok(texts.every((text) => /Name|Id"/.test(text)));
    });
});
