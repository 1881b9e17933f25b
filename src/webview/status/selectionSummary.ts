import type { GridField, HostApi, SelectionSummary as Summary } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { Zone } from "../../query/zone.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { formatInstant, instantParts } from "../../records/formatInstant.ts";

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
  private readonly host: () => Pick<Remote<HostApi>, "selectionSummary">;
  private readonly show: (summary: Summary | undefined, question: SummaryQuestion | undefined) => void;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private question: SummaryQuestion | undefined;

  /** `show` is told of no summary at once, and of one as soon as it is known. */
  constructor(
    host: () => Pick<Remote<HostApi>, "selectionSummary">,
    show: (summary: Summary | undefined, question: SummaryQuestion | undefined) => void,
  ) {
    this.host = host;
    this.show = show;
  }

  /** Nothing selected that is worth a summary: undefined. */
  ask(question: SummaryQuestion | undefined): void {
    clearTimeout(this.waiting);
    this.question = question;
    if (!question) this.show(undefined, undefined);
    else
      this.waiting = setTimeout(() => {
        void this.host()
          .selectionSummary(question)
          .then((summary) => {
            // Heads of groups are no rows.
            if (this.question === question) this.show(summary.records > 0 ? summary : undefined, question);
          });
      }, restMs);
  }
}
