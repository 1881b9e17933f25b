import type { Query, RangeOptions } from "../../query/index.ts";
import { reportById, type GraphVersion, type ReportId } from "../../reports/index.ts";
import { kindOf, sourceErrorOf, type SourceError } from "../errors.ts";
import type { Ask, Instead, Source, SourcePlan, SourceRequest, TextPage } from "../source.ts";
import type { GraphClient } from "./client.ts";
import { MalformedAnswer, SkipTokenDead } from "./errors.ts";
import { graphLimit } from "./limit.ts";
import { listIn } from "./listIn.ts";
import { plan, withinTime, type Plan, type PlannedRequest } from "./plan.ts";
import { pageUrl } from "./url.ts";
import { inVersion1 } from "./version1.ts";

/** One of a plan's requests, as Graph takes it. */
export interface GraphRequest extends SourceRequest {
  readonly report: ReportId;
  readonly version: GraphVersion;
  /** `$filter` without bounds of time. */
  readonly condition: string;
  /** The same without what Graph is not known to take; see `PlannedRequest.surely`. */
  readonly surely?: string;
  /** The same in v1.0; see `inVersion1`. */
  readonly older?: string;
}

/** What a plan asks of Graph. */
type Planned = Pick<Plan, "report" | "from" | "to" | "here" | "guard"> & {
  readonly requests: readonly Pick<PlannedRequest, "condition" | "types" | "surely">[];
  readonly notes?: readonly string[];
};

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Microsoft's advice for sign-ins that time out: three days at first. A filter makes more bearable. */
const firstWidthMs = (condition: string): number => (condition === "" ? 3 : 7) * dayMs;
/** Answers to a link that say no more than that it leads nowhere, whatever their code and words: 414 to one that is too long, 410 to one that is gone. */
const isDeadLink = ({ kind, facts: { status = 0 } }: SourceError): boolean => kind === "requestRefused" || status === 400 || status === 404;

/** Microsoft Graph: what stands at the top of a condition goes into `$filter` as far as its reference lists it, and links lead from page to page. */
export class GraphSource implements Source<GraphRequest> {
  readonly id = "graph";
  readonly limit = graphLimit;
  readonly #client: Pick<GraphClient, "host" | "page">;

  constructor(client: Pick<GraphClient, "host" | "page">) {
    this.#client = client;
  }

  get audiences(): readonly string[] {
    return [this.#client.host];
  }

  plan(query: Query, options: RangeOptions): SourcePlan<GraphRequest> {
    return this.requestsOf(plan(query, options));
  }

  /** A plan that was made before, by `plan` of `query`. */
  requestsOf({ report, requests, from, to, here, guard, notes = [] }: Planned): SourcePlan<GraphRequest> {
    const { version, pageSize, withheld } = reportById(report).graph;
    return {
      requests: requests.map(({ condition, types, surely }) => {
        const older = inVersion1(reportById(report), { condition: surely ?? condition, ...(types && { types }) }, guard);
        return {
          key: condition,
          report,
          version,
          condition,
          pageSize,
          widthMs: firstWidthMs(condition),
          ...(types && { types }),
          ...(surely !== undefined && { surely }),
          ...(older !== undefined && { older }),
        };
      }),
      from,
      to,
      ...(here && { here }),
      ...(guard && { guard }),
      notes: [
        ...notes,
        ...(withheld && requests.some(({ types }) => types?.some((type) => withheld.types.includes(type))) ? [withheld.note] : []),
      ],
    };
  }

  async page(ask: Ask<GraphRequest>, signal: AbortSignal): Promise<TextPage> {
    try {
      const url = this.#urlOf(ask);
      const { nextLink, ...page } = await this.#client.page(url, signal);
      const list = listIn(new Uint8Array(page.body));
      const isSame = nextLink === url;
      return {
        ...page,
        ...(list && { list }),
        ...(nextLink !== undefined && !isSame && { next: nextLink }),
        ...(isSame && { problem: new MalformedAnswer("The service repeats the same page for ever") }),
      };
    } catch (error) {
      const refused = ask.next === undefined ? undefined : sourceErrorOf(error);
      if (!refused || refused.kind === "skipTokenDead" || !isDeadLink(refused)) throw error;
      throw new SkipTokenDead(refused.message, { ...refused.facts, cause: error });
    }
  }

  instead(request: GraphRequest, error: unknown): Instead<GraphRequest> | undefined {
    const { surely, older, ...plain } = request;
    const kind = kindOf(error);
    if (surely !== undefined && (kind === "filterRefused" || kind === "requestRefused"))
      return {
        request: { ...plain, condition: surely, widthMs: firstWidthMs(surely), ...(older !== undefined && { older }) },
        note: "The service refused a condition that only some published queries use: it is evaluated here.",
      };
    if (older !== undefined && (kind === "reportMissing" || kind === "notFound" || kind === "requestRefused"))
      return {
        request: { ...plain, condition: older, version: "v1.0", widthMs: firstWidthMs(older) },
        note: "This cloud does not answer for the report in beta: it was asked in v1.0, which knows fewer fields.",
      };
    return undefined;
  }

  retention(report: ReportId): number {
    return reportById(report).retentionDays * dayMs;
  }

  lateness(report: ReportId, type = ""): number {
    const { settleMinutes, settleMinutesOf } = reportById(report);
    return Math.max(settleMinutes, settleMinutesOf?.[type] ?? 0) * minuteMs;
  }

  describe(ask: Ask<GraphRequest>): string {
    return `GET ${decodeURIComponent(this.#urlOf(ask))}`;
  }

  #urlOf({ request, from, to, next }: Ask<GraphRequest>): string {
    if (next !== undefined) return next;
    const report = reportById(request.report);
    // Both bounds belong to the answer, as `lt` is not documented for sign-ins.
    const filter = withinTime(report, request.condition, new Date(from), new Date(to));
    const { timeField, graph } = report;
    return pageUrl(this.#client.host, report, { version: request.version, filter, orderby: `${timeField} desc`, top: graph.pageSize });
  }
}
