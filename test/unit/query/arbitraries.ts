import fc from "fast-check";
import type { BinaryOperator, ComparisonOperator, Expression, List, Literal, Path } from "../../../src/query/expression.ts";
import { functions } from "../../../src/query/functions.ts";
import { rangeUnits, type Query, type Range } from "../../../src/query/query.ts";
import { signInTypes } from "../../../src/reports/signInTypes.ts";
import { reports, type EventTypes, type Field, type Report } from "../../../src/reports/index.ts";

/** Objects as the parser makes them. */
const plain = <Shape extends object>(model: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record<Shape>(model, { noNullPrototype: true });

const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, "0"));
const day = fc.integer({ min: 1, max: 28 }).map((value) => String(value).padStart(2, "0"));
const month = fc.integer({ min: 1, max: 12 }).map((value) => String(value).padStart(2, "0"));
const year = fc.oneof(fc.constantFrom("1999", "2026", "0001", "9999", "-0044", "12026"), fc.integer({ min: 1000, max: 9999 }).map(String));
const fraction = fc.oneof(fc.constant(""), fc.stringMatching(/^\.\d{1,12}$/));
const time = fc.tuple(two(23), two(59), two(59), fraction).map(([h, m, s, f]) => `${h}:${m}:${s}${f}`);
const date = fc.tuple(year, month, day).map((parts) => parts.join("-"));
export const instant = fc
  .tuple(
    date,
    fc.oneof(time, fc.constant("12:30")),
    fc.oneof(
      fc.constantFrom("Z", "+00:00"),
      fc.tuple(fc.constantFrom("+", "-"), two(13), two(59)).map(([sign, h, m]) => `${sign}${h}:${m}`),
    ),
  )
  .map(([d, t, zone]) => `${d}T${t}${zone}`);
const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,5}$/).map((text) => `x${text}`);

const texts: Record<Literal["kind"], fc.Arbitrary<string>> = {
  null: fc.constant("null"),
  boolean: fc.constantFrom("true", "false"),
  string: fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom("", "'", "it''s", "// no comment", "${me}", "a\nb", "where take 5"),
  ),
  integer: fc.oneof(fc.bigInt().map(String), fc.constantFrom("0", "-1", "9223372036854775807")),
  decimal: fc.oneof(fc.constantFrom("INF", "-INF", "NaN", "1e10", "-2.5e-7", "0.10"), fc.stringMatching(/^-?[1-9]\d{0,3}\.\d{1,20}$/)),
  guid: fc.uuid(),
  date,
  dateTimeOffset: instant,
  timeOfDay: time,
  duration: fc.constantFrom("P1D", "PT1H", "-P3DT4H5M6.789S", "PT0S", "P10000D"),
  binary: fc.stringMatching(/^[A-Za-z0-9_-]{0,8}$/),
  enum: fc.tuple(name, fc.constantFrom("A", "A,B", "it''s")).map(([type, member]) => `Ns.${type}'${member}'`),
};
const literal: fc.Arbitrary<Literal> = fc
  .constantFrom(...(Object.keys(texts) as Literal["kind"][]))
  .chain((kind) => texts[kind].map((text) => ({ type: "literal", kind, text })));

const path: fc.Arbitrary<Path> = fc
  .tuple(
    fc.array(fc.oneof(name, fc.constantFrom("@odata.type", "Ns.Type")), { minLength: 1, maxLength: 3 }),
    fc.constantFrom("", "$it", "$count"),
  )
  .map(([members, special]) => ({
    type: "path",
    members: special === "$it" ? ["$it", ...members] : special === "$count" ? [...members, "$count"] : members,
  }));

const operators: readonly BinaryOperator[] = [
  "and",
  "or",
  "eq",
  "ne",
  "gt",
  "ge",
  "lt",
  "le",
  "has",
  "add",
  "sub",
  "mul",
  "div",
  "divby",
  "mod",
];

/** Any expression that the grammar has, whether it makes sense or not. */
export const expression: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, depthSize: "small", withCrossShrink: true },
    fc.oneof(literal, path) as fc.Arbitrary<Expression>,
    plain({ type: fc.constant("binary" as const), operator: fc.constantFrom(...operators), left: tie("node"), right: tie("node") }),
    plain({ type: fc.constant("unary" as const), operator: fc.constantFrom("not" as const, "neg" as const), operand: tie("node") }),
    plain({
      type: fc.constant("in" as const),
      left: tie("node"),
      list: fc.oneof(
        path,
        plain({ type: fc.constant("list" as const), items: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<List>,
      ),
    }),
    fc.constantFrom(...functions.keys()).chain((called) => {
      const { least, takes } = functions.get(called)!;
      return plain({
        type: fc.constant("call" as const),
        name: fc.constant(called),
        arguments: fc.array(tie("node"), { minLength: least, maxLength: takes.length }),
      });
    }),
    plain({
      type: fc.constant("lambda" as const),
      operator: fc.constantFrom("any" as const, "all" as const),
      source: path,
      variable: name,
      predicate: tie("node"),
    }),
    path.map((source): Expression => ({ type: "lambda", operator: "any", source })),
  ),
})).node;

