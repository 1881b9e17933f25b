/** The usual ranges. */
export const ranges = [
  { label: "Last hour", amount: 1, unit: "h" },
  { label: "Last 24 hours", amount: 24, unit: "h" },
  { label: "Last 7 days", amount: 7, unit: "d" },
  { label: "Last 30 days", amount: 30, unit: "d" },
] as const;
