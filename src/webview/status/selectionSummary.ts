import type { ReactiveControllerHost } from "lit";
import type { GridField, HostApi, SelectionSummary as Summary } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { Zone } from "../../query/zone.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { formatInstant, instantParts } from "../../records/formatInstant.ts";
import { Answers } from "../shared/answers.ts";

const restMs = 100;

export type SummaryQuestion = Parameters<HostApi["selectionSummary"]>[0];

/** `18 Nov 09:12:01 – 09:40:13`: the day once when it is the same. */
function stretchText(first: string, last: string, zone: Zone, now: Date): string {
  const [from, to] = [formatInstant(first, zone, now), formatInstant(last, zone, now)];
  if (from === to) return from;
  const [start, end] = [instantParts(first, zone, now), instantParts(last, zone, now)];
  return `${from} – ${end && start?.day === end.day ? end.time + end.offset : to}`;
}

/** `12 rows selected · 4 different values of User · 18 Nov 09:12:01 – 09:40:13`. */
export function summaryText(
  { records, distinct, first, last }: Summary,
  field: Pick<GridField, "label"> | undefined,
  zone: Zone,
  now: Date,
): string {
  const values = distinct === 0 ? "no value" : distinct === 1 ? "1 value" : `${formatCount(distinct)} different values`;
  return [
    `${counted(records, "row")} selected`,
    ...(field ? [`${values} of ${field.label}`] : []),
    ...(first !== undefined && last !== undefined ? [stretchText(first, last, zone, now)] : []),
  ].join(" · ");
}

/** What is said of the selected rows: asked once the selection rests, and forgotten when another one is made meanwhile. */
export class SelectionSummary {
  private readonly answers: Answers<SummaryQuestion, Summary>;
  private selected: SummaryQuestion | undefined;
  /** Counts selections: the same positions may have other rows. */
  private count = 0;

  /** `show` is told of no summary at once, and of one as soon as it is known. */
  constructor(
    panel: Pick<ReactiveControllerHost, "addController">,
    host: () => Pick<Remote<HostApi>, "selectionSummary">,
    show: (summary: Summary | undefined, question: SummaryQuestion | undefined) => void,
  ) {
    this.answers = new Answers<SummaryQuestion, Summary>(panel, {
      hasRows: () => this.selected !== undefined,
      question: () => this.selected,
      rows: () => this.count,
      waitMs: () => restMs,
      send: (question) => host().selectionSummary(question),
      take: (summary, question) => {
        // Heads of groups are no rows.
        if (question === this.selected) show(summary.records > 0 ? summary : undefined, question);
        return false;
      },
      forget: () => {
        show(undefined, undefined);
      },
    });
  }

  /** Nothing selected that is worth a summary: undefined. */
  ask(question: SummaryQuestion | undefined): void {
    this.selected = question;
    this.count++;
    this.answers.ask();
  }
}
