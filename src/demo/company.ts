import { catalogue, type App, type Catalogue } from "./apps.ts";
import { hire, type Person } from "./people.ts";
import { guidOf, mix } from "./random.ts";

/** Whom and what the records are about: the same for the same seed. */
export interface Company extends Catalogue {
  readonly seed: number;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly domain: string;
  readonly people: readonly Person[];
  /** People by the place where they work. */
  readonly staff: readonly (readonly Person[])[];
  readonly admins: readonly Person[];
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  person(index: number): Person;
  appAt(index: number): App;
}

const groupNames = [
  "All Employees",
  "Sales EMEA",
  "Sales Americas",
  "Engineering",
  "Finance Approvers",
  "HR Business Partners",
  "VPN Users",
  "Tier 0 Admins",
  "Intranet Editors",
  "Project Aurora",
  "Power BI Creators",
  "Contractors",
];

export function found(seed: number): Company {
  const tenantId = guidOf(seed, 0, mix(seed, 1));
  const people = hire(mix(seed, 2), 500);
  const staff: Person[][] = [];
  for (const person of people) (staff[person.place] ??= []).push(person);
  const apps = catalogue(mix(seed, 3), tenantId);
  return {
    ...apps,
    seed,
    tenantId,
    tenantName: "Contoso (demo)",
    domain: "contoso.com",
    people,
    staff,
    admins: people.filter((person) => person.admin && !person.guest),
    groups: groupNames.map((name, index) => ({ name, id: guidOf(index, 4, seed) })),
    person: (index) => people[index % people.length] as Person,
    appAt: (index) => apps.apps[index % apps.apps.length] as App,
  };
}
