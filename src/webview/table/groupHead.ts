import type { Cell, GroupRow } from "../../protocol/grid.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { formatStretch } from "../../records/formatInstant.ts";
import { outcomes } from "../../records/outcome.ts";
import { visible } from "../../records/visible.ts";
import type { Zone } from "../../query/zone.ts";
import type { Outcome, Told } from "../../reports/report.ts";

/** Of a field grouped by. */
export interface HeadField {
  readonly label: string;
  text(cell: Cell): string;
}

/** How the heads of groups look. */
export interface HeadLayout {
  /** Outer groups first. */
  readonly fields: readonly HeadField[];
  /** Columns that a head spans. */
  readonly columns: number;
  /** Whom records are of, by kind. */
  readonly people: readonly Pick<Told, "one" | "many">[];
  readonly zone: Zone;
  /** Decides which times need no year. */
  readonly now: Date;
}

/** In the order in which a bar stacks them. */
const order: readonly Outcome[] = ["success", "interrupt", "failure", "other"];

/** `12 rows`, with the separators of the locale. */
export const groupCount = ({ records }: Pick<GroupRow, "records">): string => counted(records, "row");

export const headField = ({ within }: Pick<GroupRow, "within">, { fields }: Pick<HeadLayout, "fields">): HeadField =>
  fields[within ? 1 : 0] ?? fields[0] ?? { label: "", text: String };

/** What a group is called: its value, or that there is none. */
export const groupName = (row: Pick<GroupRow, "value" | "within">, layout: Pick<HeadLayout, "fields">): string =>
  row.value === null ? "(none)" : row.value === "" ? "(empty)" : headField(row, layout).text(row.value);

/** `412 success (86 %), 68 failure (14 %)`: what none ended in is left out. */
export function outcomeShares({ answers, records }: Pick<GroupRow, "answers" | "records">): string {
  return order
    .filter((outcome) => answers.outcomes[outcome] > 0)
    .map((outcome) => {
      const count = answers.outcomes[outcome];
      return `${formatCount(count)} ${outcomes[outcome].word.toLowerCase()} (${shareText(count, records)})`;
    })
    .join(", ");
}

/** Never 0 % of some, and never 100 % of not all. */
function shareText(count: number, of: number): string {
  const share = (100 * count) / of;
  return share < 1 ? "<1 %" : share > 99 && count < of ? ">99 %" : `${String(Math.round(share))} %`;
}

/** `12 people`, `12 people, 3 service principals`; empty when the records name nobody. */
export const peopleText = ({ answers }: Pick<GroupRow, "answers">, { people }: Pick<HeadLayout, "people">): string =>
  answers.people.flatMap((count, kind) => (count > 0 ? counted(count, people[kind]?.one ?? "", people[kind]?.many) : [])).join(", ");

/** `17 Nov 09:12 – 23 Nov 18:01`; empty when no record has a time. */
export function timesText(
  { answers: { first, last } }: Pick<GroupRow, "answers">,
  { zone, now }: Pick<HeadLayout, "zone" | "now">,
): string {
  if (first === undefined || last === undefined) return "";
  return formatStretch(new Date(first).toISOString(), new Date(last).toISOString(), zone, now);
}

/** What of a group's head was pressed that leads to rows of it. */
export interface HeadPart {
  readonly outcome?: Outcome;
  /** Whom the records are of. */
  readonly people?: true;
}

/** The part of a head that an element belongs to. */
export function headPartOf(target: Element): HeadPart | undefined {
  const element = target.closest<HTMLElement>(".group-bar > [data-outcome], .group-people");
  const outcome = order.find((one) => one === element?.dataset["outcome"]);
  return outcome ? { outcome } : element ? { people: true } : undefined;
}

function span(className: string): HTMLSpanElement {
  return Object.assign(document.createElement("span"), { className });
}

/** The one cell of a row that heads a group. */
export class GroupHead {
  readonly element = document.createElement("div");
  private readonly layout: HeadLayout;
  private readonly twistie = span("twistie");
  private readonly label = span("group-label");
  private readonly value = span("group-value");
  private readonly count = span("group-count");
  private readonly bar = span("group-bar");
  private readonly people = span("group-people");
  private readonly times = span("group-times");
  private readonly parts: ReadonlyMap<Outcome, HTMLElement>;

  constructor(layout: HeadLayout) {
    this.layout = layout;
    this.element.className = "group-head";
    this.element.role = "gridcell";
    this.element.ariaColIndex = "1";
    this.element.setAttribute("aria-colspan", String(layout.columns));
    this.twistie.ariaHidden = "true";
    this.bar.role = "img";
    this.parts = new Map(
      order.map((outcome) => {
        const part = span(`outcome-share ${outcome}`);
        part.dataset["outcome"] = outcome;
        return [outcome, part];
      }),
    );
    this.bar.append(...this.parts.values());
    const name = span("group-name");
    name.append(this.twistie, this.label, this.value, " ", this.count);
    const facts = span("group-facts");
    facts.append(this.bar, this.people, this.times);
    this.element.append(name, " ", facts);
  }

  paint(row: GroupRow): void {
    const { layout } = this;
    this.twistie.className = `twistie codicon codicon-chevron-${row.open ? "down" : "right"}`;
    this.label.textContent = `${headField(row, layout).label}: `;
    const name = groupName(row, layout);
    this.value.classList.toggle("none", row.value === null || row.value === "");
    this.value.textContent = name;
    this.count.textContent = groupCount(row);
    this.element.classList.toggle("inner", row.within !== undefined);
    this.element.ariaExpanded = String(row.open);
    if (this.element.title) this.element.title = "";
    const shares = outcomeShares(row);
    this.bar.ariaLabel = shares;
    for (const [outcome, part] of this.parts) {
      const count = row.answers.outcomes[outcome];
      part.hidden = count === 0;
      part.style.flexGrow = String(count);
      part.title = `${shares}\nClick: only the rows of this group that ended in ${outcomes[outcome].word.toLowerCase()}`;
    }
    const people = peopleText(row, layout);
    this.people.textContent = people;
    this.people.title = people && `${people} in ${groupCount(row)} of ${visible(name)}\nClick: the rows of this group, and who they are`;
    this.times.textContent = timesText(row, layout);
    this.times.title = row.answers.first === undefined ? "" : "First and last row of the group";
  }
}
