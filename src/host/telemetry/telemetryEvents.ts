/**
 * All that telemetry may say, in builds that have any. Every value is one of a short list of our own words or a number:
 * nothing of a tenant, a query, a person or a machine. telemetry.json and the README derive from this.
 */
export const telemetryEvents = {
  run: {
    comment: "A query was run: how often, on which report, and how it ended.",
    properties: {
      report: "signIns, directoryAudits or provisioning",
      connection: "demo or tenant",
      outcome: "complete, partial, failed or cancelled",
    },
    measurements: { rows: "rows fetched, rounded to a power of ten", durationMs: "how long it took" },
  },
  signIn: {
    comment: "Somebody signed in to a connection, or could not.",
    properties: {
      way: "the way of signing in",
      cloud: "global, usGov, usGovDoD, china or custom",
      outcome: "ok, cancelled, or the kind of error",
    },
    measurements: {},
  },
  export: {
    comment: "Rows were opened as a document or exported.",
    properties: { format: "json, ndjson, csv or md" },
    measurements: { rows: "rows, rounded to a power of ten" },
  },
} as const satisfies Record<
  string,
  {
    readonly comment: string;
    readonly properties: Readonly<Record<string, string>>;
    readonly measurements: Readonly<Record<string, string>>;
  }
>;
export type TelemetryEvents = typeof telemetryEvents;
export type TelemetryEventName = keyof TelemetryEvents;

/** What telemetry.json says, in the form that VS Code's `--telemetry` prints. */
export const telemetryJson = (): object => ({
  events: Object.fromEntries(
    Object.entries(telemetryEvents).map(([name, { comment, properties, measurements }]) => [
      name,
      {
        owner: "tenant-activity",
        comment,
        ...Object.fromEntries(
          Object.entries(properties).map(([property, text]) => [
            property,
            { classification: "SystemMetaData", purpose: "FeatureInsight", comment: text },
          ]),
        ),
        ...Object.fromEntries(
          Object.entries(measurements).map(([measurement, text]) => [
            measurement,
            { classification: "SystemMetaData", purpose: "FeatureInsight", isMeasurement: true, comment: text },
          ]),
        ),
      },
    ]),
  ),
});
