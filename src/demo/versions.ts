import type { GraphVersion, Report } from "../reports/index.ts";
import type { DemoRecord } from "./log.ts";

type Shape = Map<string, Shape>;

/** Drops what the version does not declare, at any depth. Members below a field without declared members (open types) all stay. */
export function trimmer(report: Report, version: GraphVersion): (record: DemoRecord) => DemoRecord {
  const root: Shape = new Map();
  for (const {
    path,
    graph: { versions },
  } of report.fields) {
    if (!versions.includes(version)) continue;
    let shape = root;
    for (const member of path.split("/").filter((part) => part !== "[]")) {
      const below: Shape = shape.get(member) ?? new Map();
      shape.set(member, below);
      shape = below;
    }
  }
  const trim = (value: unknown, shape: Shape): unknown => {
    if (typeof value !== "object" || value === null || shape.size === 0) return value;
    if (Array.isArray(value)) return value.map((item) => trim(item, shape));
    const kept: DemoRecord = {};
    for (const [member, inner] of Object.entries(value)) {
      const below = shape.get(member);
      if (below) kept[member] = trim(inner, below);
      else if (member.startsWith("@")) kept[member] = inner;
    }
    return kept;
  };
  return (record) => trim(record, root) as DemoRecord;
}
