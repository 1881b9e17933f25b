/**
 * One exchange with a host and what can go wrong on the way to it, for Graph and for the sign-in alike. `exchange` sends and reads to the end,
 * `faultBehind` says what kind of fault an error was, `faultSentence` says it to a person.
 */
export { causesOf, type Cause } from "./causes.ts";
export { exchange, Silence, type Exchanged, type ExchangeLimits } from "./exchange.ts";
export { faultBehind, faultKinds, faultOf, isBetween, isLasting, type Fault, type FaultKind } from "./fault.ts";
export { faultSentence, type FaultSentence } from "./faultSentence.ts";
export { longestWaitMs, retryAfterMs, timeOf, waitAskedFor } from "./retryAfter.ts";
