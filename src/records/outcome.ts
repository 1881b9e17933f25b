import type { Outcome } from "../reports/report.ts";

/** How an outcome is shown: never by colour alone. */
export const outcomes: Record<Outcome, { readonly word: string; readonly icon: string }> = {
  success: { word: "Success", icon: "pass" },
  failure: { word: "Failure", icon: "error" },
  interrupt: { word: "Interrupted", icon: "warning" },
  other: { word: "Other", icon: "circle-outline" },
};
