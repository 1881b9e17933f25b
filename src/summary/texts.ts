import { counted, formatCount } from "../records/counted.ts";
import { formatInstant } from "../records/formatInstant.ts";
import { cut, visible } from "../records/visible.ts";
import type { Noun, Words } from "../reports/summaryParts.ts";
import type { Cell } from "../results/rows.ts";
import type { SummaryContext } from "./context.ts";
import type { Phrase, RowsWanted } from "./summary.ts";

const longestName = 120;

/** A value of a record in a sentence or a table: one line, and nothing in it that hides or turns what stands around it. */
export function nameOf(value: Cell, none = "none"): string {
  if (value === null) return none;
  const line = String(value)
    .trim()
    .replaceAll(/\s*[\r\n\v\f\u0085\u2028\u2029]+\s*/g, " ⏎ ");
  return line === "" ? none : visible(cut(line, longestName));
}

/** In a sentence: one sees where it begins and ends. */
export const quotedName = (value: Cell): string => `“${nameOf(value)}”`;

/** `85 %`; never 0 for some, and never 100 for less than all. */
export function percent(some: number, all: number): string {
  if (all === 0) return "0 %";
  const share = (100 * some) / all;
  if (some > 0 && share < 1) return "under 1 %";
  if (some < all && share > 99) return "over 99 %";
  return `${formatCount(Math.round(share))} %`;
}

export const countedNoun = (value: number, { one, many }: Noun): string => counted(value, one, many);

/** Words that lead to rows, or words alone where nothing can. */
export const phrase = (text: string, rows: RowsWanted | undefined): Phrase => (rows ? { text, rows } : text);

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly Phrase[]): Phrase[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [index === items.length - 1 ? " and " : ", ", item]));
}

/** A sentence with its `{name}`s filled in; a name that is not among them stays. */
export function sentenceOf(template: string, values: Readonly<Record<string, Phrase | undefined>>): readonly Phrase[] {
  return joined(
    template.split(/(\{\w+\})/).map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name === undefined ? part : (values[name] ?? part);
    }),
  );
}

/** The same with texts beside each other as one. */
export function joined(phrases: readonly Phrase[]): readonly Phrase[] {
  const parts: Phrase[] = [];
  for (const part of phrases) {
    const last = parts.at(-1);
    if (part === "") continue;
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  return parts;
}

export const textOf = (phrases: readonly Phrase[]): string => phrases.map((part) => (typeof part === "string" ? part : part.text)).join("");

const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\s*[-–—]\s*/g, "-")
    .replaceAll(/\s+/g, " ")
    .trim();

/** What a value is called, by how it begins. */
export function wordFor(value: Cell, words: Words | undefined): string | undefined {
  if (!words || typeof value !== "string") return undefined;
  const text = folded(value);
  const found = Object.keys(words)
    .filter((start) => text.startsWith(folded(start)))
    .sort((one, other) => other.length - one.length)[0];
  return found === undefined ? undefined : words[found];
}

/** The same in whatever case and with whatever blanks around it. */
export const isAmong = (value: Cell, values: readonly string[]): boolean =>
  typeof value === "string" && values.some((one) => folded(one) === folded(value));

export const timeText = (ms: number | undefined, { zone, now }: SummaryContext): string =>
  ms === undefined ? "no time" : formatInstant(new Date(ms).toISOString(), zone, now).replace(/(\d\d:\d\d):\d\d/, "$1");

/** `{0}` and so on in a text filled in, or without a text all with commas. */
export const filledIn = (text: string | undefined, parts: readonly string[]): string =>
  text === undefined ? parts.join(", ") : text.replaceAll(/\{(\d)\}/g, (_, place: string) => parts[Number(place)] ?? "");
