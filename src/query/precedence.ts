import type { BinaryOperator } from "./expression.ts";

/** Higher binds stronger, as in OData 4.01 URL conventions 5.1.1.16; `not` and minus stand between `mul` and `has`. */
export const precedence: Readonly<Record<BinaryOperator | "in", number>> = {
  or: 1,
  and: 2,
  eq: 3,
  ne: 3,
  gt: 4,
  ge: 4,
  lt: 4,
  le: 4,
  add: 5,
  sub: 5,
  mul: 6,
  div: 6,
  divby: 6,
  mod: 6,
  has: 8,
  in: 8,
};
export const unaryPrecedence = 7;
