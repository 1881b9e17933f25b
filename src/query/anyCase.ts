import { fieldOf, reportById, type Report } from "../reports/index.ts";
import type { Expression, Path } from "./expression.ts";
import { textKey } from "./letterCase.ts";
import { termsOf, withTerms } from "./narrow.ts";
import type { Query } from "./query.ts";
import { variablesIn } from "./variables.ts";

/** A query in which one term finds its texts in any letter case. */
export interface AnyCase {
  /** Place of the term in the condition. */
  readonly place: number;
  readonly term: Expression;
  /** What the field is called whose texts are looked into. */
  readonly label: string;
  readonly query: Query;
}

const parts: ReadonlySet<string> = new Set(["contains", "startswith", "endswith"]);

/**
 * For each term that looks for a part of a text and minds its letter case, the query in which it does not: `contains(tolower(field), 'text')`. A text is lowered, too, that is
 * looked for in lowered ones and can never be met there. What stands under a `not` is left: in any letter case it would find fewer rows. Texts with a variable are.
 */
export function inAnyCase(query: Query): readonly AnyCase[] {
  const report = reportById(query.report);
  const terms = termsOf(query);
  return terms.flatMap((before, place) => {
    const labels: string[] = [];
    const term = lowered(before, { report, lists: new Map(), met: (label) => labels.push(label) });
    const [label] = labels;
    return label === undefined ? [] : [{ place, term, label, query: withTerms(query, terms.toSpliced(place, 1, term)) }];
  });
}

interface Around {
  readonly report: Report;
  /** By the variable that stands for an item of it, the path of a list. */
  readonly lists: ReadonlyMap<string, string>;
  met(label: string): void;
}

function lowered(term: Expression, around: Around): Expression {
  if (term.type === "binary" && (term.operator === "and" || term.operator === "or"))
    return { ...term, left: lowered(term.left, around), right: lowered(term.right, around) };
  if (term.type === "lambda" && term.predicate && term.variable !== undefined) {
    const lists = new Map(around.lists).set(term.variable, pathOf(term.source, around.lists));
    return { ...term, predicate: lowered(term.predicate, { ...around, lists }) };
  }
  if (term.type !== "call" || !parts.has(term.name)) return term;
  const [subject, part] = term.arguments;
  if (part?.type !== "literal" || part.kind !== "string" || variablesIn(part.text).length > 0) return term;
  const isLow = subject?.type === "call" && subject.name === "tolower";
  const inner = isLow ? subject.arguments[0] : subject;
  if (inner?.type !== "path") return term;
  const path = pathOf(inner, around.lists);
  const field = fieldOf(around.report, path);
  const text = part.text.toLowerCase();
  const isMissed = isLow ? text !== part.text : !field?.caseless && textKey(text, field) !== textKey(part.text.toUpperCase(), field);
  if (!isMissed) return term;
  around.met(field?.label ?? path);
  return {
    ...term,
    arguments: [
      { type: "call", name: "tolower", arguments: [inner] },
      { ...part, text },
    ],
  };
}

/** As fields are named: items of lists as `[]`. */
function pathOf({ members }: Path, lists: Around["lists"]): string {
  const list = lists.get(members[0] ?? "");
  return list === undefined ? members.join("/") : [list, "[]", ...members.slice(1)].join("/");
}
