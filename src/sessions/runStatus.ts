import type { RunStatus } from "../protocol/grid.ts";
import type { Covered } from "../run/index.ts";
import type { Collection } from "./collection.ts";
import { troubleText } from "./troubleText.ts";

const iso = (time: number): string => new Date(time).toISOString();

/** What a grid says of a collection; before there is one, of none. */
export function runStatus(collection: Collection | undefined, coverage: readonly Covered[]): RunStatus {
  if (collection === undefined)
    return { pages: 0, requests: 0, elapsedMs: 0, duplicates: 0, excluded: 0, strays: 0, oddities: 0, coverage: [], notes: [] };
  const { progress, range, askedAt, forecast } = collection;
  const { pages, requests, duplicates, excluded, strays, oddities, reached, waitingUntil, unansweredSince, trouble } = progress;
  return {
    pages,
    requests,
    elapsedMs: collection.elapsedMs,
    duplicates,
    excluded,
    strays,
    oddities: oddities + collection.unreadable,
    coverage: coverage.map(({ from, to, ...covered }) => ({ from: iso(from), to: iso(to), ...covered })),
    ...(askedAt !== undefined && { askedAt: iso(askedAt) }),
    ...(forecast && { forecast }),
    notes: collection.notes,
    from: iso(range.from),
    to: iso(range.to),
    ...(reached === undefined ? {} : { reached }),
    ...(waitingUntil === undefined ? {} : { waitingUntil: iso(waitingUntil) }),
    ...(unansweredSince !== undefined && { quietSinceMs: collection.elapsedAt(unansweredSince) }),
    ...(trouble && { trouble: { what: troubleText(trouble.error), retryAtMs: collection.elapsedAt(trouble.retryAt) } }),
  };
}
