import { reportById, type Field } from "../reports/index.ts";
import type { Answering } from "./answering.ts";
import type { Expression, Path } from "./expression.ts";
import { foldText } from "./foldText.ts";
import { textKey } from "./letterCase.ts";
import { pickOfField, termsOf, withTerms, withoutTerms } from "./narrow.ts";
import { pickTerms } from "./picks.ts";
import type { Query } from "./query.ts";
import { variablesIn } from "./variables.ts";

/** A text that a condition asks a field for, which records may have in another spelling. */
export interface SpelledText {
  /** Place of its term in the condition. */
  readonly place: number;
  readonly field: Field;
  readonly text: string;
}

/** The same for texts that differ in letter case, accents' writing and blanks only. */
export const spellingKey = (text: string): string => foldText(text).trim().replace(/\s+/g, " ");

/** Whether a comparison with the field tells the two apart although they are one text in two spellings. */
export const isOtherSpelling = (field: Field, text: string, other: string): boolean =>
  textKey(text, field) !== textKey(other, field) && spellingKey(text) === spellingKey(other);

/** The texts for which the condition asks a field, each for the whole of the field's text. Not those with a variable, and none that is all blank. */
export function spelledTexts(query: Query): readonly SpelledText[] {
  const report = reportById(query.report);
  return termsOf(query).flatMap((term, place) => {
    const pick = pickOfField(term, report);
    if (pick?.kind !== "include" || pick.field.kind !== "text") return [];
    const { field } = pick;
    return pick.values.flatMap((text) =>
      typeof text === "string" && text.trim() !== "" && variablesIn(text).length === 0 ? [{ place, field, text }] : [],
    );
  });
}

/** Whether a value may be missed by its letter case: where comparisons minds that, and the text has letters in two cases. */
export const mindsCase = ({ field, text }: SpelledText): boolean =>
  textKey(text.toUpperCase(), field) !== textKey(text.toLowerCase(), field);

/** The query with another text in place of that one. */
export function respelled(query: Query, { place, field, text }: SpelledText, other: string): Query {
  const terms = termsOf(query);
  const term = terms[place];
  const pick = term && pickOfField(term, reportById(query.report));
  if (!pick) return query;
  const values = [...new Set(pick.values.map((value) => (value === text ? other : value)))];
  return withTerms(query, terms.toSpliced(place, 1, ...(pickTerms(field, "include", values) ?? [term])));
}

/**
 * A query whose records are to be looked through for other spellings of a text: it asks for all that the service can be asked for, and what of them has the text
 * in another spelling is for the asker to see. Where the service finds texts by their beginning, it is asked for that in each letter case; else for the usual ways
 * to write the whole; of a field that it does not compare, and of lists, for everything.
 */
export function anySpelling(query: Query, { place, field, text }: SpelledText, answering: Answering): Query {
  const trimmed = text.trim().replace(/\s+/g, " ");
  const terms = termsOf(query);
  const path: Path = { type: "path", members: field.path.split("/") };
  const takes = (operator: string): boolean =>
    field.absentFrom === undefined && ["documented", "observed"].includes(answering(field, operator) ?? "");
  if (field.list || field.path.includes("[]")) return withoutTerms(query, new Set([place]));
  if (takes("startswith")) return withTerms(query, terms.toSpliced(place, 1, beginsWith(path, beginnings(trimmed))));
  if (!takes("eq")) return withoutTerms(query, new Set([place]));
  const others = usualSpellings(trimmed, field).filter((other) => other !== text);
  return withTerms(query, terms.toSpliced(place, 1, ...(pickTerms(field, "include", others) ?? [])));
}

/** So few letters are found fast, and are few in each letter case. */
const lettersAsked = 2;

/** The beginning of a text in each letter case. */
function beginnings(text: string): readonly string[] {
  const letters = [...text].slice(0, lettersAsked);
  const cases = letters.reduce<readonly string[]>(
    (starts, letter) =>
      starts.flatMap((start) => [...new Set([letter.toUpperCase(), letter.toLowerCase(), letter])].map((one) => start + one)),
    [""],
  );
  return [...new Set(cases)];
}

const beginsWith = (path: Path, starts: readonly string[]): Expression =>
  starts
    .map((start): Expression => ({
      type: "call",
      name: "startswith",
      arguments: [path, { type: "literal", kind: "string", text: start }],
    }))
    .reduce((left, right) => ({ type: "binary", operator: "or", left, right }));

/** How a text is written as a rule: all small, all capital, its first letter or each word's capital; and as the report knows it. */
export function usualSpellings(text: string, { values = [], knownValues = [] }: Pick<Field, "values" | "knownValues">): readonly string[] {
  const small = text.toLowerCase();
  const capital = (word: string): string => word.replace(/^\P{L}*\p{L}/u, (start) => start.toUpperCase());
  const known = [...values, ...knownValues].filter((value) => spellingKey(value) === spellingKey(text));
  return [...new Set([...known, small, text.toUpperCase(), capital(small), small.split(" ").map(capital).join(" "), text])];
}
