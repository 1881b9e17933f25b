import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import {
  isBroken,
  refOfFirst,
  withAdded,
  withChanged,
  withoutEntry,
  withRestored,
  type Changed,
  type QueryList,
} from "../../../../src/host/queries/queryEntries.ts";
import { readEntries } from "../../../../src/host/queries/readEntries.ts";
import { starterQueries } from "../../../../src/host/queries/starterQueries.ts";
import { queryKey } from "../../../../src/sessions/queryRef.ts";

const list = (...entries: readonly unknown[]): QueryList => ({ scope: "user", entries });

/** Few of each, so that names, reports and whole entries are the same at times; some cannot be read. */
const entries = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record(
      {
        name: fc.constantFrom("Errors", "Other", "$(zap)"),
        query: fc.constantFrom("signIns last 3d", "signIns last 1h", "directoryAudits last 3d", "signIns where nothing eq 1"),
        description: fc.constantFrom("Why?"),
        color: fc.constantFrom("red"),
      },
      { requiredKeys: ["name", "query"], noNullPrototype: true },
    ),
  },
  fc.constantFrom<unknown>(null, 7, "rubbish", [], {}, { name: 7 }, { name: "Errors" }, { name: "Errors", query: 7 }),
);
const lists = fc.array(entries, { maxLength: 8 });

/** What somebody does to the setting by hand while a question is open. */
const handEdits = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom("delete", "copy", "reverse", "touch"), at: fc.nat({ max: 8 }) }),
    fc.record({ kind: fc.constant("insert"), at: fc.nat({ max: 8 }), entry: entries }),
  ),
  { maxLength: 4 },
);
function afterHand(
  before: readonly unknown[],
  edits: readonly { readonly kind: string; readonly at: number; readonly entry?: unknown }[],
): unknown[] {
  return edits.reduce<unknown[]>(
    (now, { kind, at, entry }) => {
      if (kind === "insert") return now.toSpliced(at, 0, entry);
      if (kind === "reverse") return now.toReversed();
      if (at >= now.length) return now;
      if (kind === "delete") return now.toSpliced(at, 1);
      if (kind === "copy") return now.toSpliced(at, 0, structuredClone(now[at]));
      return now.with(at, { name: "Touched", query: "signIns last 9d" });
    },
    structuredClone([...before]),
  );
}
const isIn = (entry: unknown, all: readonly unknown[]): number => all.filter((one) => isDeepStrictEqual(one, entry)).length;

/** Seen, and as it is now. */
const situations = fc
  .tuple(
    lists.filter(({ length }) => length > 0),
    fc.nat(),
    handEdits,
  )
  .map(([seen, at, edits]) => ({ place: { list: list(...seen), index: at % seen.length }, now: afterHand(seen, edits) }));

