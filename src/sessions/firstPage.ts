import type { Connection } from "../auth/connection.ts";
import { FilterRefused, longestWaitMs, pageUrl, Throttled, waitBeforeRetry, type GraphPage } from "../sources/graph/index.ts";
import { judge, loadPatterns, plan, printQuery, withinTime, type PlannedRequest, type Query, type Zone } from "../query/index.ts";
import { reportById, type ActivityRecord } from "../reports/index.ts";
import type { CollectionWorld } from "./collectionWorld.ts";
import { graphOf } from "./graphOf.ts";

/** The newest records of a query. */
export interface FirstPage {
  readonly records: readonly ActivityRecord[];
  /** Those are all that the query has. */
  readonly isAll: boolean;
}

/**
 * What the first page of the service has of a query, asked within the budget, and again where that helps; nothing of it is kept. A query that users and workloads
 * are asked for takes two requests. Variables must have been substituted. Fails with what the service said, or with the signal's reason.
 */
export async function firstPage(
  world: CollectionWorld,
  connection: Connection,
  { query, zone, signal }: { readonly query: Query; readonly zone: Zone; readonly signal: AbortSignal },
): Promise<FirstPage> {
  const report = reportById(query.report);
  const { clock } = world;
  if (query.where) await loadPatterns(printQuery(query));
  const now = new Date(world.learned?.(connection).time.at(clock.now()) ?? clock.now());
  const planned = plan(query, { now, zone });
  const tests = [
    ...(planned.here ? [judge(planned.here, { now, report })] : []),
    ...(planned.guard ? [judge(planned.guard, { now, report, asGuard: true })] : []),
  ];
  const found = new Map<unknown, ActivityRecord>();
  let isAll = true;
  for (const request of planned.requests) {
    const { records, nextLink, problem } = await ask(world, connection, { report, planned, request, signal });
    if (nextLink !== undefined || problem !== undefined) isAll = false;
    for (const record of records)
      if (isRecord(record) && tests.every((test) => isLetThrough(test, record))) found.set(record["id"] ?? record, record);
  }
  const records = [...found.values()];
  const { take = Infinity } = query;
  return records.length < take ? { records, isAll } : { records: records.slice(0, take), isAll: true };
}

const isRecord = (item: unknown): item is ActivityRecord => typeof item === "object" && item !== null && !Array.isArray(item);

/** One that cannot be judged is kept, as a run keeps it. */
function isLetThrough(test: (record: ActivityRecord) => boolean | undefined, record: ActivityRecord): boolean {
  try {
    return test(record) !== false;
  } catch {
    return true;
  }
}

interface Asking {
  readonly report: ReturnType<typeof reportById>;
  readonly planned: { readonly from: Date; readonly to: Date; readonly orderby: string };
  readonly request: PlannedRequest;
  readonly signal: AbortSignal;
}

async function ask(world: CollectionWorld, connection: Connection, { report, planned, request, signal }: Asking): Promise<GraphPage> {
  const { clock } = world;
  const client = graphOf(connection, () => clock.now());
  const budget = world.budget(connection);
  const { from, to, orderby } = planned;
  const until = clock.now() + longestWaitMs;
  let { condition } = request;
  for (let attempt = 1; ; attempt++) {
    await budget.take(signal);
    const filter = withinTime(report, condition, from, to);
    try {
      return await client.page(pageUrl(client.host, report, { version: report.version, filter, orderby, top: report.pageSize }), signal);
    } catch (error) {
      if (error instanceof FilterRefused && request.surely !== undefined && condition !== request.surely) {
        condition = request.surely;
        continue;
      }
      const waitMs = waitBeforeRetry(error, attempt, world.random());
      // A service that only limits has an end, too.
      if (waitMs === undefined || (error instanceof Throttled && clock.now() >= until)) throw error;
      if (error instanceof Throttled) budget.throttled(waitMs);
      else await clock.sleep(waitMs, signal);
    }
  }
}
