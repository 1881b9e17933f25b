import type { Cell, FilterChoice, FilterPart, FilterValue, GridField } from "../../../protocol/grid.ts";
import type { Item } from "./item.ts";

interface ValueStep {
  readonly field: GridField;
  readonly choice: FilterChoice;
  /** What the host has found. */
  readonly values: readonly FilterValue[];
  readonly typed: string;
  readonly chosen: readonly Cell[];
  /** What was chosen in the steps of a cascade before this one. */
  readonly given: readonly FilterPart[];
  readonly isCascade: boolean;
  /** What was given, with this step's values or with what was typed. */
  readonly partsWith: (values: readonly Cell[], written?: string) => readonly FilterPart[];
  readonly toggle: (value: Cell) => void;
  /** Goes on with the parts, or makes the filter of them. */
  readonly use: (parts: readonly FilterPart[]) => void;
  readonly useTyped: (several: boolean) => void;
}

/** Values of the field, and what was typed as one. */
export function valueItems(step: ValueStep): readonly Item[] {
  const { choice, values, typed, chosen, given, field, isCascade, partsWith } = step;
  const { takes, operator } = choice;
  const several = takes === "several";
  const found = values.map(({ value, title, detail, doc }): Item => {
    const parts = partsWith([value]);
    return {
      key: JSON.stringify(value),
      label: String(value),
      ...(title !== undefined && { title }),
      ...(detail !== undefined && { detail }),
      ...(doc !== undefined && { doc }),
      ...(several ? { isChosen: chosen.includes(value) } : { parts }),
      choose: () => {
        if (several) step.toggle(value);
        else step.use(parts);
      },
    };
  });
  // What the host has found for less typed is looked through here until it answers.
  const words = typed.trim().toLowerCase().split(/\s+/);
  const fitting = found.filter(({ label, title = "", doc = "" }) => {
    const all = `${label} ${title} ${doc}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const isPart = !["is", "isNot", "isAny", "isNone", "has"].includes(operator);
  const isThere = found.some(({ label }) => label === typed);
  const own: Item[] =
    typed === "" || (isThere && !isPart)
      ? []
      : [
          {
            key: "typed",
            label: typed,
            detail: "as typed",
            ...(!several && { parts: partsWith([], typed) }),
            choose: () => {
              step.useTyped(several);
            },
          },
        ];
  const any: Item[] =
    !isCascade || typed !== ""
      ? []
      : [
          {
            key: "any",
            label: "",
            title: `Any ${field.label.toLowerCase()}`,
            doc: "Goes on without a choice here.",
            ...(given.length > 0 && { parts: given }),
            choose: () => {
              step.use(given);
            },
          },
        ];
  return isPart ? [...own, ...fitting, ...any] : [...fitting, ...own, ...any];
}
