import type { FilterPart } from "../../../protocol/grid.ts";

/** What can be chosen in a step. */
export interface Item {
  readonly key: string;
  readonly label: string;
  readonly title?: string;
  readonly detail?: string;
  readonly doc?: string;
  /** What it would ask, as far as that is known. */
  readonly parts?: readonly FilterPart[];
  readonly isChosen?: boolean;
  choose(): void;
}
