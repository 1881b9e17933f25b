import assert from "node:assert/strict";
import * as v from "valibot";
import { gridAnswers, hostSchemas } from "../../../../src/host/grid/hostSchemas.ts";
import type { GridApi, HostApi } from "../../../../src/protocol/grid.ts";
import type { ArgumentSchemas } from "../../../../src/rpc.ts";
import { rightMessages, wrongForms } from "../gridMessages.ts";

/** Whether one may write to it is no matter of a message. */
type Bare<Value> = Value extends object ? { -readonly [Name in keyof Value]: Bare<Value[Name]> } : Value;
type AreSame<One, Other> =
  (<Value>() => Value extends Bare<One> ? 1 : 2) extends <Value>() => Value extends Bare<Other> ? 1 : 2 ? true : false;
type Argument<Method> = Method extends () => unknown ? undefined : Method extends (argument: infer Taken) => unknown ? Taken : never;
/** Nothing is sent as undefined. */
type Answer<Method> = Method extends (...call: never) => infer Value ? (undefined extends Value ? undefined : Value) : never;
type Odd<Names extends string, Agreement extends Record<Names, boolean>> = {
  [Name in Names]: Agreement[Name] extends true ? never : Name;
}[Names];

const methods = Object.keys(hostSchemas) as (keyof HostApi)[];
const member = (schema: v.GenericSchema, value: unknown): string | true | undefined => {
  const { issues } = v.safeParse(schema, value);
  return issues === undefined ? true : (v.getDotPath(issues[0]) ?? "all");
};

suite("What the border of a grid lets through", () => {
  test("is what the protocol says, by its types", () => {
    type Calls = { [Name in keyof HostApi]: AreSame<v.InferOutput<(typeof hostSchemas)[Name]>, Argument<HostApi[Name]>> };
    type Answers = { [Name in keyof GridApi]: AreSame<v.InferOutput<(typeof gridAnswers)[Name]>, Answer<GridApi[Name]>> };
    const none: [Odd<keyof HostApi, Calls> | Odd<keyof GridApi, Answers>] extends [never] ? true : "schemas and protocol differ" = true;
    const { sort: _, ...others } = hostSchemas;
    // @ts-expect-error a method without a schema does not compile
    const incomplete: ArgumentSchemas<HostApi> = others;
    // @ts-expect-error nor does one with the schema of another
    const wrong: ArgumentSchemas<HostApi> = { ...hostSchemas, sort: hostSchemas.filter };
    assert.ok(none && incomplete && wrong);
  });

  test("is all that a grid asks, as it is", () => {
    for (const method of methods)
      for (const right of rightMessages[method]) assert.deepEqual(v.parse(hostSchemas[method], right), right, method);
  });

  test("is nothing with one wrong member", () => {
    let tried = 0;
    for (const method of methods)
      for (const right of rightMessages[method])
        for (const wrong of wrongForms(right)) {
          tried++;
          assert.notEqual(member(hostSchemas[method], wrong), true, `${method} ${JSON.stringify(wrong)}`);
        }
    assert.ok(tried > 1_000, String(tried));
  });

  test("is a query of a million characters, and a list as long as a person can make it", () => {
    const many = <Item>(item: Item, length: number): Item[] => Array<Item>(length).fill(item);
    const rows = (length: number) => Array.from({ length }, (_, at) => ({ from: 2 * at, to: 2 * at + 1 }));
    const facet = { path: "id", search: "", by: "count", from: 0, count: 10 };
    const key = { path: "id", direction: "asc" };
    const columns = many({ path: "id" }, 1_000);
    const edges = Array.from({ length: 10_000 }, (_, at) => at);
    const text = "x".repeat(10_000_000);
    const limits: readonly (readonly [schema: v.GenericSchema, most: object, beyond: object, member: string])[] = [
      [hostSchemas.run, { text }, { text: `${text}x` }, "text"],
      [hostSchemas.filter, { text }, { text: `${text}x` }, "text"],
      [hostSchemas.ready, { zone: "z".repeat(1_000) }, { zone: "z".repeat(1_001) }, "zone"],
      [hostSchemas.groupBy, { path: "p".repeat(1_000) }, { path: "p".repeat(1_001) }, "path"],
      [hostSchemas.sort, { sort: many(key, 1_000) }, { sort: many(key, 1_001) }, "sort"],
      [hostSchemas.columns, { columns }, { columns: [...columns, { path: "id" }] }, "columns"],
      [hostSchemas.columns, { columns: [{ path: "id", width: 100_000 }] }, { columns: [{ path: "id", width: -1 }] }, "columns.0.width"],
      [hostSchemas.facets, { revision: 0, facets: many(facet, 1_000) }, { revision: 0, facets: many(facet, 1_001) }, "facets"],
      [hostSchemas.histogram, { revision: 0, edges }, { revision: 0, edges: [...edges, 1e6] }, "edges"],
      [hostSchemas.histogram, { revision: 0, edges: [-8.64e15, 8.64e15] }, { revision: 0, edges: [0, 8.65e15] }, "edges.1"],
      [hostSchemas.histogram, { revision: 0, edges: [1, 1] }, { revision: 0, edges: [2, 1] }, "edges"],
      [hostSchemas.exportRows, { ranges: rows(100_000) }, { ranges: rows(100_001) }, "ranges"],
      [hostSchemas.record, { record: Number.MAX_SAFE_INTEGER }, { record: 2 ** 53 }, "record"],
    ];
    for (const [schema, most, beyond, wrong] of limits) assert.deepEqual([member(schema, most), member(schema, beyond)], [true, wrong]);
  });

  test("has no row twice", () => {
    const one = (...ranges: readonly (readonly [number, number])[]) =>
      member(hostSchemas.exportRows, { ranges: ranges.map(([from, to]) => ({ from, to })) });
    assert.deepEqual(
      [one([0, 3], [3, 4]), one([0, 3], [2, 4]), one([3, 4], [0, 1]), one([3, 2]), one([0, 9], [0, 9])],
      [true, "ranges", "ranges", "ranges", "ranges"],
    );
  });

  test("is a selection that can be one", () => {
    const rows = { from: 0, to: 1 };
    const right = [{ ranges: [] }, { record: 3, ranges: [rows] }];
    const wrong = [undefined, null, {}, [], { record: -1, ranges: [] }, { record: 3 }, { ranges: [{ from: 0 }] }, { ranges: [], more: 1 }];
    assert.deepEqual(
      [...right, ...wrong].map((selection) => member(gridAnswers.selection, selection) === true),
      [...right.map(() => true), ...wrong.map(() => false)],
    );
  });
});
