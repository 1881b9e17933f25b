import { placeAt, type TextPlace } from "../placeAt.ts";
import { Answers } from "./answers.ts";
import { ask } from "./ask.ts";
import type { Expected, ExpectOptions } from "./expectation.ts";

/**
 * What may stand at an offset of a query text, or of a condition, however much of it is written yet: the parser is asked. A word that is right there already
 * is replaced by its like only, so that what stands around it stays right. Undefined within a comment, and in what is no query text, such as a pasted URL.
 */
export function expectedAt(text: string, offset: number, options: ExpectOptions = {}): Expected | undefined {
  const place = placeAt(text, offset);
  const asked = place && ask(text, place, options);
  if (!place || !asked) return undefined;
  const { report, sought } = asked;
  return {
    start: place.start,
    end: place.end,
    ...(report && { report }),
    // What is open there, in however broken a text, has to be closed before another clause begins.
    expectations: new Answers(report, place, sought, options.answering)
      .all()
      .filter(({ kind }) => kind !== "clause" || !isWithinParentheses(place)),
  };
}

function isWithinParentheses({ before }: TextPlace): boolean {
  let open = 0;
  for (const { text, literal } of before) {
    if (literal !== undefined) continue;
    if (text === "(") open++;
    else if (text === ")" && open > 0) open--;
  }
  return open > 0;
}
