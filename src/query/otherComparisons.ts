import { fieldOf, reports } from "../reports/index.ts";
import type { Field, Report } from "../reports/report.ts";
import type { Expression, Literal } from "./expression.ts";
import { regionNamed } from "./regions.ts";
import { variablesIn } from "./variables.ts";

/** What other languages write between a field and a text. */
export const otherComparisons = {
  contains: "contains",
  contains_cs: "contains",
  has: "contains",
  has_cs: "contains",
  startswith: "startswith",
  startswith_cs: "startswith",
  hasprefix: "startswith",
  hasprefix_cs: "startswith",
  endswith: "endswith",
  endswith_cs: "endswith",
  hassuffix: "endswith",
  hassuffix_cs: "endswith",
  like: "like",
  ilike: "like",
  notlike: "like",
  matches: "matchespattern",
  "=~": "eq",
} as const;
export type OtherComparison = keyof typeof otherComparisons;

export const isOtherComparison = (word: string): word is OtherComparison => Object.hasOwn(otherComparisons, word);

const minds = /_cs$|^matches$/;

/** What a comparison of another language asks. Most of them do not mind upper and lower case: where a field does, both sides are lowered. */
export function comparisonMeant(name: OtherComparison, left: Expression, right: Expression, report: Report | undefined): Expression {
  const kind = otherComparisons[name];
  const country = name === "matches" ? undefined : countryMeant(left, right, report);
  if (country) return { type: "binary", operator: "eq", left, right: country };
  const [subject, value] = minds.test(name) ? [left, right] : lowered(left, right, report);
  const call = (function_: string, text: Expression = value): Expression => ({ type: "call", name: function_, arguments: [subject, text] });
  if (kind === "eq") return { type: "binary", operator: "eq", left: subject, right: value };
  if (kind !== "like") return call(kind);
  if (value.type !== "literal" || value.kind !== "string") return call("contains");
  const parts = value.text.split(/[%*]+/);
  const text = (part = ""): Literal => ({ type: "literal", kind: "string", text: part });
  if (parts.length === 1) return { type: "binary", operator: "eq", left: subject, right: value };
  const [first = "", ...more] = parts;
  const last = more.pop() ?? "";
  if (more.length === 0 && last === "") return call("startswith", text(first));
  if (more.length === 0 && first === "") return call("endswith", text(last));
  if (more.length === 1 && first === "" && last === "") return call("contains", text(more[0]));
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return call(
    "matchespattern",
    text(`${first === "" ? "" : "^"}${escaped.join(".*").replace(/^\.\*|\.\*$/g, "")}${last === "" ? "" : "$"}`),
  );
}

/** A country that is called by its name stands in records by two capital letters: no part of its name is there. */
function countryMeant(left: Expression, right: Expression, report: Report | undefined): Literal | undefined {
  if (left.type !== "path" || right.type !== "literal" || right.kind !== "string") return undefined;
  if (!fieldOfPath(left.members.join("/"), report)?.path.endsWith("/countryOrRegion")) return undefined;
  const code = regionNamed(right.text.replace(/^[%*]+|[%*]+$/g, ""));
  return code === undefined ? undefined : { ...right, text: code };
}

/** Both sides so that upper and lower case make no difference; as they are where the field does not mind, or the text has neither. */
export function lowered(left: Expression, right: Expression, report: Report | undefined): readonly [Expression, Expression] {
  if (right.type === "list") {
    const countries = right.items.map((item) => countryMeant(left, item, report) ?? item);
    const inCapitals = (item: Expression): Expression =>
      item.type === "literal" && /^[a-z]{2}$/i.test(item.text) ? { ...item, text: item.text.toUpperCase() } : item;
    if (countries.some((item, at) => item !== right.items[at])) return [left, { type: "list", items: countries.map(inCapitals) }];
  }
  const texts = right.type === "list" ? right.items : [right];
  const isCaseless = (text: Expression) =>
    text.type === "literal" && (text.kind !== "string" || text.text.toLowerCase() === text.text.toUpperCase());
  if (left.type !== "path" || left.members.length === 0 || fieldOfPath(left.members.join("/"), report)?.caseless || texts.every(isCaseless))
    return [left, right];
  const low = (part: Expression): Expression => ({ type: "call", name: "tolower", arguments: [part] });
  const lowText = (text: Expression): Expression => {
    if (text.type !== "literal") return low(text);
    if (text.kind !== "string") return text;
    return variablesIn(text.text).length > 0 ? low(text) : { ...text, text: text.text.toLowerCase() };
  };
  return [low(left), right.type === "list" ? { type: "list", items: right.items.map(lowText) } : lowText(right)];
}

const fieldOfPath = (path: string, report: Report | undefined): Field | undefined =>
  (report ? [report] : reports).map((one) => fieldOf(one, path)).find((field) => field !== undefined);