suite("Entries of the setting with saved queries", () => {
  test("have each a ref of its own, however often a name stands there", () =>
    fc.assert(
      fc.property(lists, (all) => {
        const read = readEntries(list(...all));
        assert.equal(read.length, all.length);
        const keys = read.flatMap((entry) => (isBroken(entry) ? [] : [queryKey(entry.ref)]));
        assert.equal(new Set(keys).size, keys.length);
        read.forEach(({ place }, index) => assert.equal(place?.index, index));
      }),
    ));

  test("are told apart by report, scope and workspace, and equal ones by their order", () => {
    const all = [
      { name: "Errors", query: "signIns last 3d" },
      { name: "Errors", query: "directoryAudits last 3d" },
      { name: "Errors", query: "signIns last 1h" },
    ];
    const refs = (of: QueryList) => readEntries(of).map((entry) => (isBroken(entry) ? entry.problem : queryKey(entry.ref)));
    assert.deepEqual(
      [refs(list(...all)), refs({ scope: "workspace", folder: "file:///a", entries: all.slice(0, 1) })],
      [
        ['["user","signIns","Errors",0]', '["user","directoryAudits","Errors",0]', '["user","signIns","Errors",1]'],
        ['["workspace","signIns","Errors",0,"file:///a"]'],
      ],
    );
  });

  test("that equal a starter query are not the starter", () => {
    const [starter] = starterQueries();
    assert.ok(starter && !starter.place);
    const [own] = readEntries({ scope: "workspace", entries: [{ name: starter.ref.name, query: starter.text }] });
    assert.ok(own && !isBroken(own));
    assert.notEqual(queryKey(own.ref), queryKey(starter.ref));
  });

  test("are found by report and name without being read, as earlier versions knew them", () =>
    fc.assert(
      fc.property(lists, fc.constantFrom("user", "workspace"), (all, scope) => {
        const of: QueryList = { scope, ...(scope === "workspace" && { folder: "file:///a" }), entries: all };
        const read = readEntries(of).flatMap((entry) => (isBroken(entry) ? [] : [entry.ref]));
        for (const { report, name } of read)
          assert.deepEqual(
            refOfFirst(of, report, name),
            read.find((ref) => ref.report === report && ref.name === name),
          );
        assert.deepEqual(
          [refOfFirst(of, "signIns", "Gone"), refOfFirst(of, "provisioning", "Other"), refOfFirst(of, "signIns", "")],
          [undefined, undefined, undefined],
        );
      }),
    ));

  test("that were pasted from elsewhere are found, too, although they do not begin with their report", () => {
    const pasted = list({ name: "Pasted", query: "https://graph.microsoft.com/v1.0/auditLogs/signIns?$top=5" });
    const [read] = readEntries(pasted);
    assert.ok(read && !isBroken(read));
    assert.deepEqual(refOfFirst(pasted, "signIns", "Pasted"), read.ref);
  });

  suite("An operation, whatever happened to the setting meanwhile,", () => {
    /** It did nothing, or to the entry meant alone: one that was as it was seen, and the only one that was so unless the lists are the same. */
    function onlyTheOne(
      { place, now }: { readonly place: { readonly list: QueryList; readonly index: number }; readonly now: readonly unknown[] },
      changed: Changed | undefined,
      rest: (changed: Changed) => readonly unknown[],
    ): void {
      const seen = place.list.entries;
      const entry = seen[place.index];
      const isSame = isDeepStrictEqual(seen, now);
      const isCertain = isSame || (isIn(entry, seen) === 1 && isIn(entry, now) === 1);
      assert.equal(changed !== undefined, isCertain);
      if (!changed) return;
      if (isSame) assert.equal(changed.index, place.index);
      assert.deepEqual(now[changed.index], entry);
      assert.deepEqual(rest(changed), now.toSpliced(changed.index, 1));
    }

    test("edits exactly the entry meant, or says that it has changed", () =>
      fc.assert(
        fc.property(situations, (situation) =>
          onlyTheOne(situation, withChanged(situation.now, situation.place, { query: "provisioning last 5d" }), ({ entries, index }) => {
            const before = situation.now[index];
            const members = typeof before === "object" && before !== null && !Array.isArray(before) ? before : {};
            assert.deepEqual(entries[index], { ...members, query: "provisioning last 5d" });
            return entries.toSpliced(index, 1);
          }),
        ),
      ));

    test("deletes exactly the entry meant, or says that it has changed", () =>
      fc.assert(
        fc.property(situations, (situation) =>
          onlyTheOne(situation, withoutEntry(situation.now, situation.place), ({ entries }) => entries),
        ),
      ));

    test("puts a deleted entry back as it was, and where it was if nothing else changed", () =>
      fc.assert(
        fc.property(situations, lists, ({ place }, other) => {
          const seen = place.list.entries;
          const deleted = withoutEntry(seen, place);
          assert.ok(deleted);
          assert.deepEqual(withRestored(deleted.entries, place).entries, seen);
          const { entries, index } = withRestored(other, place);
          assert.deepEqual([entries[index], entries.toSpliced(index, 1)], [seen[place.index], other]);
        }),
      ));

    test("adds one and leaves the others", () =>
      fc.assert(
        fc.property(lists, (now) => {
          const entry = { name: "Errors", query: "signIns last 3d" };
          assert.deepEqual(withAdded(now, entry), { entries: [...now, entry], index: now.length });
        }),
      ));
  });

  test("of equal name and report are edited and deleted one at a time", () => {
    const [first, second] = [
      { name: "Errors", query: "signIns last 3d", description: "kept" },
      { name: "Errors", query: "signIns last 1h", color: "kept too" },
    ];
    const place = { list: list(first, second), index: 1 };
    assert.deepEqual(
      [
        withChanged([first, second], place, { query: "signIns last 5h" })?.entries,
        withChanged([second, first], place, { query: "signIns last 5h" })?.entries,
        withoutEntry([first, second], place)?.entries,
        withoutEntry([first], place)?.entries,
        withoutEntry([first, { ...second, query: "signIns last 2h" }], place)?.entries,
      ],
      [[first, { ...second, query: "signIns last 5h" }], [{ ...second, query: "signIns last 5h" }, first], [first], undefined, undefined],
    );
  });
});
