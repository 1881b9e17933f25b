export { GraphClient, type Fetch, type GraphOptions, type GraphPage } from "./client.ts";
export { mostIdsAsked, namedObjects, namesUrl, type NamedKind, type NamedObject } from "./directory.ts";
export * from "./errors.ts";
export { graphLimit } from "./limit.ts";
export { answererOf, plan, withinTime, type Answerer, type Plan, type PlannedRequest } from "./plan.ts";
export { isAway, isHopeless, longestWaitMs, retryAfterMs, waitBeforeRetry, waitOf } from "./retry.ts";
export { GraphSource, type GraphRequest } from "./source.ts";
export { assertOwnLink, pageUrl, recordUrl, type PageOptions } from "./url.ts";
