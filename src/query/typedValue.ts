import type { Field } from "../reports/index.ts";
import { nearest } from "./nearest.ts";
import { timeProblem, writtenTime } from "./readTime.ts";
import type { PickedValue } from "./picks.ts";
import type { RangeOptions } from "./resolveRange.ts";

/** A value as a person types it, for a field; or what is wrong with it, in a sentence. */
export type TypedValue = { readonly value: PickedValue } | { readonly problem: string };

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

export function typedValue(field: Field, typed: string, { now, zone }: RangeOptions): TypedValue {
  const trimmed = typed.trim();
  switch (field.kind) {
    case "integer":
    case "double": {
      const value = Number(trimmed);
      if (!number.test(trimmed)) return { problem: `${field.label} is a number: write one such as 50126.` };
      if (field.kind === "integer" && !Number.isSafeInteger(value))
        return { problem: `${field.label} is a whole number of at most 15 digits.` };
      // -0 is written as 0.
      return { value: value === 0 ? 0 : value };
    }
    case "boolean": {
      const found = { true: true, yes: true, false: false, no: false }[trimmed.toLowerCase()];
      return found === undefined ? { problem: `${field.label} is true or false.` } : { value: found };
    }
    case "instant": {
      const time = writtenTime(trimmed, now, zone);
      const problem = timeProblem(time, zone);
      return problem === undefined && time ? { value: time.instant.replace(".000Z", "Z") } : { problem: problem ?? "" };
    }
    case "enum":
    case "flags": {
      const { values = [] } = field;
      const member = values.find((one) => one.toLowerCase() === trimmed.toLowerCase());
      if (member !== undefined || values.length === 0) return { value: member ?? trimmed };
      const near = nearest(trimmed, values);
      return { problem: `${field.label} has no value “${trimmed}”.${near === undefined ? "" : ` Did you mean “${near}”?`}` };
    }
    default:
      // Blanks can be what one looks for.
      return { value: typed };
  }
}
