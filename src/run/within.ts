import type { SourcePlan } from "../sources/source.ts";

/** Between which moments a source is asked, both inclusive; what is missing has no bound. */
export interface Bounds {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** The plan for its part of the range alone; without requests when nothing of the range is its part. */
export function within<Plan extends Pick<SourcePlan, "from" | "to" | "requests">>(plan: Plan, { from, to }: Bounds): Plan {
  const own = {
    from: from && from > plan.from ? from : plan.from,
    to: to && to < plan.to ? to : plan.to,
  };
  return { ...plan, ...own, requests: own.from > own.to ? [] : plan.requests };
}
