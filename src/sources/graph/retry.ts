export { longestWaitMs, retryAfterMs } from "../../network/index.ts";
export { isAway, isHopeless, waitBeforeRetry, waitOf } from "../errors.ts";
