import type { Connection } from "../../../src/auth/connection.ts";
import { Budget } from "../../../src/run/index.ts";
import { SimulatedService, simulatedHost, type SimulatedOptions } from "../../support/simulatedService.ts";
import { VirtualClock } from "../../support/virtualClock.ts";

const count = 60;
const hourMs = 3_600_000;

/** A tenant whose service has few records, all in the day before `now`, ten to a page; waiting takes no time. `ids`: newest first. */
export function smallTenant(now: Date, options: Partial<SimulatedOptions> = {}) {
  const clock = new VirtualClock(now.getTime(), 20);
  const budget = new Budget(clock);
  const times = Float64Array.from({ length: count }, (_, at) => now.getTime() - 23 * hourMs + at * (hourMs / 3));
  const service = new SimulatedService({ times, clock, pageSize: 10, ...options });
  const connection: Connection = {
    id: "small",
    name: "Small",
    graphHost: simulatedHost,
    me: "alex@contoso.com",
    tenant: "contoso",
    fetch: (request) => service.fetch(request.url),
    getToken: () => Promise.resolve("token"),
  };
  return { clock, budget, connection, service, count, ids: Array.from({ length: count }, (_, at) => `r${count - 1 - at}`) };
}
