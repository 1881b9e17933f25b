import type { Connection } from "../auth/connection.ts";
import { GraphError, LicenceMissing, MalformedAnswer, Throttled, waitOf } from "../sources/graph/index.ts";
import type { CollectionWorld } from "./collectionWorld.ts";
import { graphOf } from "./graphOf.ts";
import type { ActivityType, KnownActivities } from "./knownActivities.ts";

/** Some 1,500 are written by the service, of which a page has 1,000. */
const mostPages = 8;
const mostTypes = 8_000;
/** Characters: a longer name is nothing to choose from a list. */
const longestName = 200;
/** So long who types waits for the first answer; it is there for the next key then. */
const patienceMs = 400;
const againMs = 60_000;

interface Asked {
  types: ActivityType[];
  isAll: boolean;
  asking?: Promise<void>;
  /** Not before then: it failed. */
  againAt: number;
}

/**
 * The activities that the directory may log, with their categories and services, as the service lists them; in memory only, for as long as the connection is open.
 * They are asked for when they are first wanted, behind everything that a person waits for. A refusal (400, 403, 404: a role that reads the logs may not read this
 * list, and some clouds do not have it) ends that for the connection; whatever else fails is tried again later. Neither is told but to the log: what the reports
 * know of categories and services is all there is then.
 */
export class ActivityTypes {
  readonly #world: Pick<CollectionWorld, "budget" | "clock" | "log">;
  readonly #asked = new WeakMap<Connection, Asked>();

  constructor(world: Pick<CollectionWorld, "budget" | "clock" | "log">) {
    this.#world = world;
  }

  /** What is known after a moment. Never rejects. */
  async of(connection: Connection): Promise<KnownActivities> {
    const { clock } = this.#world;
    const asked = this.#asked.get(connection) ?? { types: [], isAll: false, againAt: -Infinity };
    this.#asked.set(connection, asked);
    if (!asked.isAll && !asked.asking && clock.now() >= asked.againAt)
      asked.asking = this.#ask(connection, asked).finally(() => {
        delete asked.asking;
      });
    if (asked.asking) {
      const patience = new AbortController();
      await Promise.race([asked.asking, clock.sleep(patienceMs, patience.signal).catch(() => undefined)]);
      patience.abort();
    }
    return asked;
  }

  async #ask(connection: Connection, asked: Asked): Promise<void> {
    const { clock, log } = this.#world;
    const budget = this.#world.budget(connection);
    const client = graphOf(connection, () => clock.now());
    const { signal } = new AbortController();
    const found = new Map<string, ActivityType>();
    let url: string | undefined = `${client.host}/beta/auditLogs/auditActivityTypes?$top=1000`;
    try {
      for (let page = 1; url !== undefined && page <= mostPages && found.size < mostTypes; page++) {
        await budget.take(signal, "background");
        const { records, nextLink, problem } = await client.page(url, signal);
        for (const type of records.flatMap(typeOf)) if (found.size < mostTypes) found.set(Object.values(type).join("\n"), type);
        asked.types = [...found.values()];
        if (problem) throw problem;
        url = nextLink;
      }
      asked.isAll = true;
    } catch (error) {
      const isRefused = isForGood(error);
      if (error instanceof Throttled) budget.throttled(error.retryAfterMs ?? againMs);
      asked.isAll = isRefused;
      asked.againAt = clock.now() + Math.max(againMs, waitOf(error));
      log(
        `The list of activities could not be had (${error instanceof Error ? error.name : "unknown"})${isRefused ? "; it is not asked for again" : ""}`,
      );
    }
  }
}

/** What a proxy answers is not the service's word, and a licence has been reported to come and go. */
const isForGood = (error: unknown): boolean =>
  error instanceof GraphError &&
  !(error instanceof MalformedAnswer) &&
  !(error instanceof LicenceMissing) &&
  [400, 403, 404].includes(error.facts.status ?? 0);

function typeOf(record: unknown): ActivityType[] {
  if (typeof record !== "object" || record === null) return [];
  const member = (name: string): string => {
    const value: unknown = (record as Readonly<Record<string, unknown>>)[name];
    return typeof value === "string" && value.length <= longestName ? value : "";
  };
  const type = { activity: member("activity"), category: member("category"), service: member("service") };
  return Object.values(type).some((name) => name !== "") ? [type] : [];
}
