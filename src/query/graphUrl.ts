import { reports, type Report, type ReportId } from "../reports/index.ts";
import { requestIn } from "./commandLine.ts";
import { MappedText } from "./mappedText.ts";
import type { UrlOption } from "./urlOption.ts";

export interface GraphUrl {
  readonly report: ReportId;
  /** The URL is of a single record. */
  readonly id?: string;
  readonly options: readonly UrlOption[];
  /** Parts of the command around it that were not understood. */
  readonly unread?: readonly MappedText[];
}

/**
 * Takes a Microsoft Graph URL of a report or of a record apart, whatever the host: nothing is fetched from it. It may be written as shells, JSON and pages write it, be the link
 * of Graph Explorer, and have `GET` before it, line breaks in it, or a full stop after it. Undefined: it is none.
 */
export function graphUrl(text: string, known: readonly Endpoint[] = reports): GraphUrl | undefined {
  const folders = foldersOf(known);
  if (!new RegExp(`${folders}|graph-explorer`, "i").test(text)) return undefined;
  const inFolder = new RegExp(`(?:${folders})/`, "i");
  const command = requestIn(text, (address) => inFolder.test(address));
  if (!command) return urlOf(unescaped(new MappedText(text)), known);
  const url = urlOf(unescaped(command.address), known);
  return url && { ...url, options: [...url.options, ...command.options.map(plainOption)], unread: command.unread };
}

/** Of a report: where Graph is asked for it. */
type Endpoint = Pick<Report, "id" | "graph">;

/** The first segments of their paths, as a pattern. */
const foldersOf = (known: readonly Endpoint[]): string =>
  [...new Set(known.flatMap((report) => pathsOf(report).map(([folder = ""]) => folder)))].join("|");

/** The segments of the paths that are the report's, in lower case. */
const pathsOf = ({ graph: { endpoint, sameInBeta = [] } }: Endpoint): readonly (readonly string[])[] =>
  [endpoint, ...sameInBeta].map((path) => path.toLowerCase().split("/"));

const plainOption = (option: UrlOption): UrlOption => ({
  ...option,
  value: option.value.replace(/[`\\]([$&?="])/g, (_, sign = "") => sign),
});

/** The options of a text that begins with one, such as `$filter=…` or `?=…`; undefined when it does not. */
export function bareOptions(text: string): readonly UrlOption[] | undefined {
  if (!/^\s*["'<]?(?:[?&]\s*=|[?&]?[`\\]?(?:\$|%24)[a-z]+=)/i.test(text)) return undefined;
  const plain = unescaped(new MappedText(text));
  const [start = ""] = /^[?&]?\s*/.exec(plain.text) ?? [];
  return urlOptions(plain.slice(start.length));
}

