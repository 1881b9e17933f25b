import { parseQuery, type Calendar } from "../../query/index.ts";
import { harmless } from "../harmless.ts";

/** The first thing wrong with a query text, with its place and the proposal; undefined when it can be run. */
export function queryProblem(text: string, calendar?: Calendar): string | undefined {
  const [problem] = parseQuery(text, calendar && { calendar }).errors;
  if (problem === undefined) return undefined;
  const found = text.slice(problem.start, problem.end);
  const place = found.trim() ? `at “${found.slice(0, 40)}”` : `at character ${problem.start + 1}`;
  const proposal =
    problem.replacement === undefined || problem.message.includes(problem.replacement) ? "" : ` Did you mean “${problem.replacement}”?`;
  return harmless(`${problem.message} (${place})${proposal}`);
}
