import { planHere, type Query, type RangeOptions } from "../../src/query/index.ts";
import { reportById, type ActivityRecord } from "../../src/reports/index.ts";
import type { Ask, Limit, Page, PageColumn, Source, SourcePlan, SourceRequest } from "../../src/sources/source.ts";

interface ListRequest extends SourceRequest {
  readonly timeField: string;
}

export interface ListOptions {
  readonly id?: string;
  readonly records: readonly ActivityRecord[];
  readonly pageSize?: number;
  readonly limit?: Limit;
  /** Its pages are tables: a column for each member, and one for each member of an object. */
  readonly isTable?: boolean;
  /** Comes before each answer; what it throws is the answer. */
  before?(ask: Ask): void | Promise<void>;
}

/** A list of records in memory, as a source: it answers nothing of a query but its stretch of time, and a page is the list and nothing else. */
export class ListSource implements Source<ListRequest> {
  readonly id: string;
  readonly limit?: Limit;
  readonly audiences: readonly string[] = [];
  /** What was asked for. */
  readonly asked: Ask[] = [];
  readonly #options: ListOptions;

  constructor(options: ListOptions) {
    this.id = options.id ?? "list";
    if (options.limit) this.limit = options.limit;
    this.#options = options;
  }

  plan(query: Query, options: RangeOptions): SourcePlan<ListRequest> {
    const { timeField } = reportById(query.report);
    const { pageSize = 100 } = this.#options;
    return { ...planHere(query, options), requests: [{ key: "all", pageSize, widthMs: Number.MAX_SAFE_INTEGER, timeField }], notes: [] };
  }

  async page(ask: Ask<ListRequest>, signal: AbortSignal): Promise<Page> {
    this.asked.push(ask);
    await this.#options.before?.(ask);
    signal.throwIfAborted();
    const { request, from, to, next = "0" } = ask;
    const timeOf = (record: ActivityRecord): number => Date.parse(String(record[request.timeField]));
    const all = this.#options.records
      .filter((record) => timeOf(record) >= from && timeOf(record) <= to)
      .sort((a, b) => timeOf(b) - timeOf(a));
    const end = Number(next) + request.pageSize;
    const records = all.slice(Number(next), end);
    const further = end < all.length && { next: String(end) };
    if (this.#options.isTable) return { columns: columnsOf(records), ...further };
    const body = new TextEncoder().encode(JSON.stringify(records)).buffer;
    return { body, records, ...further };
  }

  retention(): undefined {
    return undefined;
  }

  lateness(): number {
    return 0;
  }

  describe({ from, to }: Ask<ListRequest>): string {
    return `all from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Of an object without members there is nothing in a table. */
const membersOf = (value: unknown, path: string): readonly [path: string, value: unknown][] =>
  isObject(value) ? Object.entries(value).flatMap(([name, member]) => membersOf(member, `${path}${path && "/"}${name}`)) : [[path, value]];

function columnsOf(records: readonly ActivityRecord[]): readonly PageColumn[] {
  const rows = records.map((record) => new Map(membersOf(record, "")));
  const paths = new Set(rows.flatMap((row) => [...row.keys()]));
  return [...paths].map((path) => ({ path, values: rows.map((row) => row.get(path)) }));
}
