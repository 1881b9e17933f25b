import type { Connection } from "../auth/connection.ts";
import { longestWaitMs } from "../network/index.ts";
import { judge, loadPatterns, printQuery, type Query, type Zone } from "../query/index.ts";
import { reportById, type ActivityRecord } from "../reports/index.ts";
import type { CollectionWorld } from "./collectionWorld.ts";
import { textPage } from "../run/index.ts";
import { againOf, waitBeforeRetry } from "../sources/errors.ts";
import type { Ask, TextPage } from "../sources/source.ts";
import { recordSpans } from "../results/pages/recordSpans.ts";
import { partOf, sourcesOf, type Sourced } from "./sourced.ts";

/** The newest records of a query. */
export interface FirstPage {
  readonly records: readonly ActivityRecord[];
  /** Those are all that the query has. */
  readonly isAll: boolean;
  /** The JSON text of one of them, as it came. */
  textOf(record: ActivityRecord): string;
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
  const found = new Map<unknown, ActivityRecord>();
  const origins = new Map<ActivityRecord, { readonly page: TextPage; readonly position: number }>();
  let isAll = true;
  for (const sourced of sourcesOf(world, connection)) {
    const { here, guard, requests, from, to } = partOf(sourced, query, { now, zone }).plan;
    const tests = [...(here ? [judge(here, { now, report })] : []), ...(guard ? [judge(guard, { now, report, asGuard: true })] : [])];
    for (const request of requests) {
      const page = await firstOf(world, sourced, { request, from: from.getTime(), to: to.getTime() }, signal);
      const { records, next, problem } = page;
      if (next !== undefined || problem !== undefined) isAll = false;
      for (const [position, record] of records.entries())
        if (isRecord(record) && tests.every((test) => isLetThrough(test, record))) {
          found.set(record["id"] ?? record, record);
          origins.set(record, { page, position });
        }
    }
  }
  const records = [...found.values()];
  const { take = Infinity } = query;
  const textOf = (record: ActivityRecord): string => {
    const origin = origins.get(record);
    return origin ? textAt(origin.page, origin.position) : JSON.stringify(record);
  };
  return records.length < take ? { records, isAll, textOf } : { records: records.slice(0, take), isAll: true, textOf };
}

function textAt({ body, list: [start, end] = [0, body.byteLength] }: TextPage, position: number): string {
  const bytes = new Uint8Array(body, start, end - start);
  const spans = recordSpans(bytes);
  return new TextDecoder().decode(bytes.subarray(spans[2 * position], spans[2 * position + 1]));
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

async function firstOf(world: CollectionWorld, { source, budget }: Sourced, ask: Ask, signal: AbortSignal): Promise<TextPage> {
  const { clock } = world;
  const until = clock.now() + longestWaitMs;
  let { request } = ask;
  for (let attempt = 1; ; attempt++) {
    await budget?.take(signal);
    try {
      return textPage(await source.page({ ...ask, request }, signal));
    } catch (error) {
      const other = source.instead?.(request, error);
      if (other) {
        request = other.request;
        continue;
      }
      const waitMs = waitBeforeRetry(error, attempt, world.random());
      const isTold = againOf(error) === "told";
      // A service that only limits has an end, too.
      if (waitMs === undefined || (isTold && clock.now() >= until)) throw error;
      if (isTold && budget) budget.throttled(waitMs);
      else await clock.sleep(waitMs, signal);
    }
  }
}
