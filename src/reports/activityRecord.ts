/** One event as the service sent it; unknown members kept. */
export type ActivityRecord = Readonly<Record<string, unknown>>;
