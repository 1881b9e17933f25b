import type { Expression } from "./expression.ts";
import { timeBound } from "./timeBound.ts";
import { conjuncts, disjuncts } from "./rewrite.ts";
import { temporal } from "./temporal.ts";

/** A point in time: an instant, or so many ms before the query runs. */
export type Moment = { readonly at: number; readonly text: string } | { readonly ago: number };

/** The times at which a condition can hold, both ends included; a missing end: at any time. */
export interface TimeSpan {
  readonly from?: Moment;
  readonly to?: Moment;
}

const dayMs = 24 * 3600_000;
const instantText = (ms: number) => new Date(ms).toISOString().replace(".000Z", "Z");
const momentAt = (ms: number): Moment => ({ at: ms, text: instantText(ms) });

const opposite: Readonly<Record<string, string>> = { eq: "ne", ne: "eq", gt: "le", ge: "lt", lt: "ge", le: "gt" };

/**
 * Where in time a condition can hold, wherever in it the bounds stand: `and` leaves what both sides have, `or` what either has. It may be more than the condition
 * lets through, never less. Instants that are finer than a millisecond count as the millisecond before (`from`) or after (`to`).
 */
export function timeSpan(condition: Expression, timeField: string, isDenied = false): TimeSpan {
  if (condition.type === "unary" && condition.operator === "not") return timeSpan(condition.operand, timeField, !isDenied);
  if (condition.type === "binary" && (condition.operator === "and" || condition.operator === "or")) {
    const isAnd = condition.operator === "and";
    const spans = (isAnd ? conjuncts : disjuncts)(condition).map((part) => timeSpan(part, timeField, isDenied));
    return spans.reduce(isAnd === isDenied ? either : both);
  }
  if (condition.type === "in") {
    const { left, list } = condition;
    if (list.type !== "list" || isDenied) return {};
    return list.items.map((right) => timeSpan({ type: "binary", operator: "eq", left, right }, timeField)).reduce(either);
  }
  if (condition.type !== "binary") return {};
  const comparison = isDenied ? { ...condition, operator: (opposite[condition.operator] ?? "ne") as typeof condition.operator } : condition;
  return spanOfDay(comparison, timeField) ?? spanOfNow(comparison, timeField) ?? spanOfBound(comparison, timeField);
}

function spanOfBound(term: Expression, timeField: string): TimeSpan {
  const bound = timeBound(term, timeField);
  const at = bound ? Date.parse(bound.text) : NaN;
  if (!bound || Number.isNaN(at)) return {};
  const from: Moment = { at, text: bound.text };
  const to: Moment = isMillisecond(bound.text) ? from : momentAt(at + 1);
  if (bound.operator === "eq") return { from, to };
  return bound.operator === "ge" || bound.operator === "gt" ? { from } : { to };
}

/** Nothing of the instant is lost when it is cut to milliseconds. */
export const isMillisecond = (text: string): boolean => !/\.\d{3}\d*[1-9]/.test(text);

/** `date(createdDateTime) eq 2026-11-16`: the service writes its times in UTC. */
function spanOfDay(term: Expression, timeField: string): TimeSpan | undefined {
  if (term.type !== "binary") return undefined;
  const dated = [term.left, term.right].find((side) => side.type === "call" && side.name === "date");
  const [path] = dated?.type === "call" ? dated.arguments : [];
  if (!dated || !path) return undefined;
  const bare = (side: Expression): Expression => (side === dated ? path : side);
  const bound = timeBound({ ...term, left: bare(term.left), right: bare(term.right) }, timeField);
  const start = bound && /T00:00:00Z$/.test(bound.text) ? Date.parse(bound.text) : NaN;
  if (!bound || Number.isNaN(start)) return {};
  const [first, next] = [momentAt(start), momentAt(start + dayMs)];
  return { eq: { from: first, to: next }, ge: { from: first }, gt: { from: next }, le: { to: next }, lt: { to: first } }[bound.operator];
}

/** `createdDateTime ge now() sub duration'P7D'`. */
function spanOfNow(term: Expression, timeField: string): TimeSpan | undefined {
  if (term.type !== "binary") return undefined;
  const [left, right] = [agoOf(term.left), agoOf(term.right)];
  const ago = left ?? right;
  if (ago === undefined) return undefined;
  // Any instant shows on which side the bound is.
  const stand: Expression = { type: "literal", kind: "dateTimeOffset", text: "2000-01-01T00:00:00Z" };
  const bound = timeBound({ ...term, ...(left === undefined ? { right: stand } : { left: stand }) }, timeField);
  if (!bound) return {};
  const moment: Moment = { ago };
  if (bound.operator === "eq") return { from: moment, to: moment };
  return bound.operator === "ge" || bound.operator === "gt" ? { from: moment } : { to: moment };
}

function agoOf(expression: Expression): number | undefined {
  if (expression.type === "call") return expression.name === "now" ? 0 : undefined;
  if (expression.type !== "binary" || (expression.operator !== "sub" && expression.operator !== "add")) return undefined;
  const before = agoOf(expression.left);
  const { right } = expression;
  const length = right.type === "literal" && right.kind === "duration" ? temporal(right.text, "duration") : undefined;
  if (before === undefined || !length) return undefined;
  const ms = Math.ceil(Number(length.ticks) / 1e9);
  return expression.operator === "sub" ? before + ms : before - ms;
}

/** `order`: 1 for the later of two, -1 for the earlier. Which of an instant and a time that runs with the clock is later, nobody knows: the instant is as good for `and`. */
function chosen(one: Moment, other: Moment, order: 1 | -1): Moment | undefined {
  if ("at" in one && "at" in other) return (one.at - other.at) * order >= 0 ? one : other;
  if ("ago" in one && "ago" in other) return (other.ago - one.ago) * order >= 0 ? one : other;
  return undefined;
}

const instantOf = (one: Moment, other: Moment): Moment => ("at" in one ? one : other);

function both(one: TimeSpan, other: TimeSpan): TimeSpan {
  const from = one.from && other.from ? (chosen(one.from, other.from, 1) ?? instantOf(one.from, other.from)) : (one.from ?? other.from);
  const to = one.to && other.to ? (chosen(one.to, other.to, -1) ?? instantOf(one.to, other.to)) : (one.to ?? other.to);
  return { ...(from && { from }), ...(to && { to }) };
}

function either(one: TimeSpan, other: TimeSpan): TimeSpan {
  const from = one.from && other.from && chosen(one.from, other.from, -1);
  const to = one.to && other.to && chosen(one.to, other.to, 1);
  return { ...(from && { from }), ...(to && { to }) };
}
