import type { Report } from "../reports/report.ts";
import type { TextMember } from "./jsonMembers.ts";
import { unwrapped } from "./jsonText.ts";
import { errorLink, explorerLink, resourceLink, subjectLinks, type PortalLink, type Portals } from "./portalLinks.ts";
import { subjects } from "./subjects.ts";

/** A value of a record, and the page that is about it. */
export interface MemberLink {
  readonly member: TextMember;
  readonly link: PortalLink;
}

/** An id that is a link is no longer. */
const longest = 400;
/** Links that one record has: nobody opens more, and one may name tens of thousands. */
const most = 1_000;

/** Pages of the portals that are about values of a record, by the forms that are known; those of unknown clouds have none. `members`: of the record's text. */
export function memberLinks(
  members: readonly TextMember[],
  report: Pick<Report, "entities" | "graph" | "keyField" | "keyPattern" | "outcomeCodes" | "outcomePath" | "owners">,
  record: unknown,
  portals: Portals,
): MemberLink[] {
  if (portals.adminCenter === undefined) return [];
  /** By the id, then by the place of it. */
  const byId = new Map<string, Map<string, PortalLink>>();
  for (const subject of subjects(report, record).slice(0, most)) {
    const [link] = subjectLinks(subject, record, report, portals);
    if (!link) continue;
    // Only the id that the page is opened by: a user's sign-in name is not it.
    const address = link.address.toLowerCase();
    for (const { path, id } of subject.entities) {
      if (!address.includes(id.toLowerCase())) continue;
      const places = byId.get(id) ?? new Map<string, PortalLink>();
      byId.set(id, places.set(path.toLowerCase(), link));
    }
  }
  const byPath = new Map<string, PortalLink | undefined>([
    [report.keyField, explorerLink(record, report, portals)],
    ["managedserviceidentity/associatedresourceid", resourceLink(record, portals)],
    [report.outcomePath.toLowerCase(), errorLink(record, report, portals)],
  ]);
  const found: MemberLink[] = [];
  for (const member of members) {
    const { value } = member;
    if (value === undefined || value === null || found.length >= most) continue;
    const path = member.path.toLowerCase();
    const places = typeof value === "string" && value.length <= longest ? byId.get(unwrapped(value)) : undefined;
    const link = places?.get(path) ?? byPath.get(path);
    if (link) found.push({ member, link });
  }
  return found;
}
