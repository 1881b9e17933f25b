import type { GroupRow } from "../../protocol/grid.ts";
import { formatCount } from "../../records/counted.ts";
import { namedInstant } from "../../records/formatInstant.ts";
import { groupCount } from "./groupHead.ts";

/** What a line of repeats is, in a sentence. Times with their zone: UTC, as nothing around them tells it. */
export function repeatsText(row: Pick<GroupRow, "records" | "answers">, now: Date): string {
  const { first, last } = row.answers;
  const times = [first, last].flatMap((ms) => (ms === undefined ? [] : namedInstant(new Date(ms).toISOString(), "utc", now)));
  return `${groupCount(row)} that repeat each other${times.length === 2 ? `, from ${times.join(" to ")}` : ""}: this is the latest`;
}

/** Opens and closes a line of repeats, and says how many they are: `×34`. */
export class RepeatsMark {
  readonly element = Object.assign(document.createElement("span"), { className: "repeats", role: "img" });
  private readonly twistie = document.createElement("span");
  private readonly count = document.createElement("span");

  constructor() {
    this.element.append(this.twistie, this.count);
  }

  paint(row: GroupRow): void {
    this.twistie.className = `twistie codicon codicon-chevron-${row.open ? "down" : "right"}`;
    this.count.className = "times";
    this.count.textContent = `×${formatCount(row.records)}`;
    this.element.title = repeatsText(row, new Date());
    this.element.ariaLabel = this.element.title;
  }
}
