import type { Connection } from "../../../src/auth/connection.ts";
import { createDemoTenant, type Faults } from "../../../src/demo/index.ts";
import { checkText, readAsked, readLine } from "../../../src/sessions/asked.ts";
import { GridSession } from "../../../src/sessions/gridSession.ts";
import type { SessionStart, SessionWorld } from "../../../src/sessions/sessionWorld.ts";
import type { Edited, GridState, QueryChange } from "../../../src/protocol/grid.ts";
import { parseQuery, type Problem } from "../../../src/query/index.ts";
import { Budget } from "../../../src/run/index.ts";
import { VirtualClock } from "../../support/virtualClock.ts";
import { nearResults } from "./nearResults.ts";

export const now = new Date("2026-11-18T12:00:00Z");

export interface SessionSetUp {
  readonly faults?: Faults;
  readonly loadLimit?: number;
  readonly start?: Partial<SessionStart>;
  readonly world?: Partial<SessionWorld>;
}

/** A grid that is told texts, as its panel reads them. */
export class TextGrid extends GridSession {
  async runText(text: string): Promise<readonly Problem[]> {
    const { asked, errors } = await readAsked(text, this.report.id);
    if (asked) await this.run(asked);
    return asked ? [] : errors;
  }

  checkText(text: string): Promise<readonly Problem[]> {
    return checkText(text, this.report.id);
  }

  async editText(text: string, change: QueryChange): Promise<Edited> {
    const line = readLine(text, this);
    return "query" in line ? this.edit(line.query, change) : line;
  }
}

/** A session on the demo tenant, whose throttling and waiting take no time. */
export function session({ faults = {}, loadLimit = 5000, start = {}, world = {} }: SessionSetUp = {}) {
  // The tenant computes a page in several turns of the event loop.
  const clock = new VirtualClock(now.getTime(), 100);
  const budget = new Budget(clock);
  const sent: string[] = [];
  const tenant = createDemoTenant({ now, faults, clock });
  const connection: Connection = {
    id: "demo",
    name: "Contoso (demo)",
    graphHost: "https://graph.microsoft.com",
    me: tenant.me.userPrincipalName,
    tenant: tenant.tenantId,
    fetch: (request) => {
      sent.push(decodeURIComponent(request.url.replaceAll("+", " ")));
      return tenant.fetch(request);
    },
    getToken: () => Promise.resolve(tenant.token),
  };
  const waiting: { until(state: GridState): boolean; done(): void }[] = [];
  const begun = { title: "A query", queryText: "signIns last 24h", ...start };
  const { query } = parseQuery(begun.queryText);
  const grid = new TextGrid(
    {
      connectionId: connection.id,
      connectionName: connection.name,
      connection: () => Promise.resolve(connection),
      results: () => results,
      budget: () => budget,
      settleMs: 15 * 60_000,
      clock,
      random: () => 0.5,
      settings: () => ({ zone: "utc", rowHeight: 22, loadLimit }),
      zoneKnown: () => Promise.resolve(),
      answer: () => Promise.resolve({}),
      columns: () => undefined,
      keepColumns: () => undefined,
      explain: () => undefined,
      ended: () => undefined,
      log: () => undefined,
      ...world,
    },
    { ...begun, ...(query && { query }) },
    () => {
      const state = grid.state();
      for (const [at, { until, done }] of [...waiting.entries()].reverse())
        if (until(state)) {
          waiting.splice(at, 1);
          done();
        }
    },
  );
  const results = nearResults(now);
  /** Resolves when the state is so. */
  const reaches = (until: (state: GridState) => boolean) =>
    new Promise<void>((done) => {
      if (until(grid.state())) done();
      else waiting.push({ until, done });
    });
  const ended = () => reaches(({ phase }) => phase !== "running" && phase !== "idle");
  const column = async (path: string): Promise<unknown[]> => {
    const at = grid.state().columns.findIndex((one) => one.path === path);
    const { rows } = await grid.rows(0, grid.rowCount);
    return rows.map((row) => ("cells" in row ? row.cells[at] : undefined));
  };
  return { grid, sent, reaches, ended, column, clock, budget, connectionOf: () => Promise.resolve(connection) };
}
