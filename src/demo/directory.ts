import { Failure } from "./answers.ts";
import type { Company } from "./company.ts";
import { bad, optionRefused } from "./options.ts";

type DirectoryObject = Readonly<Record<string, string | null>>;

/** What the directory of the demo tenant has: answers to requests for objects by their ids, and to no others. */
export interface Directory {
  /** Whether a request is for the directory. */
  has(url: URL): boolean;
  /** Throws a `Failure` where the service refuses. */
  answer(url: URL): object;
}

const mostValues = 15;
const segments = ["users", "groups", "servicePrincipals"] as const;
type Segment = (typeof segments)[number];
const filterMembers: Readonly<Record<Segment, readonly string[]>> = { users: ["id"], groups: ["id"], servicePrincipals: ["id", "appId"] };

const segmentOf = (url: URL): Segment | undefined => {
  const [version = "", name = "", ...more] = url.pathname.split("/").slice(1);
  if (more.length > 0 || version.toLowerCase() !== "v1.0") return undefined;
  return segments.find((segment) => segment.toLowerCase() === name.toLowerCase());
};

/** The company's people, groups and applications. What the stories tell of beside them is gone by now, as such things are. */
export function directoryOf(company: Company): Directory {
  const { people, groups, apps, resources, servicePrincipals, managedIdentities } = company;
  const all: Readonly<Record<Segment, readonly DirectoryObject[]>> = {
    users: people.map(({ id, displayName, userPrincipalName }) => ({ id, displayName, userPrincipalName, mail: userPrincipalName })),
    groups: groups.map(({ id, name }) => ({ id, displayName: name })),
    servicePrincipals: [
      ...[...apps, ...resources].map(({ id, principal, name, owner }) => ({
        id: principal,
        appId: id,
        displayName: name,
        appOwnerOrganizationId: owner,
      })),
      ...[...servicePrincipals, ...managedIdentities].map(({ appId, principal, name, owner }) => ({
        id: principal,
        appId,
        displayName: name,
        appOwnerOrganizationId: owner,
      })),
    ],
  };
  return {
    has: (url) => segmentOf(url) !== undefined,
    answer(url) {
      const segment = segmentOf(url) ?? "users";
      const options = new Map([...url.searchParams].map(([name, value]) => [name.replace(/^\$/, "").toLowerCase(), value]));
      for (const name of options.keys()) if (name !== "filter" && name !== "select") throw optionRefused(name);
      const { member, values } = conditionIn(options.get("filter"), filterMembers[segment]);
      const select = options.get("select")?.split(",") ?? [];
      const seen = new Set<string>();
      const value = all[segment].filter((object) => {
        const id = object[member] ?? "";
        return values.has(id) && !seen.has(id) && seen.add(id);
      });
      return {
        "@odata.context": `${url.origin}/v1.0/$metadata#${segment}`,
        value: value.map((object) =>
          Object.fromEntries(Object.entries(object).filter(([name]) => select.length === 0 || select.includes(name))),
        ),
      };
    },
  };
}

/** `id in ('…','…')`: nobody may list a whole directory here. */
function conditionIn(
  filter: string | undefined,
  members: readonly string[],
): { readonly member: string; readonly values: ReadonlySet<string> } {
  const [, member = "", list = ""] = /^(\w+) in \(([^()]*)\)$/.exec(filter ?? "") ?? [];
  const values = list.split(",").map((item) => /^'([^']*)'$/.exec(item.trim())?.[1]);
  if (!members.includes(member) || values.some((value) => value === undefined)) throw bad("Invalid filter clause");
  if (values.length > mostValues)
    throw new Failure(
      400,
      "Request_UnsupportedQuery",
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${String(values.length)}. Max allowed: ${String(mostValues)}.`,
    );
  return { member, values: new Set(values.map((value) => (value ?? "").toLowerCase())) };
}
