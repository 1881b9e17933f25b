import type { GridField, GridState } from "../../../protocol/grid.ts";
import { bestMatches } from "../../../query/bestMatches.ts";
import type { Item } from "./item.ts";

interface FieldStep {
  readonly state: Pick<GridState, "columns" | "fields" | "report">;
  readonly typed: string;
  readonly pickField: (field: GridField) => void;
  /** Asks the report's fields one after the other. */
  readonly startCascade: () => void;
}

/** Fields that can be filtered by: those of the columns first. */
export function fieldItems({ state, typed, pickField, startCascade }: FieldStep): readonly Item[] {
  const { columns, fields, report } = state;
  const { cascade: steps } = report;
  const shown = new Set(columns.map(({ path }) => path));
  const possible = fields.filter(({ kind }) => kind !== "object");
  const ordered = [...possible.filter(({ path }) => shown.has(path)), ...possible.filter(({ path }) => !shown.has(path))];
  const items = ordered.map((field): Item => {
    const { path, label, description, kind, list } = field;
    return {
      key: path,
      label: path,
      title: label,
      detail: list ? `list of ${kind}` : kind,
      doc: description,
      choose: () => {
        pickField(field);
      },
    };
  });
  const first: Item[] = steps
    ? [
        {
          key: "cascade",
          label: "",
          title: steps.label,
          detail: "one after the other",
          doc: "Each step offers only what there is of the one before.",
          choose: startCascade,
        },
      ]
    : [];
  return bestMatches([...first, ...items], typed.trim());
}
