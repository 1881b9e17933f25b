import { Budget, Run, type RunOptions, type RunPage } from "../../../src/run/index.ts";
import type { GraphPage, PlannedRequest } from "../../../src/sources/graph/index.ts";
import type { ActivityRecord } from "../../../src/reports/index.ts";
import { VirtualClock } from "../../support/virtualClock.ts";

export const host = "https://graph.microsoft.com";
export const from = new Date("2026-11-17T00:00:00Z");
export const to = new Date("2026-11-18T00:00:00Z");
export const never = new AbortController().signal;
export const link = (place: string | number): string => `${host}/beta/auditLogs/signIns?$skiptoken=${place}`;

/** Sign-ins a minute apart, the newest first, from an hour before the end on. */
export const records = Array.from({ length: 10 }, (_, at) => ({
  id: `id-${at}`,
  createdDateTime: new Date(to.getTime() - (at + 60) * 60_000).toISOString(),
}));

export const page = (value: readonly unknown[], nextLink?: string): GraphPage => ({
  body: new TextEncoder().encode(JSON.stringify({ value })).buffer,
  records: value,
  ...(nextLink === undefined ? {} : { nextLink }),
});

export type Step = GraphPage | Error | ((url: string) => GraphPage | Error);

export interface Setup extends Partial<Omit<RunOptions, "plan">> {
  readonly requests?: readonly Pick<PlannedRequest, "condition" | "types" | "surely">[];
  readonly plan?: Partial<RunOptions["plan"]>;
  readonly latencyMs?: number;
}

/** A run, half a day after its range, over a service that answers with the steps in turn, or with one for ever. */
export function runOver(
  steps: readonly Step[] | Step,
  { requests = [{ condition: "" }], plan = {}, latencyMs = 0, ...options }: Setup = {},
) {
  const clock = new VirtualClock(to.getTime() + 12 * 3_600_000);
  const start = clock.now();
  const urls: string[] = [];
  const left = Array.isArray(steps) ? [...(steps as readonly Step[])] : undefined;
  const run = new Run({
    plan: { report: "signIns", from, to, ...plan, requests: requests.map((request) => ({ filter: "", ...request })) },
    client: {
      host,
      page: async (url, signal) => {
        urls.push(decodeURIComponent(url));
        const step = left ? left.shift() : (steps as Step);
        if (step === undefined) throw new Error(`asked once too often: ${url}`);
        if (latencyMs > 0) await clock.sleep(latencyMs, signal);
        const answer = typeof step === "function" ? step(url) : step;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    budget: new Budget(clock),
    clock,
    random: () => 0.5,
    ...options,
  });
  return { run, urls, clock, passedMs: () => clock.now() - start };
}

export const idsOf = ({ body, skip }: RunPage): string[] =>
  (JSON.parse(new TextDecoder().decode(body)) as { value: ActivityRecord[] }).value
    .filter((_, at) => !skip.includes(at))
    .map(({ id }) => String(id));

export async function collect(run: Run, signal = never, seen: string[] = []): Promise<string[]> {
  for await (const part of run.pages(signal)) seen.push(...idsOf(part));
  return seen;
}

export const ids = (...positions: number[]) => positions.map((at) => `id-${at}`);
export const all = ids(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
export const statesOf = (run: Run) =>
  run.coverage.map(({ from, to, state, rows }) => [
    new Date(from).toISOString().slice(5, 19),
    new Date(to).toISOString().slice(5, 19),
    state,
    rows,
  ]);
export const complete = (rows: number) => [["11-17T00:00:00", "11-18T00:00:00", "complete", rows]];

/** What a service without faults answers. */
export function answerTo(url: string): GraphPage {
  const [, low = "", high = ""] = /ge (\S+) and createdDateTime le (\S+Z)/.exec(decodeURIComponent(url)) ?? [];
  return page(
    records.filter(
      ({ createdDateTime }) => Date.parse(createdDateTime) >= Date.parse(low) && Date.parse(createdDateTime) <= Date.parse(high),
    ),
  );
}
