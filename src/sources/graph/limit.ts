import type { Limit } from "../source.ts";

/** What Graph allows for identity and access reports, per app and tenant. Source: learn.microsoft.com `graph/throttling-limits`. */
export const graphLimit: Limit = { requests: 5, windowMs: 10_000, marginMs: 100 };
