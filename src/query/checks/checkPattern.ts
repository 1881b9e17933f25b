import type { Literal } from "../expression.ts";
import { patternProblem } from "../pattern.ts";
import type { Findings } from "./findings.ts";

/** A pattern that nothing can be compared with. */
export function checkPattern(findings: Findings, literal: Literal): void {
  const found = patternProblem(literal.text);
  if (!found) return;
  const { start, end } = literal.at ?? { start: 0, end: 0 };
  // Behind the quote that opens the text; quotes within it stand twice.
  const place = (offset: number) => start + 1 + offset + (literal.text.slice(0, offset).split("'").length - 1);
  const at = end > start ? { start: place(found.start), end: place(found.end) } : { start, end };
  findings.problem({ ...literal, at }, found.message);
}