/** The text literals that conditions and records of a test share, so that they meet now and then. */
const words = ["", "a", "A", "alex", "Portal", "it's"];
export const instants = ["2026-11-20T08:00:00Z", "2026-11-20T08:00:00.1234567Z", "2026-11-21T00:00:00Z", "2026-11-22T23:59:59.999Z"];

const plainFields = (report: Report) =>
  report.fields.filter(
    (field) => !field.path.includes("[]") && !field.list && field.kind !== "object" && !field.deprecated && field.absentFrom === undefined,
  );

function literalFor(field: Field): fc.Arbitrary<Literal> {
  const of = (kind: Literal["kind"], choices: readonly string[]) =>
    fc.constantFrom(...choices).map((text): Literal => ({ type: "literal", kind, text }));
  if (field.values) return of("string", field.values.slice(0, 3));
  if (field.kind === "boolean") return of("boolean", ["true", "false"]);
  if (field.kind === "integer") return of("integer", ["0", "1", "50126"]);
  if (field.kind === "double") return of("decimal", ["0.5", "2.0"]);
  if (field.kind === "instant") return fc.oneof(of("dateTimeOffset", instants), of("date", ["2026-11-21"]));
  return of("string", field.path === "userPrincipalName" ? words.map((text) => text.toLowerCase()) : words);
}

function leaf(report: Report): fc.Arbitrary<Expression> {
  const filterable = plainFields(report).filter((field) => field.graph.operators.length + (field.graph.observed?.length ?? 0) > 0);
  const some = fc.constantFrom(...filterable, ...plainFields(report).slice(0, 8));
  const asPath = (field: Field): Path => ({ type: "path", members: field.path.split("/") });
  const comparison = some.chain((field) => {
    const choices: ComparisonOperator[] = field.values || field.kind === "boolean" ? ["eq", "ne"] : ["eq", "ne", "gt", "ge", "lt", "le"];
    const value = fc.oneof(
      { weight: 6, arbitrary: literalFor(field) },
      { weight: 1, arbitrary: fc.constant<Literal>({ type: "literal", kind: "null", text: "null" }) },
    );
    return fc.tuple(fc.constantFrom(...choices), value, fc.boolean()).map(([operator, right, turned]): Expression => {
      const mirrored = { eq: "eq", ne: "ne", gt: "lt", ge: "le", lt: "gt", le: "ge", has: "has" } as const;
      return turned
        ? { type: "binary", operator: mirrored[operator], left: right, right: asPath(field) }
        : { type: "binary", operator, left: asPath(field), right };
    });
  });
  const text = fc.constantFrom(...filterable.filter(({ kind, path: at }) => kind === "text" && at !== "userPrincipalName"));
  const call = fc
    .tuple(text, fc.constantFrom("startswith", "contains", "endswith"), fc.boolean(), fc.constantFrom(...words))
    .map(([field, called, lower, word]): Expression => {
      const subject: Expression = lower ? { type: "call", name: "tolower", arguments: [asPath(field)] } : asPath(field);
      return { type: "call", name: called, arguments: [subject, { type: "literal", kind: "string", text: word }] };
    });
  const membership = some.chain((field) =>
    fc
      .array(literalFor(field), { minLength: 1, maxLength: 3 })
      .map((items): Expression => ({ type: "in", left: asPath(field), list: { type: "list", items } })),
  );
  const members = report.fields.filter(
    (field) => /^\w+\/\[\]\/\w+$/.test(field.path) && field.kind === "text" && !field.list && field.absentFrom === undefined,
  );
  const lambda = (): fc.Arbitrary<Expression> =>
    fc
      .tuple(fc.constantFrom(...members), fc.constantFrom("any" as const, "all" as const), fc.boolean(), fc.constantFrom(...words))
      .map(([field, operator, starts, word]): Expression => {
        const [list = "", , member = ""] = field.path.split("/");
        const subject: Path = { type: "path", members: ["t", member] };
        const value: Literal = { type: "literal", kind: "string", text: word };
        const predicate: Expression = starts
          ? { type: "call", name: "startswith", arguments: [subject, value] }
          : { type: "binary", operator: "eq", left: subject, right: value };
        return { type: "lambda", operator, source: { type: "path", members: [list] }, variable: "t", predicate };
      });
  const types = ({ path, names }: EventTypes): fc.Arbitrary<Expression> =>
    fc
      .tuple(fc.constantFrom("eq" as const, "ne" as const), fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }))
      .map(([operator, values]): Expression => {
        const tests = values.map((value): Expression => ({
          type: "binary",
          operator,
          left: { type: "path", members: ["t"] },
          right: { type: "literal", kind: "string", text: value },
        }));
        return {
          type: "lambda",
          operator: "any",
          source: { type: "path", members: [path] },
          variable: "t",
          predicate: tests.reduce((left, right) => ({ type: "binary", operator: "or", left, right })),
        };
      });
  return fc.oneof(
    { weight: 5, arbitrary: comparison },
    { weight: 2, arbitrary: call },
    { weight: 2, arbitrary: membership },
    ...(members.length > 0 ? [lambda()] : []),
    ...(report.types ? [types(report.types)] : []),
  );
}

