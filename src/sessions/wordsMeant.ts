import type { LineSuggestion } from "../protocol/grid.ts";
import { clauseWords, momentAt, outcomeMeant, outcomeWords, printFilter, type Calendar, type Expected } from "../query/index.ts";
import { counted } from "../records/counted.ts";

const days = ["today", "yesterday", "this week", "this month"];
/** What may stand behind a word that stands for a whole clause, or for a part of a condition: of `this week` one word is not all. */
const clauseBehind = new RegExp(`^\\s*(?:$|//|(?:${clauseWords.join("|")})\\b)`, "i");
const termBehind = new RegExp(`^\\s*(?:$|//|[),]|(?:and|or|${clauseWords.join("|")})\\b)`, "i");
const spans = [
  { duration: "PT1H", names: ["ago(1h)", "1h ago", "last hour"], title: "An hour ago" },
  ...[1, 7, 30].map((amount) => ({
    duration: `P${String(amount)}D`,
    names: [`ago(${String(amount)}d)`, `${String(amount)}d ago`],
    title: `${counted(amount, "day")} ago`,
  })),
];

/** What words of every day mean at a place of a query line, which the language has no word for: `failed`, `this week`, `ago(7d)`. */
export function wordsMeant(expected: Expected, text: string, typed: string, calendar: Calendar | undefined): LineSuggestion[] {
  const word = typed.toLowerCase();
  // Words are looked for: they are not in the way of whoever looks through the list, or writes a path.
  if (!/[\p{L}\p{N}]/u.test(word)) return [];
  return allWords(expected, text, calendar).filter(({ names }) => names?.some((name) => name.startsWith(word)));
}

function allWords({ expectations, report, start, end }: Expected, text: string, calendar: Calendar | undefined): LineSuggestion[] {
  const [before, behind] = [text.slice(0, start), text.slice(end)];
  const isTerm = termBehind.test(behind);
  return expectations.flatMap((one): LineSuggestion[] => {
    if (one.kind === "clause" && one.words.includes("from") && calendar && clauseBehind.test(behind))
      return days.flatMap((word) => daysMeant(word, calendar));
    // Where a condition may begin.
    if (one.kind === "operator" && one.operators.includes("not") && report && isTerm)
      return (["failure", "success"] as const).flatMap((outcome) => {
        const meant = outcomeMeant(report, outcome);
        const written = meant && printFilter(meant);
        const label = /\bnot\s*$/i.test(before) ? `(${written ?? ""})` : (written ?? "");
        const title = outcome === "failure" ? "Failed" : "Succeeded";
        return written
          ? [{ label, insert: label, kind: "value", title, names: [...outcomeWords(outcome), "status", "result", "outcome"] }]
          : [];
      });
    if (one.kind === "literal" && one.isComparison && one.kinds?.includes("instant") === true && isTerm)
      return spans.map(({ duration, names, title }) => {
        const label = `now() sub duration'${duration}'`;
        return { label, insert: label, kind: "value", title, names };
      });
    return [];
  });
}

function daysMeant(word: string, calendar: Calendar): LineSuggestion[] {
  const { stretch } = momentAt(word, 0, calendar) ?? {};
  if (!stretch) return [];
  const label = `from ${stretch.from}${stretch.isOver ? ` to ${stretch.until}` : ""}`;
  const title = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return [{ label, insert: label, kind: "value", title, names: [word], detail: "In the time zone shown" }];
}
