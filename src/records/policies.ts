import type { Outcome } from "../reports/report.ts";
import { isBlank } from "./blank.ts";
import { at, nothingOf, type Reader } from "./listParts.ts";
import type { Item, DetailPart } from "./detailPart.ts";
import type { PartMaker } from "./partMaker.ts";
import { isObject, itemOf, placeOf } from "./place.ts";

interface Result {
  readonly title: string;
  readonly outcome: Outcome;
  readonly reportOnly?: true;
  /** Its policies are unfolded: they are what one looks for. */
  readonly open?: true;
}

/** In the order in which they are shown: what kept somebody out comes first. */
const results: ReadonlyMap<string, Result> = new Map<string, Result>([
  ["failure", { title: "Failed", outcome: "failure", open: true }],
  ["success", { title: "Succeeded", outcome: "success" }],
  ["unknown", { title: "Result unknown", outcome: "other" }],
  ["notApplied", { title: "Not applied", outcome: "other" }],
  ["notEnabled", { title: "Not enabled", outcome: "other" }],
  ["reportOnlyFailure", { title: "Report-only: would have failed", outcome: "failure", reportOnly: true }],
  ["reportOnlyInterrupted", { title: "Report-only: would have asked the user to act", outcome: "interrupt", reportOnly: true }],
  ["reportOnlySuccess", { title: "Report-only: would have succeeded", outcome: "success", reportOnly: true }],
  ["reportOnlyNotApplied", { title: "Report-only: would not have applied", outcome: "other", reportOnly: true }],
]);
const ranks = [...results.keys()];

/** Members that a policy shows first, in this order. */
const first = [
  "enforcedGrantControls",
  "enforcedSessionControls",
  "sessionControlsNotSatisfied",
  "conditionsSatisfied",
  "conditionsNotSatisfied",
  "authenticationStrength",
  "includeRulesSatisfied",
  "excludeRulesSatisfied",
];

const resultOf = (policy: unknown): string => (isObject(policy) && typeof policy["result"] === "string" ? policy["result"] : "unknown");
const known = (result: string): Result =>
  results.get(result) ?? { title: result, outcome: "other", ...(result.startsWith("reportOnly") && { reportOnly: true as const }) };
const rank = (result: string): number => (ranks.includes(result) ? ranks.indexOf(result) : known(result).reportOnly ? ranks.length : 2.5);

const texts = (value: unknown): string => (Array.isArray(value) ? value.filter((item) => typeof item === "string").join(", ") : "");

function policyItem(policy: unknown, path: string, index: number, make: PartMaker): DetailPart {
  const here = itemOf(placeOf(path), index);
  if (!isObject(policy)) return make.entry(policy, here);
  const { outcome, open = false } = known(resultOf(policy));
  const { displayName, id } = policy;
  const ordered = Object.fromEntries(
    [...new Set([...first.filter((name) => name in policy), ...Object.keys(policy)])].map((name) => [name, policy[name]]),
  );
  return {
    kind: "item",
    ...here,
    title: [displayName, id].find((name) => typeof name === "string" && name !== "")?.toString() ?? `Policy ${String(index + 1)}`,
    detail: [texts(policy["enforcedGrantControls"]), texts(policy["enforcedSessionControls"])].filter((text) => text !== "").join(" · "),
    outcome,
    value: policy,
    open,
    parts: make.members(ordered, here),
  } satisfies Item;
}

function group(list: readonly unknown[], path: string, reportOnly: boolean, make: PartMaker): DetailPart[] {
  const byResult = new Map<string, { readonly result: string; readonly policy: unknown; readonly index: number }[]>();
  for (const [index, policy] of list.entries()) {
    const result = resultOf(policy);
    if (Boolean(known(result).reportOnly) !== reportOnly) continue;
    const same = byResult.get(result);
    if (same) same.push({ result, policy, index });
    else byResult.set(result, [{ result, policy, index }]);
  }
  const order = [...byResult].sort(([a], [b]) => rank(a) - rank(b)).flatMap(([, same]) => same);
  let before: string | undefined;
  return make.limited(order, path, ({ result, policy, index }) => {
    const heading: DetailPart[] = result === before ? [] : [{ kind: "heading", text: known(result).title }];
    before = result;
    return [...heading, policyItem(policy, path, index, make)];
  });
}

export const policies: Reader<"policies"> = ({ path, triedOut, none }, record, make) => {
  const list = at(record, path);
  if (!Array.isArray(list) || list.length === 0) {
    if (triedOut) return [];
    return nothingOf(list, path, make, isBlank(list) ? none : undefined);
  }
  const parts = group(list, path, triedOut, make);
  return parts.length > 0 || triedOut ? parts : [{ kind: "note", text: "No policy took effect." }];
};