/** A condition over a report's fields in which `check` finds no error. */
export const condition = (report: Report): fc.Arbitrary<Expression> =>
  fc.letrec<{ node: Expression }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: "small", withCrossShrink: true },
      leaf(report),
      plain({
        type: fc.constant("binary" as const),
        operator: fc.constantFrom("and" as const, "and" as const, "or" as const),
        left: tie("node"),
        right: tie("node"),
      }),
      tie("node").map((operand): Expression => ({ type: "unary", operator: "not", operand })),
    ),
  })).node;

export const range: fc.Arbitrary<Range> = fc.oneof(
  plain({ kind: fc.constant("last" as const), amount: fc.integer({ min: 1, max: 100 }), unit: fc.constantFrom(...rangeUnits) }),
  fc.constantFrom<Range>(
    { kind: "between", from: "2026-11-01" },
    { kind: "between", from: "2026-11-01", to: "2026-11-08T12:00:00Z" },
    { kind: "between", from: "2026-11-01T00:00:00.1234567+02:00", to: "2026-11-08" },
  ),
);

/** A query that has each clause or not. */
export const queryOf = (report: Report): fc.Arbitrary<Query> => {
  const paths = report.fields.map((field) => field.path);
  const sortable = plainFields(report).map((field) => field.path);
  return fc.record(
    {
      report: fc.constant(report.id),
      range,
      ...(report.types && { types: fc.uniqueArray(fc.constantFrom(...report.types.names), { minLength: 1 }) }),
      where: condition(report),
      columns: fc.uniqueArray(fc.constantFrom(...paths), { minLength: 1, maxLength: 5 }),
      sort: fc.uniqueArray(plain({ path: fc.constantFrom(...sortable), direction: fc.constantFrom("asc" as const, "desc" as const) }), {
        minLength: 1,
        maxLength: 3,
        selector: (key) => key.path,
      }),
      take: fc.integer({ min: 1, max: 1_000_000 }),
    },
    { requiredKeys: ["report", "range"], noNullPrototype: true },
  ) as fc.Arbitrary<Query>;
};

export const query: fc.Arbitrary<Query> = fc.oneof(...reports.map(queryOf));

/** Records of a report whose members, when they are there, hold what the conditions above ask for. */
export function record(report: Report): fc.Arbitrary<Record<string, unknown>> {
  const valueFor = (field: Field): fc.Arbitrary<unknown> => {
    const values: fc.Arbitrary<unknown> = field.values
      ? fc.constantFrom(...field.values.slice(0, 4))
      : field.kind === "boolean"
        ? fc.boolean()
        : field.kind === "integer"
          ? fc.constantFrom(0, 1, 50126)
          : field.kind === "double"
            ? fc.constantFrom(0.5, 2)
            : field.kind === "instant"
              ? fc.constantFrom(...instants)
              : fc.constantFrom(...words);
    return field.nullable ? fc.oneof({ weight: 5, arbitrary: values }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) }) : values;
  };
  const fields = plainFields(report);
  const lists = report.fields.filter((field) => /^\w+\/\[\]\/\w+$/.test(field.path) && field.kind === "text" && !field.list);
  return fc
    .tuple(
      fc.tuple(...fields.map(valueFor)),
      fc.array(fc.tuple(...lists.map(valueFor)), { maxLength: 2 }),
      fc.constantFrom(...signInTypes),
      fc.constantFrom(...instants),
    )
    .map(([values, items, type, time]) => {
      const made: Record<string, unknown> = {};
      const put = (at: string, value: unknown) => {
        const members = at.split("/");
        let holder = made;
        for (const member of members.slice(0, -1)) holder = (holder[member] ??= {}) as Record<string, unknown>;
        if (value !== undefined) holder[members.at(-1)!] = value;
      };
      fields.forEach((field, index) => put(field.path, values[index]));
      for (const item of items) {
        lists.forEach((field, index) => {
          const [list = "", , member = ""] = field.path.split("/");
          const all = (made[list] ??= [{}]) as Record<string, unknown>[];
          if (item[index] !== undefined) all[0]![member] = item[index];
        });
      }
      put(report.timeField, time);
      if (report.id === "signIns") put("signInEventTypes", [type]);
      return made;
    });
}
