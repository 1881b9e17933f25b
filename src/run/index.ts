/**
 * A query carried out by one source or several, within the limits of each: `new Run(…)`, then `for await (const page of run.pages(signal, { limit }))`.
 * Each page says which of its records are new (`skip`) and which replace earlier ones. Beside it stand, to be looked at whenever `onChange` calls:
 * `progress` (counts), `coverage` (what is complete, settling, partial, failed), `forecast` (what is left) and `notes`.
 * `pages` called again asks for what is missing; after `refresh(to)` also for what was settling or is new. `state` goes on in another window.
 */
export { type BudgetState, type Priority } from "./budget.ts";
export type { BudgetKey } from "./budgets.ts";
export { systemClock, type Clock } from "./clock.ts";
export type { CoverageState, Stretch } from "./coverage.ts";
export type { RunPart } from "./lane.ts";
export { Lateness } from "./lateness.ts";
export type { Covered, Forecast, Progress, Trouble } from "./progress.ts";
export { Budget, Budgets, Run, type RunOptions } from "./overGraph.ts";
export { askedAgainMs } from "./run.ts";
export { Miscounted, type LateRecord, type RunOptions as SourcesRunOptions, type RunPage, type RunState } from "./runOptions.ts";
export { ServiceTime } from "./serviceTime.ts";
export type { Replacement } from "../results/rows.ts";
export { textPage } from "./textPage.ts";
export { within, type Bounds } from "./within.ts";
