import assert from "node:assert/strict";
import fc from "fast-check";
import { foldText } from "../../../../src/query/foldText.ts";
import { compareCells, compareFor } from "../../../../src/results/columns/compareCells.ts";
import { StoredColumn } from "../../../../src/results/columns/storedColumn.ts";
import { Dictionary } from "../../../../src/results/columns/dictionary.ts";
import { Doubles } from "../../../../src/results/columns/doubles.ts";
import { Word, type Encoding, type Spread } from "../../../../src/results/columns/encoding.ts";
import { Guids } from "../../../../src/results/columns/guids.ts";
import { Instants } from "../../../../src/results/columns/instants.ts";
import { Texts } from "../../../../src/results/columns/texts.ts";
import { argsort } from "../../../../src/results/views/argsort.ts";
import type { Cell } from "../../../../src/protocol/grid.ts";
import type { Field } from "../../../../src/reports/report.ts";

const instant = fc
  .tuple(fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }), fc.stringMatching(/^\d{0,9}$/))
  .map(([date, fraction]) => `${date.toISOString().slice(0, 19)}${fraction && `.${fraction}`}Z`);
const closeInstants = fc
  .tuple(fc.constantFrom("2026-11-18T09:14:02", "2026-11-18T09:14:01"), fc.stringMatching(/^\.(?:99[89]|00[01])[0189]{0,4}$/))
  .map(([second, fraction]) => `${second}${fraction}Z`);
const anything = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: "binary" }),
  fc.uuid(),
  fc.uuid().map((guid) => guid.toUpperCase()),
  instant,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom<unknown>(null, undefined, "", 0, true, false, "\ud800", "ﬀ", {}, [], "x".repeat(1001)),
  fc.constantFrom(
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "ffffffff-ffff-ffff-ffff-fffffffffffe",
    "ffffffff-ffff-ffff-ffff-fffffffffffd",
    "00000000-0000-0000-0000-000000000000",
  ),
  fc.constantFrom(
    "2026-02-30T00:00:00Z",
    "2026-02-28T24:00:00Z",
    "2026-02-28T23:59:60Z",
    "2026-01-01T00:00:00+01:00",
    "2026-01-01",
    "0000-01-01T00:00:00Z",
  ),
);
const encodings: Record<string, () => Encoding> = {
  Dictionary: () => new Dictionary(compareCells),
  Doubles: () => new Doubles(),
  Guids: () => new Guids(),
  Instants: () => new Instants(),
  Texts: () => new Texts(),
};

function filled(make: () => Encoding, pages: readonly (readonly unknown[])[]): { encoding: Encoding; cells: (Cell | undefined)[] } {
  const encoding = make();
  for (const page of pages) encoding.append(page);
  return { encoding, cells: pages.flat().map((_, row) => encoding.get(row)) };
}

