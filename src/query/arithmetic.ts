import type { BinaryOperator } from "./expression.ts";
import { floorTo, isTemporal, temporal, ticksPerSecond, type Temporal } from "./temporal.ts";

export type ArithmeticOperator = Extract<BinaryOperator, "add" | "sub" | "mul" | "div" | "divby" | "mod">;

const ticksPerDay = 86_400n * ticksPerSecond;

/**
 * Arithmetic of OData over numbers, instants and durations; null when an operand is null or the two do not go together.
 * @param fractional Whether `div` of two whole numbers may have a fraction.
 */
export function arithmetic(operator: ArithmeticOperator, fractional: boolean): (left: unknown, right: unknown) => unknown {
  return (left, right) => {
    if (typeof left === "number" && typeof right === "number") return ofNumbers(operator, left, right, fractional);
    const [one, other] = [asTime(left), asTime(right)];
    if (isTemporal(one)) return ofTime(operator, one, other);
    return isTemporal(other) && operator === "mul" ? ofTime(operator, other, one) : null;
  };
}

/** A record has its times as text. */
const asTime = (value: unknown) => (typeof value === "string" ? (temporal(value, "dateTimeOffset") ?? temporal(value, "duration")) : value);

function ofNumbers(operator: ArithmeticOperator, left: number, right: number, fractional: boolean): number | null {
  switch (operator) {
    case "add":
      return left + right;
    case "sub":
      return left - right;
    case "mul":
      return left * right;
    case "divby":
      return left / right;
    case "div":
      if (fractional || !Number.isInteger(left) || !Number.isInteger(right)) return left / right;
      return right === 0 ? null : Math.trunc(left / right);
    case "mod":
      return right === 0 ? null : left % right;
  }
}

function ofTime(operator: ArithmeticOperator, left: Temporal, right: unknown): Temporal | null {
  const { kind, ticks, offset } = left;
  if (isTemporal(right)) {
    const sign = operator === "add" ? 1n : operator === "sub" ? -1n : 0n;
    if (sign === 0n || kind === "timeOfDay") return null;
    if (right.kind === "duration") {
      const moved = ticks + sign * right.ticks;
      return { kind, ticks: kind === "date" ? BigInt(floorTo(moved, ticksPerDay)) * ticksPerDay : moved, offset };
    }
    const isLength = sign < 0n && kind !== "duration" && right.kind !== "timeOfDay";
    return isLength ? { kind: "duration", ticks: ticks - right.ticks, offset: 0 } : null;
  }
  if (typeof right !== "number" || kind !== "duration" || !["mul", "div", "divby"].includes(operator)) return null;
  const seconds = Number(ticks) / 1e12;
  const result = operator === "mul" ? seconds * right : seconds / right;
  return Number.isFinite(result) ? { kind, ticks: BigInt(Math.round(result * 1e6)) * 1_000_000n, offset: 0 } : null;
}
