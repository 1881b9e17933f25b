import { fieldOf, reports } from "../reports/index.ts";
import type { Field, Report } from "../reports/report.ts";

/** Of a person or a thing that is an object, the member that people mean by it. */
const telling = ["userPrincipalName", "displayName", "status"];

const namesOf = new WeakMap<Report, ReadonlyMap<string, string>>();

function namesIn(report: Report): ReadonlyMap<string, string> {
  let names = namesOf.get(report);
  if (!names) {
    names = new Map([
      ...report.fields.map((field) => [field.label.toLowerCase(), tellingPath(report, field).replaceAll("/[]", "")] as const),
      ...Object.entries(report.otherFieldNames),
    ]);
    namesOf.set(report, names);
  }
  return names;
}

function tellingPath(report: Report, { path, kind, list }: Field): string {
  if (kind !== "object" || list) return path;
  return telling.map((member) => fieldOf(report, `${path}/${member}`)?.path).find((known) => known !== undefined) ?? path;
}

/** What a field is called in Log Analytics or by people, in lower case. */
export const otherNamesOf = (report: Report, { path }: Field): readonly string[] => {
  const plain = path.replaceAll("/[]", "");
  return Object.entries(report.otherFieldNames).flatMap(([name, meant]) => (meant === plain ? [name] : []));
};

/** The path of the field that is called so in a column's head, in Log Analytics or by people, in any case; without the `[]` of lists. */
export const pathNamed = (report: Report, name: string): string | undefined => namesIn(report).get(name.toLowerCase());

/** Names of several words, by their first one, the longest first. */
let phrases: ReadonlyMap<string, readonly string[]> | undefined;

function phrasesFrom(word: string): readonly string[] {
  if (!phrases) {
    const byWord = new Map<string, string[]>();
    const names = new Set(reports.flatMap((report) => [...namesIn(report).keys()]));
    for (const name of [...names].sort((one, other) => other.length - one.length)) {
      const [first = ""] = /^\w+/.exec(name) ?? [];
      if (first !== name) byWord.set(first, [...(byWord.get(first) ?? []), name]);
    }
    phrases = byWord;
  }
  return phrases.get(word) ?? [];
}

export interface NamedPath {
  readonly path: string;
  /** Behind the name. */
  readonly end: number;
}

/** The path that is meant by a name of several words which stands at a place of a text. Without a report, that of the first report with such a name. */
export function phraseAt(text: string, start: number, word: string, report: Report | undefined): NamedPath | undefined {
  const candidates = phrasesFrom(word.toLowerCase());
  if (candidates.length === 0) return undefined;
  for (const name of candidates) {
    const end = start + name.length;
    if (text.slice(start, end).toLowerCase() !== name || /[\p{L}\p{N}_/-]/u.test(text.charAt(end))) continue;
    const path = (report ? [report] : reports).map((one) => pathNamed(one, name)).find((known) => known !== undefined);
    if (path !== undefined) return { path, end };
  }
  return undefined;
}
