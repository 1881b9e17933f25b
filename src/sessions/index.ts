/**
 * What is open, in plain Node. An `Engine` has the results worker and the budgets; `engine.collect(…)` makes a `Collection`: a run and its result, for whoever holds it.
 * A `ResultView` of it answers with rows, facets and sums. `GridSession` is all that stands behind a grid but VS Code. `readAsked` makes of a text what can be run.
 */
export { checkText, readAsked, readLine, type Asked } from "./asked.ts";
export { Collection, type CollectionEvent, type CollectionPhase, type CollectionStart, type Holder } from "./collection.ts";
export type { CollectionWorld, EndedRun } from "./collectionWorld.ts";
export { Engine, type EngineOptions } from "./engine.ts";
export { GridSession } from "./gridSession.ts";
export { PageNotKept } from "./pageNotKept.ts";
export { ResultView } from "./resultView.ts";
export { RowsLost } from "./rowsLost.ts";
export type { GridSettings, SavedAs, SessionStart, SessionWorld } from "./sessionWorld.ts";
export { shownOf, type Shown, type ShownNarrowing } from "./shown.ts";
export { userMessage, type UserMessage } from "./userMessage.ts";
