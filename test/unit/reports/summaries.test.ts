import assert from "node:assert/strict";
import { check, parseFilter } from "../../../src/query/index.ts";
import { fieldOf, reports } from "../../../src/reports/index.ts";
import { summaries } from "../../../src/reports/summaries.ts";
import type { Events, Subject, SummaryPart } from "../../../src/reports/summaryParts.ts";

const ofSubjects = (subjects: readonly Subject[]): readonly (string | undefined)[] => subjects.map(({ where }) => where);
const ofEvents = ({ where }: Events): readonly (string | undefined)[] => [where];

function conditionsOf(part: SummaryPart): readonly (string | undefined)[] {
  switch (part.kind) {
    case "overview":
      return ofSubjects(part.subjects);
    case "table":
      return [...ofEvents(part.events), ...ofSubjects(part.subjects), ...(part.also ?? []).map(({ where }) => where)];
    case "shares":
      return [...ofEvents(part.events), ...ofSubjects(part.marked.subjects)];
    case "items":
      return ofEvents(part.events);
    case "heatmap":
    case "firstSeen":
      return [];
  }
}

function pathsOf(part: SummaryPart): readonly string[] {
  switch (part.kind) {
    case "overview":
      return part.subjects.map(({ path }) => path);
    case "table":
      return [
        ...part.by,
        ...[...part.subjects, ...part.needs].map(({ path }) => path),
        ...part.columns.flatMap((column) => {
          if (column.show === "value" || column.show === "list") return column.paths;
          if (column.show === "reason") return [column.path, column.said];
          return column.show === "distinct" ? [column.path, ...(column.kinds ? [column.kinds.path] : [])] : [];
        }),
      ];
    case "shares":
      return [part.path, ...part.marked.subjects.map(({ path }) => path)];
    case "items":
      return [part.list, ...[part.key, part.name, part.result].map((member) => `${part.list}/[]/${member}`), part.most.path];
    case "firstSeen":
      return [part.path, part.name];
    case "heatmap":
      return [];
  }
}

suite("What a summary asks of a report", () => {
  for (const report of reports) {
    const { actor, attempt, parts } = summaries[report.id];

    test(`${report.id}: is of its fields`, () =>
      assert.deepEqual(
        [actor.path, ...(attempt ? [attempt.path] : []), ...actor.kinds.map(({ path }) => path), ...parts.flatMap(pathsOf)].filter(
          (path) => !fieldOf(report, path),
        ),
        [],
      ));

    test(`${report.id}: has conditions that the query language takes without a word`, () =>
      assert.deepEqual(
        [...ofSubjects(actor.kinds), ...parts.flatMap(conditionsOf)].flatMap((where) => {
          if (where === undefined) return [];
          const { expression, errors } = parseFilter(where);
          return [...errors, ...(expression ? check(expression, report) : [])].map(({ message }) => `${where}: ${message}`);
        }),
        [],
      ));

    test(`${report.id}: has parts with names of their own, the first of all events, and columns of what a table is parted by`, () => {
      assert.equal(parts[0]?.kind, "overview");
      assert.equal(new Set(parts.map(({ id }) => id)).size, parts.length);
      for (const part of parts) {
        if (part.kind !== "table") continue;
        const values = part.columns.flatMap((column) =>
          column.show === "value" ? column.paths : column.show === "reason" ? [column.path] : [],
        );
        assert.deepEqual(
          values.filter((path) => !part.by.includes(path)),
          [],
          part.id,
        );
        assert.equal(new Set(part.columns.map(({ label }) => label)).size, part.columns.length, part.id);
      }
    });
  }
});
