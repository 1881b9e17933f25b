import type { Connection } from "../auth/connection.ts";
import type { Query, RangeOptions } from "../query/index.ts";
import { Lateness, ServiceTime, within, type Bounds, type Budget, type Clock, type RunPart } from "../run/index.ts";
import { GraphSource } from "../sources/graph/index.ts";
import type { Source, SourcePlan } from "../sources/source.ts";
import { graphOf } from "./graphOf.ts";

/** A source that is asked for a connection: all of a range, or what is within its bounds. */
export interface Sourced extends Bounds {
  readonly source: Source;
  /** Missing: it may be asked as often as one likes. */
  readonly budget?: Budget;
  /** What is known of its clock and of how late its records come; shared by runs. */
  readonly learned?: { readonly time: ServiceTime; readonly lateness: Lateness };
}

/** What is known of sources. `CollectionWorld` says of each what it is. */
interface SourcingWorld {
  sources?(connection: Connection): readonly Sourced[];
  budget(connection: Connection): Budget;
  learned?(connection: Connection): NonNullable<Sourced["learned"]>;
  readonly settleMs: number;
  readonly clock: Clock;
}

/** Graph, unless the world knows of others; the first one's records count where others have as much to say. */
export function sourcesOf(world: SourcingWorld, connection: Connection): readonly Sourced[] {
  const known = world.sources?.(connection);
  if (known) return known;
  const learned = world.learned?.(connection) ?? { time: new ServiceTime(), lateness: new Lateness(() => world.settleMs) };
  return [{ source: new GraphSource(graphOf(connection, () => world.clock.now())), budget: world.budget(connection), learned }];
}

/** A source's part of a run, with all that its plan says. Throws when the query cannot be planned. */
export function partOf(
  { source, budget, learned, from, to }: Sourced,
  query: Query,
  options: RangeOptions,
): RunPart & { readonly plan: SourcePlan } {
  const planAt = (now: Date): SourcePlan => within(source.plan(query, { ...options, now }), { from, to });
  return { source, plan: planAt(options.now), budget, rangeAt: planAt, ...learned };
}
