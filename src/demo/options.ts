import { Failure } from "./answers.ts";
import { acceptFilter, FilterRefused, type Filter } from "./filter.ts";
import type { Log } from "./log.ts";
import { fieldOf, type GraphVersion, type Report } from "../reports/index.ts";

/** What a list request asks for, checked as the service checks it. */
export interface Options {
  readonly filter: Filter;
  readonly top: number;
  readonly descending: boolean;
  /** Top-level members. */
  readonly select?: ReadonlySet<string>;
  readonly skipToken?: string;
  /** What a skip token of this list belongs to. */
  readonly question: string;
  /** All options but the skip token, as they go into the next link. */
  readonly others: readonly (readonly [string, string])[];
}

/** Page size when none is asked for, and the largest; documented for sign-ins, seen for the others. */
const pageSize = 1000;
const everything: Filter = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, members: [] };
const known = new Set(["filter", "top", "orderby", "select", "skiptoken"]);
const refused: Readonly<Record<string, string>> = {
  skip: "Skip",
  count: "Count",
  search: "Search",
  expand: "Expand",
  apply: "Apply",
  compute: "Compute",
};

export const bad = (message: string): Failure => new Failure(400, "BadRequest", message);
export const optionRefused = (name: string): Failure =>
  bad(
    `Query option '${name}' is not allowed. To allow it, set the 'AllowedQueryOptions' property on EnableQueryAttribute or QueryValidationSettings.`,
  );

/** Reads the options of a list; throws the `Failure` to answer with. Options that are none are ignored, as the service does. */
export function readOptions(query: URLSearchParams, log: Asked, version: GraphVersion): Options {
  const { report, source } = log;
  const { mostPerPage = pageSize } = source;
  const given = new Map<string, string>();
  for (const [name, value] of query) {
    const option = name.replace(/^\$/, "").toLowerCase();
    if (!known.has(option) && !(option in refused)) continue;
    if (option in refused && !(option === "count" && value === "false")) throw optionRefused(refused[option] as string);
    if (given.has(option)) throw bad(`Query option '$${option}' was specified more than once, but it must be specified at most once.`);
    given.set(option, value);
  }
  const top = given.get("top");
  if (top !== undefined && !/^\d{1,9}$/.test(top)) {
    throw bad(`Invalid value '${top}' for $top query option found. The $top query option requires a non-negative integer value.`);
  }
  const select = given.get("select");
  const token = given.get("skiptoken");
  if (token === "") throw new Failure(400, "UnknownError", "Invalid Skip Token, skip token is null");
  return {
    filter: readFilter(given.get("filter"), report, version),
    top: Math.min(top === undefined ? mostPerPage : Number(top), mostPerPage),
    descending: readOrder(given.get("orderby"), log, version),
    ...(select !== undefined && select.trim() !== "" && select.trim() !== "*" && { select: readSelect(select, log, version) }),
    ...(token !== undefined && { skipToken: token }),
    question: JSON.stringify([report.id, version, given.get("filter") ?? "", given.get("orderby") ?? ""]),
    others: [...query].filter(([name]) => !/^\$?skiptoken$/i.test(name)),
  };
}

function readFilter(text: string | undefined, report: Report, version: GraphVersion): Filter {
  if (text === undefined) return everything;
  try {
    return acceptFilter(text, report, version);
  } catch (error) {
    if (error instanceof FilterRefused) throw bad("Invalid filter clause");
    throw error;
  }
}

type Asked = Pick<Log, "report" | "source">;

function property(path: string, { report, source }: Asked, version: GraphVersion): string {
  const field = fieldOf(report, path);
  if (!field?.graph.versions.includes(version))
    throw bad(`Could not find a property named '${path}' on type 'microsoft.graph.${source.typeName}'.`);
  return field.path;
}

/** Newest first unless asked otherwise. */
function readOrder(text: string | undefined, log: Asked, version: GraphVersion): boolean {
  const { report } = log;
  const [path = "", direction = "asc", ...more] = (text ?? `${report.timeField} desc`).trim().split(/\s+/);
  const name = property(path, log, version);
  if (name !== report.timeField) throw bad(`The property '${name}' cannot be used in the $orderby query option.`);
  if (more.length > 0 || !/^(asc|desc)$/i.test(direction)) throw bad(`Syntax error at position ${path.length} in '${text ?? ""}'.`);
  return direction.toLowerCase() === "desc";
}

const readSelect = (text: string, log: Asked, version: GraphVersion): ReadonlySet<string> =>
  new Set(text.split(",").map((path) => property(path.trim(), log, version).split("/")[0] as string));
