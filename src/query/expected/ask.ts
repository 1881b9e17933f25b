import { fieldOf, reportById, reports, type Report } from "../../reports/index.ts";
import { readQuery } from "../clauses/readQuery.ts";
import type { Inquiry, Sought } from "../inquiry.ts";
import { readCondition } from "../parseFilter.ts";
import { shapeOf } from "../parseQuery.ts";
import type { TextPlace } from "../placeAt.ts";
import { Reader } from "../reader.ts";
import type { Token } from "../tokens.ts";
import type { ExpectOptions } from "./expectation.ts";
import { pathOf } from "./fieldOfPath.ts";
import { sorts } from "./standingSort.ts";

interface Asked {
  readonly report?: Report;
  readonly sought: readonly Sought[];
}

/** Asks the parser what could stand at the place; undefined in what is no query text. */
export function ask(text: string, place: TextPlace, { report: wanted, isCondition = false }: ExpectOptions): Asked | undefined {
  const inquiry: Inquiry = { sought: [], isMissing: false, after: place.after };
  const reader = new Reader(place.before, { inquiry });
  const whole = new Reader(place.tokens);
  const read = isCondition ? "condition" : shapeOf(text, whole);
  if (read === "pasted") return undefined;
  // A first word is a report, unless what follows makes it a part of a condition.
  const [next] = place.after;
  const isFirst = place.before.length === 1 && next?.text !== "(" && !sorts.has(next?.text.toLowerCase() ?? "");
  const shape = isFirst && !isCondition ? "query" : read;
  const report = wanted && reportById(wanted);
  if (shape === "condition") {
    readCondition(reader);
    const meant = report ?? reportOfFields(whole.tokens);
    return { sought: inquiry.sought, ...(meant && { report: meant }) };
  }
  readQuery(reader);
  const named = inquiry.report === undefined ? report : reportById(inquiry.report);
  return { sought: inquiry.sought, ...(named && { report: named }) };
}

/** So far into a condition that names no report, one looks for a field that tells which it is. */
const mostTokens = 500;

function reportOfFields(tokens: readonly Token[]): Report | undefined {
  const paths = tokens.slice(0, mostTokens).flatMap(({ kind }, at) => {
    if (kind !== "word" || tokens[at - 1]?.text === "/") return [];
    let end = at + 1;
    while (tokens[end]?.text === "/" && tokens[end + 1]?.kind === "word") end += 2;
    return [pathOf(tokens.slice(at, end)).join("/")];
  });
  return reports.find((report) => paths.some((path) => fieldOf(report, path) !== undefined));
}
