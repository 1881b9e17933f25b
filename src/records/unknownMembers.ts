import type { Report } from "../reports/report.ts";
import type { TextMember } from "./jsonMembers.ts";

/** Of the names in an answer that are no members of the record. */
const isAnnotation = (path: string): boolean => /(?:^|\/)[^/]*@odata\.[^/]*$/i.test(path);

/**
 * Members that the report has no field for: the service has more than this version knows. Objects of which no member is known, as their members vary, may
 * have any; below an unknown member nothing counts once more.
 */
export function unknownMembers(members: readonly TextMember[], { fields }: Pick<Report, "fields">): readonly TextMember[] {
  const known = new Set<string>();
  const described = new Set<string>();
  for (const { path, derived } of fields) {
    if (derived) continue;
    let at = "";
    for (const step of path.toLowerCase().split("/")) {
      described.add(at);
      at = at === "" ? step : `${at}/${step}`;
      known.add(at);
    }
  }
  return members.filter(({ path, name }) => {
    const own = path.toLowerCase();
    const holder = own.slice(0, Math.max(0, own.lastIndexOf("/")));
    return name !== undefined && !known.has(own) && described.has(holder) && !isAnnotation(own);
  });
}
