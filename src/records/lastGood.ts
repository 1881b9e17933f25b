import { outcomeTerms, printFilter, withPick, withTerms, type Expression, type Query, type Zone } from "../query/index.ts";
import type { ActivityRecord, EventTypes, Outcome, Report, Told } from "../reports/report.ts";
import { memberNamed, valueAt } from "../reports/valueAt.ts";
import { formatStretch } from "./formatInstant.ts";
import { hasLastGood } from "./outcome.ts";
import { isObject } from "./place.ts";
import { cut } from "./visible.ts";

/** What is asked for the last attempt at the same thing that worked. */
export interface LastGoodQuestion {
  /** Its newest record is the answer. */
  readonly query: Query;
  /** Of records that are there already; milliseconds since 1970. */
  readonly condition: string;
  readonly before: number;
  /** Both ends, ISO 8601 in UTC. */
  readonly from: string;
  readonly to: string;
  /** The service may have it still. */
  readonly isKept: boolean;
  /** The logs in which it stands; none where the report has no such. */
  readonly types: readonly string[];
  /** Who and with what, as the record names them: as hostile as it. */
  readonly same: readonly string[];
}

/** - `notOfReport`: its records are no attempts · `interrupted`: another step was asked for, which is no failure · `worked`: it did not fail · `timeless`, `nobody`: the record does not say when it was, or of whom and with what */
export type NoLastGood = "notOfReport" | "interrupted" | "worked" | "timeless" | "nobody";

const dayMs = 24 * 3600_000;
const longestName = 60;

/** An id of zeros names nobody. */
const tells = (value: unknown): value is string => typeof value === "string" && value.trim() !== "" && !/^[0-]+$/.test(value);

const isoOf = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "Z");

/** The logs that the record stands in, of one family, as others are asked for apart; of a record that does not say, those of the family that it is of. */
function typesOf({ path, families }: EventTypes, record: ActivityRecord): readonly string[] {
  const named = memberNamed(record, path);
  const written = (Array.isArray(named) ? named : [named]).flatMap((one) => (typeof one === "string" ? [one.toLowerCase()] : []));
  for (const { names } of families) {
    const own = names.filter((type) => written.includes(type.toLowerCase()));
    if (own.length > 0) return own;
  }
  return families.find(({ toldBy }) => !toldBy || toldBy.some((member) => tells(memberNamed(record, member))))?.names ?? [];
}

function samePlace({ paths }: Told, record: ActivityRecord): { readonly path: string; readonly value: string } | undefined {
  for (const path of paths) {
    const value = valueAt(record, path);
    if (tells(value)) return { path, value };
  }
  return undefined;
}

/** As people know it: the name rather than the id. */
const nameOf = ({ paths }: Told, record: ActivityRecord, value: string): string => {
  const texts = paths.map((path) => valueAt(record, path)).filter(tells);
  return cut(texts.find((text) => !/^[\da-f-]{32,}$/i.test(text)) ?? value, longestName);
};

const outcomeOf = ({ outcome, outcomePath }: Pick<Report, "outcome" | "outcomePath">, record: ActivityRecord): Outcome =>
  outcome(valueAt(record, outcomePath));

/** It failed at something that others of its report worked at. */
export const canHaveLastGood = (report: Pick<Report, "attempts" | "outcome" | "outcomePath">, record: unknown): boolean =>
  report.attempts !== undefined && isObject(record) && hasLastGood(outcomeOf(report, record));

/** The question for the last attempt before a failed one that worked: of the same user with the same application. */
export function lastGoodQuestion(report: Report, record: ActivityRecord, now: number): LastGoodQuestion | NoLastGood {
  const { attempts, timeField, retentionDays } = report;
  if (!attempts) return "notOfReport";
  if (!canHaveLastGood(report, record)) return outcomeOf(report, record) === "interrupt" ? "interrupted" : "worked";
  const time = memberNamed(record, timeField);
  const before = typeof time === "string" ? Date.parse(time) : Number.NaN;
  // VS Code and the service take years of four digits.
  if (!(before > 0 && before < now + dayMs)) return "timeless";
  const found = attempts.map((told) => ({ told, at: samePlace(told, record) }));
  const base: Query = { report: report.id, range: { kind: "last", amount: 1, unit: "d" } };
  const terms: Expression[] = [...outcomeTerms(report, "success")];
  const same: string[] = [];
  for (const { told, at } of found) {
    const term = at && withPick(base, at.path, at.value, "include")?.where;
    if (!term) return "nobody";
    terms.unshift(term);
    same.push(nameOf(told, record, at.value));
  }
  // The one that is asked about, and whatever came in its moment, is not before it.
  const oldest = now - retentionDays * dayMs;
  const [from, to] = [isoOf(Math.max(0, Math.min(before - 1, oldest))), isoOf(before - 1)];
  const types = report.types ? typesOf(report.types, record) : [];
  const asked = withTerms({ ...base, range: { kind: "between", from, to }, ...(types.length > 0 && { types }) }, terms);
  const { where } = asked;
  return { query: asked, condition: where ? printFilter(where) : "", before, from, to, isKept: before - 1 > oldest, types, same };
}

const inWords = (types: EventTypes | undefined, name: string): string => types?.inWords[name] ?? name;

/** `interactive sign-ins of alex@contoso.com with Outlook that worked, 19 Oct 12:00 – 18 Nov 11:59`. */
export function lastGoodInWords(
  { types, same, from, to }: LastGoodQuestion,
  { noun, types: known }: Pick<Report, "noun" | "types">,
  zone: Zone,
  now: Date,
): string {
  const kinds = types.length > 0 ? `${types.map((type) => inWords(known, type)).join(" and ")} ` : "";
  const [who = "", app = ""] = same;
  return `${kinds}${noun}s of ${who}${app === "" ? "" : ` with ${app}`} that worked, ${formatStretch(from, to, zone, now)}`;
}

/** What the question leaves out, in sentences. */
export function notLookedAt(
  { types }: LastGoodQuestion,
  { noun, retentionDays, types: known }: Pick<Report, "noun" | "retentionDays" | "types">,
): readonly string[] {
  const others = (known?.names ?? []).filter((type) => !types.includes(type)).map((type) => inWords(known, type));
  return [
    `Not looked at: what is older than the ${String(retentionDays)} days that Entra keeps (fewer without a premium licence)${types.length > 0 && others.length > 0 ? `, and ${noun}s of other types (${others.join(", ")})` : ""}.`,
  ];
}
