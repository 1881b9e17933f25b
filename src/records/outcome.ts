import type { Outcome } from "../reports/report.ts";

/** How an outcome is shown: never by colour alone. */
export const outcomes: Record<Outcome, { readonly word: string; readonly icon: string }> = {
  success: { word: "Success", icon: "pass" },
  failure: { word: "Failure", icon: "error" },
  interrupt: { word: "Interrupted", icon: "warning" },
  other: { word: "Other", icon: "circle-outline" },
};

/** Whether an attempt that ended so has a last good one to be compared with: one that was interrupted for another step is no failure. */
export const hasLastGood = (outcome: Outcome): boolean => outcome === "failure";
