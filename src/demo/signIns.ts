import type { SignIn } from "./signIn.ts";
import type { Company } from "./company.ts";
import type { Source } from "./events.ts";
import { sessionOf } from "./links.ts";
import { bad } from "./options.ts";
import type { Person } from "./people.ts";
import { activity, offices, places } from "./places.ts";
import { hex32, mix, numbersOf, sequence, weighted } from "./random.ts";
import { errorOf } from "./signInErrors.ts";
import { signInMembers } from "./signInMembers.ts";
import { ticksPerDay, ticksPerSecond, timeOfTicks } from "./ticks.ts";

/** Events per working day: interactive, non-interactive, service principal, managed identity. */
const perDay = [1700, 2300, 800, 600] as const;

export function signInSource(company: Company): Source<SignIn> {
  const users = userSignIns(company);
  const workloads = workloadSignIns(company);
  return {
    perDay: perDay.reduce((sum, count) => sum + count, 0),
    parts: perDay.length,
    partOf: (event) => event.type,
    early: {
      authenticationDetails: [],
      authenticationMethodsUsed: [],
      mfaDetail: null,
      riskDetail: "none",
      riskLevelAggregated: "none",
      riskState: "none",
      riskEventTypes_v2: [],
    },
    tooOld: () => bad("Invalid filter clause"),
    typeName: "signIn",
    skipTokenEnd: (number) => [1, 2, 3, 4].map((at) => hex32(mix(number, at))).join(""),
    fill: (part, bucket, from, width, factor) => {
      const stretch = { part, bucket, from, width, average: (perDay[part] as number) * (width / ticksPerDay) * factor };
      return part > 1 ? workloads(stretch) : users(stretch);
    },
    locate: (id) => numbersOf(id, mix(company.seed, 0)),
    members: signInMembers(company),
  };
}

/** A bucket of one kind of sign-ins; `average`: how many of them at a usual time. */
interface DrawnStretch {
  readonly part: number;
  readonly bucket: number;
  readonly from: number;
  readonly width: number;
  readonly average: number;
}

/** Random numbers for a stretch, and the instants in it: most are whole seconds. */
function draw(company: Company, { part, bucket, from, width }: DrawnStretch) {
  const random = sequence(mix(mix(company.seed, 100 + part), bucket));
  return {
    random,
    instant: (key: number): number => {
      const ticks = from + Math.floor(random() * width);
      return key % 10 < 7 ? ticks - (ticks % ticksPerSecond) : ticks;
    },
    indexOf: (number: number): number => number * perDay.length + part,
    keyOf: (index: number): number => mix(mix(company.seed ^ index, bucket), 101),
  };
}

function workloadSignIns(company: Company): (stretch: DrawnStretch) => SignIn[] {
  return (stretch) => {
    const { part, bucket, from, average } = stretch;
    const { random, instant, indexOf, keyOf } = draw(company, stretch);
    const { length } = part === 2 ? company.servicePrincipals : company.managedIdentities;
    const outcome = errorOf[part] as (at: number) => number;
    return Array.from({ length: Math.floor(average + random()) }, (_, number): SignIn => {
      const index = indexOf(number);
      const key = keyOf(index);
      const who = Math.floor(random() * length);
      return {
        ticks: instant(key),
        bucket,
        index,
        key,
        says: undefined,
        type: part,
        who,
        app: 0,
        error: outcome(random()),
        place: 0,
        risk: 0,
        device: false,
        session: sessionOf(who, from, 0),
        token: key,
        flow: mix(key, 44),
      };
    });
  };
}

function userSignIns(company: Company): (stretch: DrawnStretch) => SignIn[] {
  const { apps, staff } = company;
  const appOf = [weighted(apps.map((app, index) => [index, app.interactive])), weighted(apps.map((app, index) => [index, app.silent]))];
  return (stretch) => {
    const { part, bucket, from, width, average } = stretch;
    const { random, instant, indexOf, keyOf } = draw(company, stretch);
    const time = timeOfTicks(from + width / 2);
    const busy = places.slice(0, offices).map((office, index) => [index, (office.share / 100) * activity(office, time)] as const);
    const officeOf = weighted(busy);
    const choose = appOf[part] as (at: number) => number;
    const outcome = errorOf[part] as (at: number) => number;
    const length = Math.floor(average * busy.reduce((sum, [, weight]) => sum + weight, 0) + random());
    return Array.from({ length }, (_, number): SignIn => {
      const index = indexOf(number);
      const key = keyOf(index);
      const office = officeOf(random());
      const people = staff[office] as readonly Person[];
      const who = (people[Math.floor(random() * people.length)] as Person).index;
      const app = choose(random());
      const legacy = apps[app]?.kind === "legacy";
      const away = random() < 0.02;
      const error = legacy && random() < 0.7 ? 53003 : outcome(random());
      const risk = away && part === 0 && random() < 0.15 ? 1 + (key % 2) : key % 701 === 0 ? 1 + (key % 3) : 0;
      return {
        ticks: instant(key),
        bucket,
        index,
        key,
        says: undefined,
        type: part,
        who,
        app,
        // A high risk is blocked.
        error: risk === 3 && error === 0 ? 53003 : error,
        place: away ? key % offices : office,
        risk,
        device: !legacy && error !== 53000 && key % 100 < 84,
        session: sessionOf(who, from, key % 3),
        token: key,
        flow: mix(key, 44),
      };
    });
  };
}
