import type { Lane } from "./lane.ts";
import type { Forecast } from "./progress.ts";

/** What is still to come; undefined: a question has had no answer yet. */
export function forecastOf(lanes: readonly Lane[]): Forecast | undefined {
  const questions = lanes.flatMap(({ questions }) => questions);
  if (questions.some(({ density, own }) => density.isBlank && own.from < own.to)) return undefined;
  const parts = lanes.map(({ slices, pace, budget }) => {
    const open = slices.map((slice) => ({ rows: slice.density.rows(slice), pageSize: slice.pageSize }));
    const requests = open.reduce((sum, { rows, pageSize }) => sum + Math.max(1, Math.ceil(rows / pageSize)), 0);
    return { requests, rows: open.reduce((sum, part) => sum + part.rows, 0), ms: pace.leftMs(requests, budget?.state.limit) };
  });
  return {
    rows: Math.round(parts.reduce((sum, { rows }) => sum + rows, 0)),
    requests: parts.reduce((sum, { requests }) => sum + requests, 0),
    ms: Math.max(0, ...parts.map(({ ms }) => ms)),
  };
}
