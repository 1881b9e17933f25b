import type { Summary } from "./summary.ts";
import { textOf } from "./texts.ts";

/** The summary with what was looked for in vain at its end, each sentence once: it stands in the way of no answer, and says that it is of these rows only. */
export function nothingLast(summary: Summary): Summary {
  const found = summary.sections.filter(({ isNothing }) => !isNothing);
  const sentences = new Map(
    summary.sections.filter(({ isNothing }) => isNothing).flatMap((section) => section.sentences.map((one) => [textOf(one), one] as const)),
  );
  if (sentences.size === 0) return summary;
  const last = {
    id: "nothing",
    title: "Not in these rows",
    sentences: [...sentences.values()],
    notes: ["Rows that the query does not ask for were not looked at."],
  };
  return { ...summary, sections: [...found, last] };
}