suite("encodings", () => {
  for (const [name, make] of Object.entries(encodings)) {
    test(`${name} gives back each value exactly, or says that it is odd`, () => {
      fc.assert(
        fc.property(fc.array(fc.array(anything, { maxLength: 8 })), (pages) => {
          const { encoding, cells } = filled(make, pages);
          const values = pages.flat();
          const expected = values.map((value, row) => (cells[row] === undefined ? undefined : (value ?? null)));
          assert.deepStrictEqual(
            cells.map((cell) => (Object.is(cell, -0) ? 0 : cell)),
            expected.map((value) => (Object.is(value, -0) ? 0 : value)),
          );
          assert.equal(encoding.odd, cells.filter((cell) => cell === undefined).length);
        }),
      );
    });
  }

  for (const [name, make] of Object.entries(encodings)) {
    test(`${name} gives back values that have taken the place of others, and orders by them`, () => {
      const changes = fc.array(fc.tuple(fc.nat(40), anything));
      fc.assert(
        fc.property(fc.array(anything, { minLength: 1, maxLength: 8 }), changes, fc.array(anything), (values, changes, added) => {
          const { encoding } = filled(make, [values]);
          const now = [...values];
          for (const [place, value] of changes) encoding.replace(place % now.length, (now[place % now.length] = value));
          encoding.append(added);
          const { encoding: expected, cells } = filled(make, [[...now, ...added]]);
          assert.deepStrictEqual(
            [...now, ...added].map((_, row) => encoding.get(row)),
            cells,
          );
          assert.equal(encoding.odd, expected.odd);
          const even = Uint32Array.from([...cells.keys()].filter((row) => cells[row] !== undefined));
          assert.deepEqual(argsort(encoding.keys(even).values), argsort(expected.keys(even).values));
        }),
      );
    });
  }

  const own: Record<string, fc.Arbitrary<unknown>> = {
    Doubles: fc.double({ noNaN: true, noDefaultInfinity: true }),
    Guids: fc.oneof(fc.uuid(), fc.constant("")),
    Instants: fc.oneof(
      instant.filter((text) => text.length <= 28),
      fc.constantFrom(
        "2026-11-18T09:14:02.1234567Z",
        "2026-11-18T09:14:02.1234568Z",
        "2026-11-18T09:14:02.120Z",
        "2026-11-18T09:14:02.12Z",
      ),
    ),
    Texts: fc.oneof(
      fc.string(),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("Directory_a", "directory_B", "directory_b", "DIRECTORY_A", "Ünal", "ünal", "ÿÿa", "ÿÿA", "ĀB", "Āa"),
    ),
  };
  const spreads: Record<string, () => Spread> = {
    Doubles: () => new Doubles(),
    Guids: () => new Guids(),
    Instants: () => new Instants(),
    Texts: () => new Texts(),
  };
  for (const [name, make] of Object.entries(spreads)) {
    test(`${name} finds the words that occur in its values, whatever their case, and in no others`, () => {
      // An object of a record may have a `toString` of its own.
      const written = anything.map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value)));
      const pieces = fc
        .tuple(written, fc.nat(40), fc.integer({ min: 1, max: 8 }))
        .map(([text, start, length]) => text.slice(start % text.length).slice(0, length));
      const common = fc.constantFrom(
        "0",
        "f",
        "-",
        ":",
        ".",
        "z",
        "T0",
        "-0",
        "2026-11-18",
        "9:14",
        "2.1",
        "E+",
        "infinity",
        "ÜN",
        "ss",
        "K",
      );
      const word = fc.oneof(pieces, common, fc.stringMatching(/^[-0-9a-f]{1,9}$/)).filter((text) => text !== "");
      const value = fc.oneof(anything, fc.constantFrom("Ünal", "\u212a", "Directory_a", "naïve ASCII", Infinity), own[name] ?? anything);
      const change = fc.tuple(fc.nat(40), value);
      fc.assert(
        fc.property(fc.array(value, { minLength: 1 }), fc.array(change, { maxLength: 3 }), word, fc.nat(5), (values, changes, text, from) => {
          const encoding = make();
          encoding.append(values);
          for (const [place, later] of changes) encoding.replace(place % values.length, later);
          const mask = new Uint8Array(Math.max(0, values.length - from)).fill(1);
          if (mask.length > 2) mask[2] = 0;
          const expected = mask.map((left, index) => {
            const cell = encoding.get(from + index);
            return left && cell !== null && cell !== undefined && foldText(String(cell)).includes(foldText(text)) ? 0 : left;
          });
          encoding.strike(new Word(text), from, mask);
          assert.deepEqual(mask, expected);
        }),
        { numRuns: 1000 },
      ); // prettier-ignore
    });
  }
  for (const [name, value] of [...Object.entries(own), ["Instants", closeInstants] as const]) {
    test(`${name}${value === closeInstants ? " of a few milliseconds" : ""} holds all values of its kind, and orders by keys as far as they tell`, () => {
      const compare = name === "Instants" ? compareFor("instant") : compareCells;
      fc.assert(
        fc.property(fc.array(fc.oneof({ arbitrary: value, weight: 5 }, { arbitrary: fc.constant(null), weight: 1 })), (values) => {
          const { encoding, cells } = filled(encodings[name]!, [values]);
          assert.deepStrictEqual(
            cells.map((cell) => (cell === 0 ? 0 : cell)),
            values.map((cell) => (cell === 0 ? 0 : cell)),
          );
          const { values: keys, exact } = encoding.keys(Uint32Array.from(values.keys()));
          const order = argsort(keys);
          for (let place = 1; place < order.length; place++) {
            const [a = 0, b = 0] = order.subarray(place - 1, place + 1);
            const difference = compare(cells[a] ?? null, cells[b] ?? null);
            if (keys[a] !== keys[b]) assert.ok(difference < 0, `${cells[a]} before ${cells[b]}`);
            else if (exact) assert.equal(difference, 0);
          }
        }),
      );
    });
  }

  test("a column gives its dictionary up when most values differ, and keeps every value", () => {
    const text: Field = {
      path: "x",
      label: "X",
      kind: "text",
      nullable: true,
      graph: { operators: [], versions: ["beta"] },
      description: "",
    };
    const values: Record<string, unknown[]> = {
      guids: Array.from({ length: 40 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`),
      instants: Array.from({ length: 40 }, (_, index) => `2026-11-18T09:14:${String(index).padStart(2, "0")}.${index}Z`),
      numbers: Array.from({ length: 40 }, (_, index) => index / 7),
      texts: Array.from({ length: 40 }, (_, index) => `Directory_${index}`),
      few: Array.from({ length: 40 }, (_, index) => `app ${index % 5}`),
    };
    for (const [name, list] of Object.entries(values)) {
      const column = new StoredColumn(name === "instants" ? { ...text, kind: "instant" } : text, 16);
      const mixed = [...list, null, "", true, {}];
      column.append(mixed);
      column.append(mixed);
      assert.equal(column.dictionary === undefined, name !== "few", name);
      const cells = [...mixed, ...mixed].map((_, row) => column.get(row));
      assert.deepEqual(
        cells,
        [...mixed, ...mixed].map((value, row) => (cells[row] === undefined ? undefined : value)),
        name,
      );
      assert.ok(column.odd <= 6, name);
    }
  });

  test("a dictionary grows beyond 256 and 65,536 values", () => {
    const dictionary = new Dictionary(compareCells);
    const values = Array.from({ length: 70_000 }, (_, index) => `user ${index}`);
    for (let from = 0; from < values.length; from += 200) dictionary.append(values.slice(from, from + 200));
    assert.deepEqual(
      values.map((_, row) => dictionary.get(row)),
      values,
    );
  });
});
