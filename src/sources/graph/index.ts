export { GraphClient, type Fetch, type GraphOptions, type GraphPage } from "./client.ts";
export * from "./errors.ts";
export { isAway, isHopeless, longestWaitMs, retryAfterMs, waitBeforeRetry, waitOf } from "./retry.ts";
export { assertOwnLink, pageUrl, recordUrl, type PageOptions } from "./url.ts";
