import type { Report } from "../../reports/index.ts";
import type { Answering } from "../answering.ts";
import type { Sought } from "../inquiry.ts";
import type { TextPlace } from "../placeAt.ts";
import type { Expectation } from "./expectation.ts";
import { standingSort } from "./standingSort.ts";
import { ThereInCondition } from "./thereInCondition.ts";

/** Says what the parser sought in the words of a report. */
export class Answers {
  private readonly report: Report | undefined;
  private readonly place: TextPlace;
  private readonly sought: readonly Sought[];
  private readonly answering: Answering | undefined;

  constructor(report: Report | undefined, place: TextPlace, sought: readonly Sought[], answering: Answering | undefined) {
    this.report = report;
    this.place = place;
    this.sought = sought;
    this.answering = answering;
  }

  all(): Expectation[] {
    return this.sought.flatMap((sought) => {
      switch (sought.what) {
        case "clause":
          return sought.words.length === 0 || this.isHalfCondition() || standingSort(this.place)
            ? []
            : [{ kind: "clause", words: sought.words }];
        case "type":
          return [{ kind: "type", listed: sought.listed }];
        case "symbol":
          return [{ kind: "symbol", text: sought.text }];
        case "column":
        case "sortKey":
          return this.columns(sought.what, sought.listed);
        case "variable":
        case "operand":
        case "member":
        case "operator":
          return this.report ? this.ofCondition(sought, this.report) : [];
        default:
          return [{ kind: sought.what }];
      }
    });
  }

  /** A condition that is neither true nor false cannot end here. */
  private isHalfCondition(): boolean {
    const { report, place } = this;
    return (
      report !== undefined &&
      this.sought.some((one) => one.what === "operator" && new ThereInCondition(report, place, one.within).isHalf(one.left))
    );
  }

  private columns(what: "column" | "sortKey", listed: readonly string[]): Expectation[] {
    const fields = (this.report?.fields ?? []).filter(
      (field) =>
        !listed.includes(field.path) && (what === "column" || (!field.list && field.kind !== "object" && !field.path.includes("[]"))),
    );
    return [{ kind: "field", fields: fields.map((field) => ({ path: field.path, field })), lists: [] }];
  }

  private ofCondition(sought: Extract<Sought, { readonly within: unknown }>, report: Report): Expectation[] {
    const there = new ThereInCondition(report, this.place, sought.within, this.answering);
    switch (sought.what) {
      case "variable":
        return there.variable(sought.source);
      case "operand":
        return there.operand();
      case "member":
        return there.member(sought.members);
      case "operator":
        return there.operator(sought);
    }
  }
}
