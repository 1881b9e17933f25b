import { regions, type KnownValue } from "../query/index.ts";
import { reportById, type Field, type ReportId } from "../reports/index.ts";
import { noActivities, type ActivityType, type KnownActivities } from "./knownActivities.ts";

const detail = "known, not loaded";

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
  const list = reportById(report).listed?.[field.path];
  const isApplication = list === "clients" || list === "resources";
  const member = isApplication ? undefined : list;
  const { types, isAll } = member ? await activities() : noActivities;
  // Of what most people never look for nothing is listed before they do.
  const isCountry = isCountryPath(field.path);
  const isSought = /[\p{L}\p{N}]/u.test(typed);
  const values = member
    ? valuesOf(types, member)
    : isSought && isApplication
      ? await applications(list, field.path)
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
  return values.map((one) => {
    const title = names.get(one.value);
    return { ...one, ...(title !== undefined && { title }) };
  });
}

async function applications(list: "clients" | "resources", path: string): Promise<KnownValue[]> {
  const { applicationNames } = await import("../reports/applicationNames.ts");
  const { clients, resources } = applicationNames();
  const listed = list === "clients" ? clients : [...resources, ...clients];
  if (path.endsWith("Id")) return listed.map(({ id, name }) => ({ value: id, detail, title: name }));
  return [...new Set(listed.map(({ name }) => name))].map((value) => ({ value, detail }));
}
