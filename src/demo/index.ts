import { demoToken, type Admit } from "./authenticate.ts";
import { realClock, type Clock } from "./clock.ts";
import { found } from "./company.ts";
import { directoryOf } from "./directory.ts";
import { endpoint } from "./endpoint.ts";
import type { Faults } from "./faults.ts";
import { logsOf } from "./logs.ts";
import type { Person } from "./people.ts";
import { nothingTold, tell } from "./stories/index.ts";
import { ticksOfTime, ticksPerDay } from "./ticks.ts";

export { demoToken, type Admit, type Caller, type Refusal } from "./authenticate.ts";
export type { Clock } from "./clock.ts";
export type { Faults, Fault, Occasion, Rate } from "./faults.ts";

export interface DemoTenantOptions {
  /** Another seed, another company. */
  readonly seed?: number;
  /**
   * The tenant's time: events later than it cannot be read yet. The stories are told of the seven days before the day of creation; what happened
   * in a stretch of time does not change afterwards.
   */
  readonly now?: Date | (() => Date);
  /** How many times more events than the usual 6,000 a day or so; 65 makes ten million in the days that are kept. */
  readonly factor?: number;
  /** Only what happens every day: no stories. */
  readonly quiet?: boolean;
  readonly faults?: Faults;
  /** For the limit of requests and slow answers. */
  readonly clock?: Clock;
  /** Judges tokens in place of the demo's own: those of a sign-in host. */
  readonly admit?: Admit;
}

export interface DemoTenant {
  readonly tenantId: string;
  readonly tenantName: string;
  /** Who is signed in. */
  readonly me: Pick<Person, "id" | "displayName" | "userPrincipalName">;
  /** A bearer token that the tenant takes. */
  readonly token: string;
  /** Answers as Microsoft Graph; rejects as `fetch` does when the connection drops or the request is aborted. */
  fetch(request: Request): Promise<Response>;
}

/** A made-up tenant behind an endpoint like Microsoft Graph's. Records are computed when they are asked for. */
export function createDemoTenant({
  seed = 1,
  now = () => new Date(),
  factor = 1,
  quiet = false,
  faults = {},
  clock = realClock,
  admit,
}: DemoTenantOptions = {}): DemoTenant {
  const present = typeof now === "function" ? now : () => now;
  const company = found(seed);
  const told = quiet ? nothingTold : tell(company, Math.floor(ticksOfTime(present().getTime()) / ticksPerDay));
  const logs = logsOf(company, told, factor);
  const me = company.person(0);
  return {
    tenantId: company.tenantId,
    tenantName: company.tenantName,
    me: { id: me.id, displayName: me.displayName, userPrincipalName: me.userPrincipalName },
    token: demoToken,
    fetch: endpoint({ seed, logs, directory: directoryOf(company), faults, clock, now: present, ...(admit && { admit }) }),
  };
}