/** What a URL is without what shells, JSON and pages put around and into it. */
function unescaped(whole: MappedText): MappedText {
  const protocol = /\sHTTP\/\d/i.exec(whole.text)?.index;
  let plain = whole.slice(0, protocol).trimmed();
  const quote = /^(?:GET\s+)?(["'<`])/i.exec(plain.text);
  if (quote) {
    const start = quote[0].length;
    const close = quote[1] === "<" ? ">" : (quote[1] ?? "");
    const end = plain.text.lastIndexOf(close);
    plain = plain.slice(start, end > start && /^[\s.,;)]*$/.test(plain.text.slice(end + 1)) ? end : undefined);
  }
  return (
    plain
      // A line that goes on in the next one.
      .replace(/[`\\^]\r?\n/g, () => "\n")
      // PowerShell, sh, cmd.
      .replace(/[`\\]([$&?="])/g, (_, sign = "") => sign)
      .replace(/\^([&|<>"])/g, (_, sign = "") => sign)
      .replace(/\\u00([2-3][\da-f])/gi, (_, code = "") => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(/&(?:amp|#38|#x26);/gi, () => "&")
      .replace(/&(?:#39|#x27|apos);/gi, () => "'")
  );
}

const versions = new Set(["v1.0", "beta"]);

function urlOf(plain: MappedText, known: readonly Endpoint[], depth = 0): GraphUrl | undefined {
  const whole = /^(?:GET\s+)?https?%3A%2F%2F/i.test(plain.text) ? plain.decoded() : plain;
  const mark = whole.text.indexOf("?");
  const head = (mark < 0 ? whole.text : whole.text.slice(0, mark)).replace(/#[\s\S]*$/, "").trim();
  const query = mark < 0 ? undefined : whole.slice(mark + 1);
  const path = head.replace(/^GET\s+/i, "").replace(/^https?:\/\//i, "");
  if (/\s/.test(path)) return undefined;
  const segments = path.split("/").filter(Boolean);
  const lower = segments.map((segment) => segment.toLowerCase());
  if (depth === 0 && query && lower[0] === "developer.microsoft.com" && lower.at(-1) === "graph-explorer") {
    const request = urlOptions(query).find(({ name }) => name === "request");
    return request && urlOf(request.value.trimmed(), known, 1);
  }
  const found = pathIn(lower, known);
  if (!found) return undefined;
  // A host, if any, and a version.
  const before = lower.slice(0, found.start).filter((segment) => !versions.has(segment));
  if (before.length > 1 || (before[0] !== undefined && !/[.:]|^localhost$/.test(before[0]))) return undefined;
  const { report, end } = found;
  const [, key] = listOf.exec(withoutStop(segments[end - 1] ?? "", ".,;"))?.slice(1) ?? [];
  const [last, ...more] = key === undefined ? segments.slice(end) : [key, ...segments.slice(end)];
  if (more.length > 0) return undefined;
  const id = last === undefined || last.startsWith("$") ? "" : withoutStop(last, ".,;)");
  return {
    report,
    ...(id !== "" && { id: new MappedText(id).decoded().text }),
    options: query ? urlOptions(query) : [],
  };
}

/** The last segment of a path: a list, and the key of one in it if `('…')` stands behind. */
const listOf = /^(\w+)(?:\('?([^')]*)'?\))?$/;

/** Where in the segments of an address the first path of a report stands. */
function pathIn(
  lower: readonly string[],
  known: readonly Endpoint[],
): { readonly report: ReportId; readonly start: number; readonly end: number } | undefined {
  for (const start of lower.keys())
    for (const report of known)
      for (const path of pathsOf(report)) {
        const end = start + path.length;
        const last = listOf.exec(withoutStop(lower[end - 1] ?? "", ".,;"))?.[1];
        const isThere = path.slice(0, -1).every((segment, at) => lower[start + at] === segment);
        if (isThere && last === path.at(-1)) return { report: report.id, start, end };
      }
  return undefined;
}

const nextOption = /&(?=\s*(?:\$|%24)?[a-z][\w.-]*\s*=)/gi;

/** Cuts a query string. An ampersand inside a text is no end: only one before a name and an equals sign is. A fragment and a full stop at the end belong to none. */
function urlOptions(query: MappedText): UrlOption[] {
  const isQuoted = quotedPlaces(query.text);
  const fragment = [...query.text.matchAll(/#/g)].find(({ index }) => !isQuoted(index))?.index;
  const end = withoutStop(query.text.slice(0, fragment), ".,; \t\r\n").length;
  const cuts = [...query.text.slice(0, end).matchAll(nextOption)].map(({ index }) => index).filter((at) => !isQuoted(at));
  return [-1, ...cuts].flatMap((cut, at) => optionOf(query.slice(cut + 1, cuts[at] ?? end)));
}

/** Tells of a place whether it is inside of a text in quotes; where a quote is missing, nothing is. */
function quotedPlaces(text: string): (at: number) => boolean {
  const quotes = [...text.matchAll(/'|%27/gi)].map(({ index }) => index);
  if (quotes.length % 2 > 0) return () => false;
  const inside = new Uint8Array(text.length);
  for (let pair = 0; pair < quotes.length; pair += 2) inside.fill(1, quotes[pair], quotes[pair + 1]);
  return (at) => inside[at] === 1;
}

/** A text without some characters at its end. */
function withoutStop(text: string, stops: string): string {
  let end = text.length;
  while (end > 0 && stops.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

function optionOf(part: MappedText): UrlOption[] {
  if (part.text.trim() === "" || part.text.trim() === "&") return [];
  const [named, name = ""] = /^[\s&]*(?:(?:\$|%24)?([a-z][\w.-]*)\s*)?=/i.exec(part.text) ?? [];
  return [
    {
      name: name.toLowerCase(),
      spelling: (named ?? "").replace(/[\s&=]/g, "").replace(/%24/i, "$"),
      value: part
        .slice(named?.length ?? 0)
        .decoded()
        .trimmed(),
    },
  ];
}
