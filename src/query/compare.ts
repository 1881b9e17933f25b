import type { ComparisonOperator, Expression, Literal } from "./expression.ts";
import { isTemporal, temporal, type TemporalKind } from "./temporal.ts";

export type Test = (left: unknown, right: unknown) => boolean | null;
type Order = (left: unknown, right: unknown) => number;

const tests: Record<Exclude<ComparisonOperator, "has">, (order: number) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

/**
 * The test of a comparison operator. What stands on either side of it decides how the two are compared: a guid without regard to case,
 * two members of a record as instants when both look like it, and so on.
 * @param key What counts of a text when two are compared; by default all of it.
 */
export function compare(
  operator: ComparisonOperator,
  left: Expression | undefined,
  right: Expression | undefined,
  key?: (text: string) => string,
): Test {
  if (operator === "has") return has;
  const order = orderOf(left, right);
  const test = tests[operator];
  return (one, other) => {
    if (one === null || one === undefined)
      return (other === null || other === undefined) === (operator !== "ne") && "eq ge le ne".includes(operator);
    if (other === null || other === undefined) return operator === "ne";
    if (key && typeof one === "string" && typeof other === "string") return test(order(key(one), key(other)));
    return test(order(one, other));
  };
}
function orderOf(left: Expression | undefined, right: Expression | undefined): Order {
  const kinds = [left, right].map((side) => (side?.type === "literal" ? side.kind : undefined));
  if (kinds.includes("guid")) return textOrder((text) => text.toLowerCase());
  if (kinds.includes("enum")) return textOrder(members);
  if (kinds.includes("string")) return orderOfText;
  if (kinds.includes("dateTimeOffset") && right?.type === "literal") return orderOfInstant(right);
  const areMembers = [left, right].every((side) => side === undefined || side.type === "path");
  return areMembers ? orderOfMembers : orderOfValues;
}

const byCharacters = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

const textOrder =
  (normal: (text: string) => string): Order =>
  (left, right) =>
    typeof left === "string" && typeof right === "string" ? byCharacters(normal(left), normal(right)) : NaN;

/** A quoted text is text, unless the other side is a time: 4.01 lets a duration's prefix be left out. */
const orderOfText: Order = (left, right) =>
  typeof left === "string" && typeof right === "string" ? byCharacters(left, right) : orderOfValues(left, right);

/** A number that a double cannot hold comes as the text that it is. Read in one pass: a record may hold a text of a million digits. */
const longNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const isLong = (text: string): boolean => /\d{16}|\.\d{15}|[eE][+-]?\d{3}/.test(text);
const asNumber = (value: unknown, other: unknown) =>
  typeof value === "string" && typeof other === "number" && longNumber.test(value) && isLong(value) ? Number(value) : value;

/** NaN: the two cannot be compared. */
const orderOfValues: Order = (one, two) => {
  const [left, right] = [asNumber(one, two), asNumber(two, one)];
  if (typeof left === "string" && typeof right === "string") return byCharacters(left, right);
  if (typeof left === "number" && typeof right === "number") return left === right ? 0 : left - right;
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  const [first, second] = [isTemporal(left) ? left : asKind(left, right), isTemporal(right) ? right : asKind(right, left)];
  if (!first || !second || family(first.kind) !== family(second.kind)) return NaN;
  return first.ticks === second.ticks ? 0 : first.ticks < second.ticks ? -1 : 1;
};

const family = (kind: TemporalKind) => (kind === "date" ? "dateTimeOffset" : kind);
const asKind = (value: unknown, model: unknown) =>
  typeof value === "string" && isTemporal(model) ? temporal(value, model.kind) : undefined;

/** Two members of a record: the same instant may be written in more than one way. */
const orderOfMembers: Order = (left, right) => {
  if (left === right) return 0;
  if (typeof left === "string" && typeof right === "string" && /^\d{4}-\d\d-\d\dT/.test(left) && /^\d{4}-\d\d-\d\dT/.test(right)) {
    const [one, other] = [temporal(left, "dateTimeOffset"), temporal(right, "dateTimeOffset")];
    if (one && other) return orderOfValues(one, other);
  }
  return orderOfValues(left, right);
};

const zero = 0x30;
const plainInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function withoutZeros(text: string): string {
  let end = text.length - 1;
  if (!text.includes(".")) return text.slice(0, end);
  while (text.charCodeAt(end - 1) === zero) end--;
  return text.slice(0, text.charAt(end - 1) === "." ? end - 1 : end);
}

/** The service writes UTC with seconds and up to 7 fraction digits: such texts order as instants do, ten times faster than when they are read. */
function orderOfInstant({ text }: Literal): Order {
  if (!plainInstant.test(text)) return orderOfValues;
  const plain = withoutZeros(text);
  return (left, right) =>
    typeof left === "string" && plainInstant.test(left) ? byCharacters(withoutZeros(left), plain) : orderOfValues(left, right);
}

/** The members of `Namespace.Type'One,Two'` or of the text that the service sends, in one order and case. */
function members(text: string): string {
  return flags(text).sort().join();
}

function flags(text: string): string[] {
  const inner = text.endsWith("'") && text.indexOf("'") < text.length - 1 ? text.slice(text.indexOf("'") + 1, -1) : text;
  return inner
    .toLowerCase()
    .split(",")
    .map((flag) => flag.trim());
}

const has: Test = (left, right) => {
  if (typeof left !== "string" || typeof right !== "string") return null;
  const set = new Set(flags(left));
  return flags(right).every((flag) => set.has(flag));
};
