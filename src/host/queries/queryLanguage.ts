/** What it takes to read query texts, with the fields of all reports: a bundle of its own, as the tree of starter queries is there without it. */
export { parseQuery, queryTitle } from "../../query/index.ts";
export { askQuery } from "./askQuery.ts";
export { queryProblem } from "./queryProblem.ts";
export { readEntries } from "./readEntries.ts";
