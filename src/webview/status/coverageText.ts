import type { CoveredStretch, GridState, Phase } from "../../protocol/grid.ts";
import { counted } from "../../records/counted.ts";
import { formatStretch } from "../../records/formatInstant.ts";
import { formatSpan } from "../../records/formatSpan.ts";

type Covered = Pick<GridState, "run" | "phase">;

const isGap = ({ state }: CoveredStretch): boolean => state === "failed" || state === "partial";
const msOf = ({ from, to }: CoveredStretch): number => Date.parse(to) - Date.parse(from);

/** What a person can do about a stretch. */
export type StretchAction = "fetch" | "refresh";

/**
 * Nothing while a run goes on: it comes to all of them by itself. A complete run with a stretch not asked for has the rows that
 * the query takes, and one that paused would fetch all the rest in order to settle its newest minutes.
 */
export function stretchAction({ state }: CoveredStretch, phase: Phase): StretchAction | undefined {
  if (phase === "running" || phase === "idle") return undefined;
  if (state === "failed" || (state === "partial" && phase !== "complete")) return "fetch";
  return state === "settling" && phase !== "paused" ? "refresh" : undefined;
}

/** `16 Nov 09:00 – 17 Nov 12:00: failed, 34 rows, click to fetch again`. */
export function stretchWords(stretch: CoveredStretch, { phase, zone }: Pick<GridState, "phase" | "zone">, now: Date): string {
  const { from, to, state, rows, late = 0 } = stretch;
  const action = stretchAction(stretch, phase);
  const words = {
    complete: "complete",
    settling: late > 0 ? "settling, as late ones came" : "settling, late ones may still come",
    partial: "not fetched to the end",
    failed: "failed",
  }[state];
  return [
    `${formatStretch(from, to, zone, now)}: ${state === "partial" && rows === 0 ? "not fetched" : words}`,
    ...(rows > 0 || !isGap(stretch) ? [counted(rows, "row")] : []),
    ...(late > 0 ? [cameLate(late)] : []),
    ...(action === "refresh" ? ["click to fetch what is new"] : action ? [`click to fetch ${state === "failed" ? "again" : "it"}`] : []),
  ].join(", ");
}

/** The stretches that miss between loaded ones; several side by side are one. What is older than all that was asked is none: there is simply more. */
export function countGaps({ run: { coverage }, phase }: Covered): number {
  const asked = coverage.at(-1)?.state === "partial" ? coverage.slice(0, -1) : coverage;
  const gaps = asked.map((stretch) => (phase === "running" || phase === "complete" ? stretch.state === "failed" : isGap(stretch)));
  return gaps.filter((gap, at) => gap && !gaps[at - 1]).length;
}

/** Nothing misses but what may still come late. */
export const isWhole = ({ run: { coverage } }: Pick<GridState, "run">): boolean => coverage.length > 0 && !coverage.some(isGap);

/** `last 15 min settling`. */
export function settlingText({ coverage }: GridState["run"]): string | undefined {
  const settling = coverage.filter(({ state }) => state === "settling");
  const ms = settling.reduce((sum, stretch) => sum + msOf(stretch), 0);
  return settling.length > 0 ? `${coverage[0] === settling[0] ? "last " : ""}${formatSpan(ms)} settling` : undefined;
}

const cameLate = (late: number): string => `${counted(late, "row")} came late`;

/** `2 gaps`, `last 15 min settling`, `1 row came late`. */
export function shortcomings(state: Covered): string[] {
  const gaps = countGaps(state);
  const settling = settlingText(state.run);
  const late = state.run.coverage.reduce((sum, stretch) => sum + (stretch.late ?? 0), 0);
  return [...(gaps > 0 ? [counted(gaps, "gap")] : []), ...(settling ? [settling] : []), ...(late > 0 ? [cameLate(late)] : [])];
}

/** Younger claims need no age. */
const oldMs = 5 * 60_000;

/** `asked 25 min ago`: how old the claims are, once they are older than a few minutes. */
export function ageText({ run, phase }: Pick<GridState, "run" | "phase">, now: Date): string | undefined {
  const ms = run.askedAt === undefined || phase === "running" ? NaN : now.getTime() - Date.parse(run.askedAt);
  return ms >= oldMs ? `asked ${formatSpan(ms)} ago` : undefined;
}

/** `16 Nov 16:44 – 23 Nov 16:44 complete, last 15 min settling`: complete is said only of a range without any gap. */
export function coverageParts(state: Pick<GridState, "run" | "phase" | "zone">, now: Date): string[] {
  const { run, zone } = state;
  const from = isWhole(state) ? run.from : run.reached;
  const stretch = from && run.to ? formatStretch(from, run.to, zone, now) : undefined;
  const short = shortcomings(state);
  if (!isWhole(state)) return [...(stretch ? [stretch] : []), ...short];
  const words = run.coverage.some((part) => part.state === "complete") ? ["complete", ...short] : ["settling"];
  return [`${stretch ?? ""} ${words.join(", ")}`.trim()];
}
