import type { Report } from "../reports/index.ts";
import { check } from "./checks/check.ts";
import type { Expression } from "./expression.ts";
import { withPick } from "./narrow.ts";
import type { PickedValue } from "./picks.ts";

/** The term that a field has the value; undefined where no condition can ask for it, as for a value of another kind than the field's. */
export function termFor(report: Report, path: string, value: PickedValue): Expression | undefined {
  const term = withPick({ report: report.id, range: { kind: "last", amount: 1, unit: "d" } }, path, value, "include")?.where;
  return term && check(term, report).some(({ severity }) => severity === "error") ? undefined : term;
}
