import { regions, type KnownValue } from "../query/index.ts";
import type { Field, ReportId } from "../reports/index.ts";
import { noActivities, type ActivityType, type KnownActivities } from "./knownActivities.ts";

const detail = "known, not loaded";
const members: Readonly<Record<string, keyof ActivityType>> = {
  activityDisplayName: "activity",
  category: "category",
  loggedByService: "service",
};
const applicationPaths = /^(?:app|resource)(?:Id|DisplayName)$/;

/**
 * Values that a field is known to have in some tenant, whether rows with them are loaded or not: of audits what the service says that it logs, of sign-ins the
 * applications that most tenants have, once one is looked for, else what the report knows of an open list. `isAll`: asking again finds no others.
 */
export async function knownValues(
  report: ReportId,
  field: Field,
  typed: string,
  activities: () => Promise<KnownActivities>,
): Promise<{ readonly values: readonly KnownValue[]; readonly isAll: boolean }> {
  const member = report === "directoryAudits" ? members[field.path] : undefined;
  const { types, isAll } = member ? await activities() : noActivities;
  // Of what most people never look for nothing is listed before they do.
  const isApplication = report === "signIns" && applicationPaths.test(field.path);
  const isCountry = isCountryPath(field.path);
  const isSought = /[\p{L}\p{N}]/u.test(typed);
  const values = member
    ? valuesOf(types, member)
    : isSought && isApplication
      ? await applications(field.path)
      : isSought && isCountry
        ? countries()
        : [];
  const had = new Set(values.map(({ value }) => value));
  const listed = (field.knownValues ?? []).filter((value) => !had.has(value)).map((value) => ({ value, detail }));
  return { values: [...values, ...listed], isAll: isAll && ((!isApplication && !isCountry) || isSought) };
}

/** Each once, an activity with where it is logged. */
function valuesOf(types: readonly ActivityType[], member: keyof ActivityType): KnownValue[] {
  const places = new Map<string, Set<string>>();
  for (const type of types) {
    const value = type[member];
    const had = places.get(value);
    if (had) had.add(`${type.category} of ${type.service}`);
    else if (value !== "") places.set(value, new Set([`${type.category} of ${type.service}`]));
  }
  return [...places].map(([value, where]) => ({
    value,
    detail,
    ...(member === "activity" && { doc: `Logged as ${[...where].join(", ")}.` }),
  }));
}

const isCountryPath = (path: string): boolean => path.endsWith("/countryOrRegion");
const countries = (): KnownValue[] => regions().map(({ code, name }) => ({ value: code, detail, title: name }));

/** Countries with their names: records have two letters. */
export function withCountries(values: readonly KnownValue[], { path }: Field): readonly KnownValue[] {
  if (!isCountryPath(path)) return values;
  const names = new Map<KnownValue["value"], string>(regions().map(({ code, name }) => [code, name]));
  return values.map((one) => ({ ...one, ...(names.has(one.value) && { title: names.get(one.value) as string }) }));
}

async function applications(path: string): Promise<KnownValue[]> {
  const { applicationNames } = await import("../reports/applicationNames.ts");
  const { clients, resources } = applicationNames();
  const listed = path.startsWith("app") ? clients : [...resources, ...clients];
  if (path.endsWith("Id")) return listed.map(({ id, name }) => ({ value: id, detail, title: name }));
  return [...new Set(listed.map(({ name }) => name))].map((value) => ({ value, detail }));
}
