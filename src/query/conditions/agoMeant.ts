import { agoDuration, type MeantAgo } from "../calendar.ts";
import type { Expression } from "../expression.ts";

/** `now() sub duration'…'`. */
export const agoMeant = (ago: MeantAgo): Expression => ({
  type: "binary",
  operator: "sub",
  left: { type: "call", name: "now", arguments: [] },
  right: { type: "literal", kind: "duration", text: agoDuration(ago) },
});
