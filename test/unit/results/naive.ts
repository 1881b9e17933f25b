import { foldText } from "../../../src/query/foldText.ts";
import type { Cell } from "../../../src/protocol/grid.ts";
import { compile, parseFilter, type Expression, type SortKey } from "../../../src/query/index.ts";
import { reportById } from "../../../src/reports/index.ts";

export const now = new Date("2026-11-18T12:00:00Z");

// What the result store answers, by the simplest means.

export function naiveValue(value: unknown, path: readonly string[]): unknown {
  const [member, ...rest] = path;
  if (member === undefined) return value;
  if (value === null || value === undefined) return undefined;
  if (member === "[]") {
    const found = [value]
      .flat()
      .map((item) => naiveValue(item, rest))
      .filter((item) => item !== undefined && item !== null);
    return found.length > 0 ? found : undefined;
  }
  if (typeof value !== "object" || Array.isArray(value)) return undefined;
  const names = Object.keys(value);
  const name = names.find((own) => own === member) ?? names.find((own) => own.toLowerCase() === member.toLowerCase());
  return name === undefined ? undefined : naiveValue((value as Record<string, unknown>)[name], rest);
}

const naiveTextsOf = (value: unknown): string[] =>
  [value]
    .flat()
    .map((item) => (typeof item === "object" && item !== null ? JSON.stringify(item) : String(item ?? "")))
    .filter((text) => text.trim() !== "");

const naiveFirst = (object: unknown, names: readonly string[]): string[] =>
  names.map((name) => naiveTextsOf(naiveValue(object, [name]))).find((texts) => texts.length > 0) ?? [];

/** Sign-ins as such, of what is made here. */
const naiveDerived: Readonly<Record<string, (record: unknown) => string | string[] | undefined>> = {
  failureReason(record) {
    const failed = ([naiveValue(record, ["status"])].flat() as unknown[]).filter((status) => {
      const code = naiveValue(status, ["errorCode"]);
      const isObject = typeof status === "object" && status !== null && !Array.isArray(status);
      return isObject && (typeof code === "object" || String(code).trim() !== "0");
    });
    const reasons = failed.flatMap((status) => naiveFirst(status, ["failureReason"]));
    const details = failed.flatMap((status) => naiveFirst(status, ["additionalDetails"]));
    const said = reasons.filter((text) => text.trim().toLowerCase() !== "other.");
    const found = [said, details, reasons].find((list) => list.length > 0);
    return found && [...new Set(found)].join(", ");
  },
  blockingPolicies(record) {
    const policies = [naiveValue(record, ["appliedConditionalAccessPolicies"])].flat() as unknown[];
    const names = policies
      .filter((policy) => {
        const result = typeof policy === "object" && !Array.isArray(policy) ? naiveValue(policy, ["result"]) : undefined;
        return typeof result !== "object" && String(result).trim().toLowerCase() === "failure";
      })
      .flatMap((policy) => naiveFirst(policy, ["displayName", "id"]));
    return names.length > 0 ? [...new Set(names)] : undefined;
  },
};

export const naiveAt = (record: unknown, path: string): unknown =>
  Object.hasOwn(naiveDerived, path) ? naiveDerived[path]!(record) : naiveValue(record, path.split("/"));

export function naiveCell(record: unknown, path: string): Cell {
  const value = naiveAt(record, path);
  return value === undefined || value === null ? null : typeof value === "object" ? JSON.stringify(value) : (value as Cell);
}

/** Something that orders as the cell does when compared member by member. */
export function naiveKey(cell: Cell, path: string): (number | bigint | string)[] {
  if (cell === null) return [0];
  if (typeof cell === "boolean") return [1, Number(cell)];
  if (typeof cell === "number") return [2, cell];
  const instant = path === "createdDateTime" && /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|\+00:00)$/.exec(cell);
  return instant
    ? [3, BigInt(Date.parse(`${instant[1]}Z`)) * 10_000_000n + BigInt((instant[2] ?? "").padEnd(10, "0"))]
    : [4, cell.toLowerCase(), cell];
}

export function naiveOrder(a: unknown, b: unknown, sort: readonly SortKey[]): number {
  for (const { path, direction } of sort) {
    const [left, right] = [naiveKey(naiveCell(a, path), path), naiveKey(naiveCell(b, path), path)];
    for (const [index, one] of left.entries()) {
      const other = right[index]!;
      if (one !== other) return one < other === (direction === "asc") ? -1 : 1;
    }
  }
  return 0;
}

export function naiveTexts(value: unknown): string[] {
  if (value === null) return [];
  return typeof value === "object" ? Object.values(value as object).flatMap(naiveTexts) : [foldText(String(value))];
}

export const naiveHolds = (record: unknown, { expression }: { readonly expression?: Expression }): boolean =>
  expression !== undefined &&
  compile(expression, { now, report: reportById("signIns") })(
    (typeof record === "object" && record !== null ? record : {}) as Record<string, unknown>,
  );

export function naiveMatches(record: unknown, filter: string): boolean {
  const { expression } = parseFilter(filter);
  if (expression && expression.type !== "path") return naiveHolds(record, { expression });
  return foldText(filter)
    .split(" ")
    .filter(Boolean)
    .every((word) => naiveTexts(record).some((text) => text.includes(word)));
}
