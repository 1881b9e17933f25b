import { reportCards } from "../../reports/cards.ts";
import { starterTasks, type ReportId, type StarterTask } from "../../reports/report.ts";
import type { SavedQuery } from "./queryEntries.ts";
import { starterQueries } from "./starterQueries.ts";

/** The starter queries of a report that help with the same task. */
export interface StarterGroup {
  readonly report: ReportId;
  readonly task: StarterTask;
  /** Sentence case. */
  readonly title: string;
  /** It is what most people come for: shown unfolded. */
  readonly isFirst: boolean;
  /** At least one, in the order of the report. */
  readonly queries: readonly SavedQuery[];
}

let groups: readonly StarterGroup[] | undefined;

/** All starter queries, by report and task. They never change. */
export function starterGroups(): readonly StarterGroup[] {
  return (groups ??= reportCards.flatMap(({ id }) => groupsOf(id)));
}

function groupsOf(report: ReportId): StarterGroup[] {
  const own = starterQueries().filter(({ ref }) => ref.report === report);
  return Object.entries(starterTasks)
    .map(([task, title]) => ({ task: task as StarterTask, title, queries: own.filter((query) => query.task === task) }))
    .filter(({ queries }) => queries.length > 0)
    .map((group, index) => ({ report, ...group, isFirst: index === 0 }));
}

/** What the group helps to find out: a line for each of its queries. */
export const groupTooltip = ({ queries }: StarterGroup): string =>
  queries.map(({ ref, description = "" }) => `${ref.name}: ${description}`).join("\n");
