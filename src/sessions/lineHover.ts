import type { LineHover } from "../protocol/grid.ts";
import { clauseDetails, operatorDetails } from "../query/complete.ts";
import { clauseWords, expectedAt, fieldAtOffset, functions, parseQuery, resolveRange } from "../query/index.ts";
import { placeAt } from "../query/placeAt.ts";
import { tokenize, type Token } from "../query/tokens.ts";
import { zoneLabel, type Zone } from "../query/zone.ts";
import { namedInstant } from "../records/formatInstant.ts";
import { reports, type Field, type ReportId } from "../reports/index.ts";
import { operatorsAsked } from "../sources/graph/answering.ts";

export interface HoverWorld {
  /** For which a bare condition is. */
  readonly report: ReportId;
  readonly now: Date;
  /** In which a range is read. */
  readonly zone: Zone;
}

/** What there is to say of what stands at an offset of a query line; undefined: nothing. */
export async function hoverLine(
  { text, offset }: { readonly text: string; readonly offset: number },
  world: HoverWorld,
): Promise<LineHover | undefined> {
  return rangeAt(text, offset, world) ?? (await codeAt(text, offset, world)) ?? fieldCard(text, offset) ?? wordAt(text, offset, world);
}

function fieldCard(text: string, offset: number): LineHover | undefined {
  const found = fieldAtOffset(text, offset);
  if (!found) return undefined;
  const { field, start, end } = found;
  return { start, end, title: `${field.label} · ${field.path}`, lines: [field.description, ...linesOf(field)] };
}

function linesOf(field: Field): string[] {
  const { kind, list, values, knownValues, deprecated, derived } = field;
  const asked = operatorsAsked(field);
  const members = values ?? knownValues ?? [];
  const by = derived
    ? "It is made here of other members of the record: the service knows nothing of it."
    : asked.length > 0
      ? `The service answers ${asked.join(", ")}; anything else is evaluated here.`
      : "The service does not filter by it: conditions on it are evaluated here.";
  return [
    `Kind: ${list ? `list of ${kind}` : kind}`,
    ...(members.length > 0 ? [`Values: ${members.join(", ")}`] : []),
    by,
    ...(deprecated ? [`Deprecated: ${deprecated}`] : []),
  ];
}

const hasCodes = (path: string | undefined): boolean =>
  reports.some(({ outcomeCodes, outcomePath }) => outcomeCodes && outcomePath === path);

/** An error code. */
async function codeAt(text: string, offset: number, { report }: HoverWorld): Promise<LineHover | undefined> {
  const token = placeAt(text, offset)?.standing[0];
  if (token?.literal !== "integer") return undefined;
  const expected = expectedAt(text, offset, { report });
  const isCode = expected?.expectations.some((one) => one.kind === "literal" && hasCodes(one.field?.path));
  if (!isCode) return undefined;
  const { describeErrorCode } = await import("../reports/errorCodes.ts");
  const code = describeErrorCode(Number(token.text));
  const { start, end } = token;
  if ("explanation" in code)
    return {
      start,
      end,
      title: `Error code ${token.text}${code.name === undefined ? "" : ` · ${code.name}`}`,
      lines: [code.explanation, ...(code.hint === undefined ? [] : [code.hint])],
    };
  const about = code.about === undefined ? "" : ` Codes of its number are about ${code.about}.`;
  return { start, end, title: `Error code ${token.text}`, lines: [`It is not known here.${about}`] };
}

/** `last 7d`, or `from` a time `to` another one: which stretch that is now. */
function rangeAt(text: string, offset: number, { now, zone }: HoverWorld): LineHover | undefined {
  const tokens = tokenize(text);
  const at = tokens.findLastIndex((token) => token.start <= offset && isWord(token, "last", "from"));
  const [first, report] = [tokens[at], tokens[0]];
  if (!first || !report || at === 0) return undefined;
  const next = tokens.findIndex((token, place) => place > at && (token.kind === "end" || isWord(token, ...clauseWords)));
  const last = tokens[next - 1];
  if (!last || offset > last.end || tokens[at - 1]?.text === "/") return undefined;
  const { query } = parseQuery(`signIns ${text.slice(first.start, last.end)}`);
  if (!query || query.where) return undefined;
  const { from, to } = resolveRange(query.range, { now, zone });
  const said = (date: Date) => namedInstant(date.toISOString(), zone, now);
  const isNow = query.range.kind === "last" || query.range.to === undefined;
  return {
    start: first.start,
    end: last.end,
    title: `${said(from)} – ${said(to)}`,
    lines: [
      ...(isNow ? ["It ends at the time at which the query runs; this is as of now."] : []),
      `Days and dates are those of ${zoneLabel(zone)}.`,
    ],
  };
}

const isWord = ({ kind, text }: Token, ...words: readonly string[]): boolean => kind === "word" && words.includes(text.toLowerCase());

/** An instant in a condition, a function, an operator or a clause. */
function wordAt(text: string, offset: number, { now, zone }: HoverWorld): LineHover | undefined {
  const token = tokenize(text).find(({ kind, start, end }) => kind !== "end" && kind !== "symbol" && start <= offset && offset <= end);
  if (!token) return undefined;
  const { start, end, kind, literal } = token;
  if (literal === "dateTimeOffset") {
    const utc = namedInstant(token.text, "utc", now);
    const own = namedInstant(token.text, zone, now);
    return utc === token.text ? undefined : { start, end, title: own, lines: own === utc ? [] : [utc] };
  }
  if (kind !== "word") return undefined;
  const word = token.text.toLowerCase();
  const called = functions.get(word);
  if (called && /^\s*\(/.test(text.slice(end, end + 100))) {
    const takes = called.takes.map((kinds) => kinds.join(" or ")).join(", ");
    return { start, end, title: `${called.spelling}(${takes})`, lines: [`Gives ${called.gives}.`] };
  }
  const detail = own(operatorDetails, word) ?? own(clauseDetails, word);
  return detail === undefined ? undefined : { start, end, title: token.text, lines: [detail] };
}

const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
