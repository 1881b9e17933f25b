import type { TelemetryEventName, TelemetryEvents } from "./telemetryEvents.ts";

/** Set when the extension is built; missing when it runs from source. */
declare const TELEMETRY_CONNECTION: string | undefined;
const builtIn = typeof TELEMETRY_CONNECTION === "string" ? TELEMETRY_CONNECTION : "";

interface Reporter {
  sendTelemetryEvent(name: string, properties?: Record<string, string>, measurements?: Record<string, number>): void;
  dispose(): unknown;
}

const reporter = async (connection: string): Promise<Reporter> =>
  new (await import("./telemetryReporter.ts")).TelemetryReporter(connection);

/** Sends a handful of events, if the build has a place for them; the reporter itself heeds VS Code's telemetry level. */
export class Telemetry {
  readonly #connection: string;
  readonly #load: (connection: string) => Promise<Reporter>;
  #reporter: Promise<Reporter> | undefined;

  constructor(connection = builtIn, load = reporter) {
    this.#connection = connection;
    this.#load = load;
  }

  send<Name extends TelemetryEventName>(
    name: Name,
    properties: Readonly<Record<keyof TelemetryEvents[Name]["properties"], string>>,
    measurements: Readonly<Record<keyof TelemetryEvents[Name]["measurements"], number>>,
  ): void {
    if (this.#connection === "") return;
    this.#reporter ??= this.#load(this.#connection);
    // Whatever keeps telemetry from working must not be felt.
    this.#reporter.then(
      (each) => each.sendTelemetryEvent(name, { ...properties }, { ...measurements }),
      () => undefined,
    );
  }

  dispose(): void {
    void this.#reporter?.then(
      (each) => each.dispose(),
      () => undefined,
    );
  }
}

/** 0, 1, 10, 100 …: enough to tell small from large. */
export const rounded = (count: number): number => (count < 1 ? 0 : 10 ** Math.floor(Math.log10(count)));
