import type { FilterChoice, GridField } from "../../../protocol/grid.ts";
import { bestMatches } from "../../../query/bestMatches.ts";
import type { Item } from "./item.ts";

interface ChoiceStep {
  readonly field: GridField;
  readonly choices: readonly FilterChoice[];
  readonly typed: string;
  readonly pickChoice: (choice: FilterChoice) => void;
}

/** How the field can be compared. */
export function choiceItems({ field, choices, typed, pickChoice }: ChoiceStep): readonly Item[] {
  const items = choices.map((choice): Item => {
    const { operator, label, text, answeredBy, takes } = choice;
    return {
      key: operator,
      label: text,
      title: label,
      detail: answeredBy,
      doc: answeredBy === "service" ? "The service sends only such records." : "Every record is fetched and tested here.",
      ...(takes === "none" && { parts: [{ path: field.path, operator, values: [] }] }),
      choose: () => {
        pickChoice(choice);
      },
    };
  });
  return bestMatches(items, typed.trim());
}
