import { activityNamed } from "../activities.ts";
import type { Company } from "../company.ts";
import type { Audit } from "../audit.ts";
import { storyMark } from "../events.ts";
import type { Person } from "../people.ts";
import type { Provisioning } from "../provisioning.ts";
import { mix } from "../random.ts";
import { sessionIdOf, sessionOf, tokenId } from "../links.ts";
import type { SignIn } from "../signIn.ts";
import type { Target } from "../targets.ts";
import { instant, ticksPerDay, ticksPerSecond } from "../ticks.ts";

/** Told events by report, each in the order in which they were told. */
export interface Told {
  readonly signIns: readonly SignIn[];
  readonly directoryAudits: readonly Audit[];
  readonly provisioning: readonly Provisioning[];
}

/** Collects what the stories leave behind. The cast and the course are the same for the same company; the days count back from `day`. */
export class Teller implements Told {
  readonly signIns: SignIn[] = [];
  readonly directoryAudits: Audit[] = [];
  readonly provisioning: Provisioning[] = [];
  readonly company: Company;
  /** Ordinary members, to be cast. */
  readonly cast: readonly Person[];
  readonly #day: number;

  constructor(company: Company, day: number) {
    this.company = company;
    this.cast = company.people.filter((person) => !person.guest && !person.admin);
    this.#day = day;
  }

  /** The moment so many days before today, at that time (UTC), and so many seconds later. */
  at(daysBefore: number, time: string, seconds = 0): number {
    const [hours = 0, minutes = 0, rest = 0] = time.split(":").map(Number);
    return (this.#day - daysBefore) * ticksPerDay + Math.floor((hours * 60 + minutes) * 60 + rest + seconds) * ticksPerSecond;
  }

  /** An ordinary member; of that office, if one is named. */
  person(number: number, place?: number): Person {
    const among = place === undefined ? this.cast : this.cast.filter((person) => person.place === place);
    return among[(number * 7919) % among.length] as Person;
  }

  admin(number: number): Person {
    return this.company.admins[1 + (number % (this.company.admins.length - 1))] as Person;
  }

  signIn(ticks: number, person: Person, app: string, more: Partial<SignIn> = {}): SignIn {
    const key = this.#key(this.signIns.length, 1);
    const event: SignIn = {
      ...this.#base(ticks, this.signIns.length, key),
      says: undefined,
      type: 0,
      who: person.index,
      app: this.company.app(app),
      error: 0,
      place: person.place,
      risk: 0,
      device: true,
      session: sessionOf(person.index, ticks, 0),
      token: key,
      flow: mix(key, 44),
      ...more,
    };
    this.signIns.push(event);
    return event;
  }

  /** A service principal of the company signs in by itself. */
  workload(ticks: number, name: string, more: Partial<SignIn> = {}): SignIn {
    const who = this.company.servicePrincipals.findIndex((each) => each.name === name);
    const session = sessionOf(who, ticks, 0);
    return this.signIn(ticks, this.company.person(0), "OfficeHome", { type: 2, who, app: 0, device: false, place: 0, session, ...more });
  }

  audit(ticks: number, activity: string, who: Person, whom: Person, more: Partial<Audit> = {}): Audit {
    const key = this.#key(this.directoryAudits.length, 2);
    const event: Audit = {
      // A fraction, as the audits of the service have.
      ...this.#base(ticks + (key % ticksPerSecond), this.directoryAudits.length, key),
      activity: activityNamed(activity),
      who: who.index,
      whom: whom.index,
      result: "success",
      flow: mix(key, 202),
      ...more,
    };
    this.directoryAudits.push(event);
    return event;
  }

  provision(ticks: number, more: Omit<Provisioning, "ticks" | "bucket" | "index" | "key">): Provisioning {
    const key = this.#key(this.provisioning.length, 3);
    const event: Provisioning = {
      ...this.#base(ticks + (key % ticksPerSecond), this.provisioning.length, key),
      error: undefined,
      title: undefined,
      ...more,
    };
    this.provisioning.push(event);
    return event;
  }

  /** `initiatedBy` of somebody at an address, linked to a sign-in where one is given. */
  by(person: Person, ipAddress: string, signIn?: SignIn): Record<string, unknown> {
    return {
      user: {
        id: person.id,
        displayName: null,
        userPrincipalName: person.userPrincipalName,
        ipAddress,
        userType: "Member",
        homeTenantId: null,
        homeTenantName: null,
      },
      app: null,
      linkableIdentifiers: signIn
        ? {
            deviceId: "",
            sessionId: sessionIdOf(this.company, signIn.session, signIn.who),
            tokenDetails: { uniqueTokenIdentifier: tokenId(signIn.token), issuedAtDateTime: instant(signIn.ticks) },
          }
        : null,
    };
  }

  targets(...targetResources: Target[]): { readonly targetResources: readonly Target[] } {
    return { targetResources };
  }

  #key(index: number, report: number): number {
    return mix(mix(this.company.seed ^ index, this.#day), 500 + report);
  }

  #base(ticks: number, index: number, key: number): { ticks: number; bucket: number; index: number; key: number } {
    return { ticks, bucket: (storyMark | this.#day) >>> 0, index, key };
  }
}
