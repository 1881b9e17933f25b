import type { ReportId } from "../../reports/index.ts";

/** A record that a person means. */
export interface MeantRecord {
  readonly connection: string;
  readonly report: ReportId;
  /** JSON. */
  readonly text: string;
}
