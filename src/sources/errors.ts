import { faultOf, isBetween, isLasting, type Fault } from "../network/index.ts";

/** Why a source gave no page, or none to go on from: one kind per cause that a person or a run can act on differently. */
export const sourceErrorKinds = [
  /** It asked to wait, as it was asked too often. */
  "throttled",
  /** No token, an expired one, or one that lacks what its `claims` say. */
  "tokenRefused",
  /** The tenant has no licence for it; reported to come and go in licensed tenants. */
  "licenceMissing",
  /** The licence could not be checked with the permissions at hand. */
  "licenceCheckRefused",
  /** The person has no role that suffices. */
  "roleMissing",
  /** The app has no permission that suffices. */
  "scopeMissing",
  /** Access is refused for another reason. */
  "forbidden",
  /** The condition is not taken. */
  "filterRefused",
  /** An `option` of the request is not taken. */
  "optionRefused",
  /** The range begins before what is kept, which is what is later than `minimum`. */
  "tooOld",
  /** The place between two pages is lost: it goes on by time. */
  "skipTokenDead",
  /** There is no such record. */
  "notFound",
  /** There is no such report. */
  "reportMissing",
  /** The request itself is wrong. */
  "requestRefused",
  /** It failed; worth trying again. */
  "serviceFailing",
  /** No answer in time, or one that stopped in the middle: a narrower stretch of time may get one. */
  "timedOut",
  /** An answer that is no page. Worth trying again. */
  "malformedAnswer",
  /** Page after page without anything new. Worth trying again for less time. */
  "fruitless",
  /** An answer that somebody else than the source gave. Worth trying again. */
  "intercepted",
  /** It could not be reached, or the connection was cut. Worth trying again. */
  "offline",
  /** The next page is said to be at another `host`, where nothing is asked. */
  "foreignLink",
] as const;
export type SourceErrorKind = (typeof sourceErrorKinds)[number];

/** What is known of an error; all of it may be missing. */
export interface SourceFacts {
  readonly status?: number;
  readonly code?: string;
  /** The source's own words, cut to 500 characters. */
  readonly serviceMessage?: string;
  /** To be quoted to who runs the service. */
  readonly requestId?: string;
  /** How long the answer asked to be waited for, whatever its status. */
  readonly retryAfterMs?: number;
  /** What came between, where it was not the source that failed. */
  readonly fault?: Fault;
  /** What the next token must satisfy. */
  readonly claims?: string;
  readonly option?: string;
  readonly minimum?: Date;
  readonly host?: string;
  readonly cause?: unknown;
}

/** Known by its kind and its facts, not by its class: it may come from another bundle. */
export class SourceError<Kind extends SourceErrorKind = SourceErrorKind> extends Error {
  /** The kind, with a capital letter, for the log. */
  override readonly name: string;
  /** Tells it from the sign-in's errors, which have kinds of their own. */
  readonly isOfSource = true;
  readonly kind: Kind;
  readonly facts: SourceFacts;

  /** `message` is for the log: no record content, no token. */
  constructor(kind: Kind, message: string, facts: SourceFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = kind.charAt(0).toUpperCase() + kind.slice(1);
    this.kind = kind;
    this.facts = facts;
  }
}

type Malformed = "malformedAnswer" | "intercepted" | "fruitless";

/** An answer that is no page, or no use. Worth trying again. */
export class MalformedAnswer extends SourceError<Malformed> {
  constructor(message: string, facts: SourceFacts = {}, kind: Malformed = "malformedAnswer") {
    super(kind, message, facts);
  }
}

/** Page after page without anything new, each with a way on to another one. Worth trying again for less time. */
export class Fruitless extends MalformedAnswer {
  readonly pages: number;
  constructor(pages: number) {
    super(`Graph gave ${pages} pages in a row that brought nothing`, {}, "fruitless");
    this.pages = pages;
  }
}

/** The error as one of a source, wherever it was made; undefined when it is none. */
export function sourceErrorOf(error: unknown): SourceError | undefined {
  const { isOfSource, kind } = (error instanceof Error ? error : {}) as Partial<SourceError>;
  return isOfSource && sourceErrorKinds.some((known) => known === kind) ? (error as SourceError) : undefined;
}

export const kindOf = (error: unknown): SourceErrorKind | undefined => sourceErrorOf(error)?.kind;

/**
 * Whether asking again helps:
 * - `told`: without end, when the source says
 * - `renewed`: once, at once, with another token; `once`: once, after a while
 * - `often`: some times, each later than the one before
 * - `byTime`: not by the same way on, but for the time that is left
 * - `never`: not before somebody changes something
 */
export type Again = "told" | "renewed" | "once" | "often" | "byTime" | "never";

const again: Record<SourceErrorKind, Again> = {
  throttled: "told",
  tokenRefused: "renewed",
  licenceMissing: "once",
  licenceCheckRefused: "never",
  roleMissing: "never",
  scopeMissing: "never",
  forbidden: "never",
  filterRefused: "never",
  optionRefused: "never",
  tooOld: "never",
  skipTokenDead: "byTime",
  notFound: "never",
  reportMissing: "never",
  requestRefused: "never",
  serviceFailing: "often",
  timedOut: "often",
  malformedAnswer: "often",
  fruitless: "often",
  intercepted: "often",
  offline: "often",
  foreignLink: "byTime",
};

/** Of an error that is none of a source's: only what is known of the way to it can tell. */
export function againOf(error: unknown): Again {
  const kind = kindOf(error);
  return kind ? again[kind] : "never";
}

/** Nothing of what was asked for is to blame: the way to the source is, be it for the records or for the token. */
export function isAway(error: unknown): boolean {
  const fault = faultOf(error);
  const kind = kindOf(error);
  return kind === "offline" || (fault !== undefined && (isBetween(fault) || kind === undefined));
}

/** Asking again is of no use until somebody changes something on the way. */
export function isHopeless(error: unknown): boolean {
  const fault = faultOf(error);
  return fault !== undefined && isLasting(fault);
}

/** How long the answer asked to be waited for; 0 when it did not. */
export const waitOf = (error: unknown): number => sourceErrorOf(error)?.facts.retryAfterMs ?? 0;

const mostAttempts = 5;

/**
 * How long to wait before asking again, or undefined when asking again is of no use.
 * `attempt` counts from 1; `random` in [0, 1) spreads clients that failed together.
 * Throttling is obeyed without end: the source says itself when to come back.
 */
export function waitBeforeRetry(error: unknown, attempt: number, random: number): number | undefined {
  const backoffMs = Math.round(1000 * 2 ** Math.min(attempt - 1, 5) * (0.75 + random / 2));
  const mode = againOf(error);
  if (mode === "told") return sourceErrorOf(error)?.facts.retryAfterMs ?? backoffMs;
  if (isHopeless(error)) return undefined;
  if (isAway(error) || mode === "often") return attempt < mostAttempts ? Math.max(backoffMs, waitOf(error)) : undefined;
  if (attempt > 1) return undefined;
  return mode === "renewed" ? 0 : mode === "once" ? backoffMs : undefined;
}
