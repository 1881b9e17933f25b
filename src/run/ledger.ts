import { longestWaitMs } from "../network/index.ts";
import type { Limit } from "../sources/source.ts";

const firstRaiseMs = 30_000;
const longestRaiseMs = 600_000;
/** Refusals this close together are no accident. */
const rememberedMs = 30_000;

/** The account of one app and tenant: requests of the running window, and what the service has been seen to allow. Plain JSON. */
export interface Ledger {
  /** When requests were let through, in ms since 1970, ascending. */
  spent: number[];
  /** When the service lately answered 429. */
  refused: number[];
  /** The service asked everybody to wait until then. */
  closedUntil: number;
  /** Requests per window that are let through. */
  limit: number;
  /** When one more is tried, and how long the next try takes after that. */
  raiseAt: number;
  raiseAfterMs: number;
  /**
   * What others may have let through and was lost, when it was found to be so at the latest. It counts as `spent` does; but where something is lost
   * again, only what is known for sure says how much others can have let through meanwhile.
   */
  doubted: number[];
  /** Something was lost just now: until it is aged. */
  isDoubtful?: true;
}

/** What a source allows as far as is known: `limit` of a ledger is never more. */
export const emptyLedger = ({ requests }: Limit): Ledger => ({
  spent: [],
  refused: [],
  closedUntil: 0,
  limit: requests,
  raiseAt: 0,
  raiseAfterMs: firstRaiseMs,
  doubted: [],
});

const mostRemembered = 20;

/** A clock that goes a little wrong, or is set right, is no damage. */
const slackMs = 60_000;

/**
 * A ledger that was read from outside; undefined when it is none: a rate beyond what any ledger asks for would slow everybody down. Lists that are too
 * long are cut to the newest. Times are looked at by `age`, which knows what time it is.
 */
export function ledgerOf(value: unknown, allowed: Limit): Ledger | undefined {
  // Versions before knew no doubts.
  const {
    spent,
    refused,
    closedUntil,
    limit,
    raiseAt,
    raiseAfterMs,
    doubted = [],
  } = (value ?? {}) as Partial<Record<keyof Ledger, unknown>>;
  const isTimes = (list: unknown): list is number[] => Array.isArray(list) && list.every(Number.isFinite);
  const isNumber = (number: unknown): number is number => Number.isFinite(number);
  if (
    !isTimes(spent) ||
    !isTimes(refused) ||
    !isTimes(doubted) ||
    !isNumber(closedUntil) ||
    !isNumber(limit) ||
    !isNumber(raiseAt) ||
    !isNumber(raiseAfterMs)
  )
    return undefined;
  const isRate = Number.isInteger(limit) && limit >= 1 && limit <= allowed.requests;
  if (!isRate || raiseAfterMs < firstRaiseMs || raiseAfterMs > longestRaiseMs) return undefined;
  const newest = (times: readonly number[], count: number): number[] => times.toSorted((one, other) => one - other).slice(-count);
  return {
    spent: newest(spent, allowed.requests),
    refused: newest(refused, mostRemembered),
    closedUntil,
    limit,
    raiseAt,
    raiseAfterMs,
    doubted: newest(doubted, allowed.requests),
  };
}

/**
 * Forgets what has left the window, and tries one request more when it is time. Times further away than any ledger sets them are damage, or of a clock
 * that was wrong: what it says of the service is dropped then, and what was left counts as spent.
 */
export function age(ledger: Ledger, now: number, allowed: Limit): void {
  if (ledger.closedUntil > now + longestWaitMs + slackMs || ledger.raiseAt > now + longestRaiseMs + slackMs) {
    const { closedUntil, limit, raiseAt, raiseAfterMs } = emptyLedger(allowed);
    Object.assign(ledger, { closedUntil, limit, raiseAt, raiseAfterMs, isDoubtful: true } satisfies Partial<Ledger>);
  }
  const windowMs = allowed.windowMs + allowed.marginMs;
  // A clock that was set back must not block for longer than a window.
  const recent = (times: readonly number[], ms: number): number[] => times.filter((at) => at > now - ms).map((at) => Math.min(at, now));
  ledger.spent = recent(ledger.spent, windowMs);
  ledger.refused = recent(ledger.refused, rememberedMs);
  // What was left may be spent, and that just now.
  ledger.doubted = ledger.isDoubtful
    ? new Array<number>(Math.max(0, allowed.requests - ledger.spent.length)).fill(now)
    : recent(ledger.doubted, windowMs);
  delete ledger.isDoubtful;
  // Within the slack.
  ledger.closedUntil = Math.min(ledger.closedUntil, now + longestWaitMs);
  ledger.raiseAt = Math.min(ledger.raiseAt, now + ledger.raiseAfterMs);
  if (ledger.limit < allowed.requests && now >= ledger.raiseAt) {
    ledger.limit++;
    ledger.raiseAt = now + ledger.raiseAfterMs;
    if (ledger.limit === allowed.requests) ledger.raiseAfterMs = firstRaiseMs;
  }
}

/** When the next request may go; `now` when at once. Call `age` first. */
export function freeAt({ spent, doubted, closedUntil, limit }: Ledger, now: number, allowed: Limit): number {
  const blocking = [...spent, ...doubted].sort((one, other) => one - other).at(-limit);
  const free = blocking === undefined ? now : blocking + allowed.windowMs + allowed.marginMs;
  return Math.max(now, free, closedUntil);
}

/**
 * The service refused a request with 429: all wait. Once is bad luck; again soon means that it allows less at present
 * (others use the same app, or it is slow), so that less is asked for a while.
 */
export function refuse(ledger: Ledger, waitMs: number, now: number, allowed: Limit): void {
  age(ledger, now, allowed);
  ledger.refused.push(now);
  const [first = now] = ledger.spent;
  const taken = ledger.spent.length - ledger.refused.filter((at) => at >= first).length;
  if (ledger.refused.length > 1 && taken < ledger.limit) {
    // By half at most: not every refusal was for the number of requests.
    ledger.limit = Math.max(Math.ceil(ledger.limit / 2), taken);
    if (now < ledger.raiseAt) ledger.raiseAfterMs = Math.min(longestRaiseMs, ledger.raiseAfterMs * 2);
    ledger.raiseAt = now + ledger.raiseAfterMs;
  }
  close(ledger, waitMs, now, allowed);
}

/** All wait, for no longer than `longestWaitMs`. */
export function close(ledger: Ledger, waitMs: number, now: number, allowed: Limit): void {
  age(ledger, now, allowed);
  ledger.closedUntil = Math.max(ledger.closedUntil, now + Math.min(waitMs, longestWaitMs));
}
