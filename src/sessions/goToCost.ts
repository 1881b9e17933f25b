import { resolveRange, termsOf, type Query, type Zone } from "../query/index.ts";
import { counted, formatCount } from "../records/counted.ts";
import { reportById } from "../reports/index.ts";
import { answererOf, plan } from "../sources/graph/plan.ts";
import { pageSizeOf } from "../sources/graph/url.ts";
import type { Collection } from "./collection.ts";

/** What is told of a collection's records. */
export type Loaded = Pick<Collection, "ran" | "asked" | "loaded" | "range" | "progress" | "coverage">;

const typesOf = ({ report, types }: Query): string => (types ?? reportById(report).types?.usual ?? []).toSorted().join();

/** Records of a day, by what came of a collection that has all of them; undefined where it tells nothing of those that are asked for. */
function perMs(query: Query, { asked, progress, coverage }: Loaded): number | undefined {
  const report = reportById(query.report);
  if (asked.report !== query.report || typesOf(asked) !== typesOf(query) || asked.take !== undefined) return undefined;
  if (termsOf(asked).some((term) => answererOf(term, report).by === "service")) return undefined;
  const ms = coverage
    .filter(({ state }) => state === "complete" || state === "settling")
    .reduce((sum, { from, to }) => sum + Number(to) - Number(from), 0);
  return ms > 0 ? (progress.records + progress.excluded) / ms : undefined;
}

/** How many requests a query takes whose condition the service does not answer, in words: all records of its range are fetched. */
export function costOf(query: Query, collections: readonly Loaded[], now: Date, zone: Zone): string {
  const { title } = reportById(query.report);
  const pageSize = pageSizeOf(query.report);
  const options = { now, zone };
  const { from, to } = resolveRange(query.range, options);
  const least = plan(query, options).requests.length;
  const [density] = collections.map((collection) => perMs(query, collection)).filter((one) => one !== undefined);
  if (density !== undefined) {
    const most = Math.max(least, Math.ceil((density * Math.max(0, to.getTime() - from.getTime())) / pageSize));
    return `about ${counted(most, "request")}`;
  }
  return `${counted(least, "request")} or more: ${formatCount(pageSize)} ${title.toLowerCase()} come with each`;
}
