import type { GridState } from "../../protocol/grid.ts";
import { ageText, coverageParts } from "./coverageText.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { formatElapsed, formatSpan } from "../../records/formatSpan.ts";

/** `1,204 of 58,300 rows`. */
export const rowsText = ({ matching, loaded }: Pick<GridState, "matching" | "loaded">): string =>
  matching === loaded ? counted(matching, "row") : `${formatCount(matching)} of ${counted(loaded, "row")}`;

/** ` in 37 groups`, ` in 37 groups, 210 inside them`, ` in 310 lines` once repeats are folded; nothing where rows are not grouped. */
export function groupsText({ grouped, folded }: Pick<GridState, "grouped" | "folded">): string {
  if (!grouped) return "";
  const inside = grouped.inside === undefined ? "" : `, ${formatCount(grouped.inside)} inside ${grouped.groups === 1 ? "it" : "them"}`;
  return ` in ${counted(grouped.groups, folded ? "line" : "group")}${inside}`;
}

/** The rows; and while more of those loaded may match, that they are not all, and why. */
export const foundParts = (state: Pick<GridState, "matching" | "loaded" | "filterBasis" | "grouped" | "folded">): string[] =>
  state.filterBasis
    ? [
        `${rowsText(state)} found so far${groupsText(state)}`,
        `lists searched in ${formatCount(state.filterBasis.read)} of ${counted(state.filterBasis.of, "row")}`,
      ]
    : [rowsText(state) + groupsText(state)];

/** Whole seconds until the run goes on; 0 when it does not wait. */
export const waitSeconds = (waitingUntil: string | undefined, now: Date): number =>
  waitingUntil ? Math.max(0, Math.ceil((Date.parse(waitingUntil) - now.getTime()) / 1000)) : 0;

/** Below it a rate says nothing yet, and what is left is over before it is read. */
const worthSayingMs = 2_000;

/** `1,000 rows/s`, `about 40 s left`: the former from what came, the latter in steps that one can read. */
export function paceParts({ loaded, run }: Pick<GridState, "loaded" | "run">, elapsedMs: number): string[] {
  const rate = Math.round((loaded * 1000) / elapsedMs);
  const leftMs = (run.forecast?.ms ?? 0) - (elapsedMs - run.elapsedMs);
  const stepMs = leftMs < 10_000 ? 1_000 : leftMs < 90_000 ? 5_000 : 60_000;
  return [
    ...(elapsedMs >= worthSayingMs && rate > 0 ? [`${formatCount(rate)} ${rate === 1 ? "row" : "rows"}/s`] : []),
    ...(leftMs >= worthSayingMs ? [`about ${formatSpan(Math.round(leftMs / stepMs) * stepMs)} left`] : []),
  ];
}

/** What of the service's answers is not in the rows, and why. */
const droppedParts = ({ excluded, duplicates, strays, oddities }: GridState["run"]): string[] => [
  ...(excluded > 0 ? [`${formatCount(excluded)} excluded here`] : []),
  ...(duplicates > 0 ? [`${counted(duplicates, "duplicate")} dropped`] : []),
  ...(strays > 0 ? [`${formatCount(strays)} outside the query dropped`] : []),
  ...(oddities > 0 ? [`${formatCount(oddities)} unreadable`] : []),
];

/** A silence that is shorter is usual for this service. */
const worthNamingMs = 30_000;

/** What a run does just now. Only the service's own limit is waited for; what went wrong is said at once, and when it is tried again. */
function runningPart({ waitingUntil, quietSinceMs, trouble }: GridState["run"], now: Date, elapsedMs: number): string {
  const wait = waitSeconds(waitingUntil, now);
  if (trouble) {
    const again = Math.max(wait, Math.ceil((trouble.retryAtMs - elapsedMs) / 1000));
    return `${trouble.what}; ${again > 0 ? `asked again in ${formatCount(again)} s` : "asking again"}`;
  }
  if (wait > 0) return `Waiting ${String(wait)} s for the service`;
  const quietMs = quietSinceMs === undefined ? 0 : elapsedMs - quietSinceMs;
  return quietMs >= worthNamingMs ? `Loading: no answer for ${formatElapsed(quietMs)}` : "Loading";
}

/** The parts of the status line, left to right. */
export function statusParts(state: GridState, now: Date, elapsedMs: number): string[] {
  const { phase, run } = state;
  if (phase === "idle") return ["Not run yet"];
  return [
    ...(phase === "running" ? [runningPart(run, now, elapsedMs)] : []),
    ...foundParts(state),
    ...(phase === "running" && !run.trouble ? paceParts(state, elapsedMs) : []),
    ...coverageParts(state, now),
    ...[ageText(state, now) ?? []].flat(),
    ...(phase === "paused" ? ["the service has more"] : phase === "failed" ? ["stopped by an error"] : []),
    ...droppedParts(run),
    counted(run.requests, "request"),
    formatElapsed(elapsedMs),
  ];
}
