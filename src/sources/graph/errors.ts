import type { Fault } from "../../network/index.ts";

/** What the service said with an error; all of it may be missing. */
export interface Facts {
  readonly status?: number;
  readonly code?: string;
  /** The service's own words, cut to 500 characters. */
  readonly serviceMessage?: string;
  /** To be quoted to Microsoft support. */
  readonly requestId?: string;
  /** How long the answer asked to be waited for, whatever its status. */
  readonly retryAfterMs?: number;
  /** What came between, where it was not the service that failed. */
  readonly fault?: Fault;
  readonly cause?: unknown;
}

/** A request to Graph that gave no page. One subclass per cause that a person or the run can act on differently. */
export class GraphError extends Error {
  override readonly name: string = "GraphError";
  readonly facts: Facts;
  constructor(message: string, facts: Facts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.facts = facts;
  }
}

/** 429, known by its status: the code may be `UnknownError` or empty. */
export class Throttled extends GraphError {
  override readonly name = "Throttled";
  readonly retryAfterMs: number | undefined;
  constructor(retryAfterMs: number | undefined, facts: Facts) {
    super(`Graph asked to wait ${retryAfterMs ?? "an unknown number of"} ms`, facts);
    this.retryAfterMs = retryAfterMs;
  }
}

/** 401: no token, an expired one, or a claims challenge. */
export class TokenRefused extends GraphError {
  override readonly name = "TokenRefused";
  /** Decoded from `WWW-Authenticate … claims="<base64>"`: ask for a token that satisfies them. */
  readonly claims: string | undefined;
  constructor(claims: string | undefined, facts: Facts) {
    super("Graph refused the access token", facts);
    this.claims = claims;
  }
}

/** 403 `Authentication_RequestFromNonPremiumTenantOrB2CTenant`; reported to come and go in licensed tenants. */
export class LicenceMissing extends GraphError {
  override readonly name = "LicenceMissing";
}
/** 403 `Authentication_ApplicationHasNoDirectoryReadAccess`: the licence could not be checked without `Directory.Read.All`. */
export class LicenceCheckRefused extends GraphError {
  override readonly name = "LicenceCheckRefused";
}
/** 403 `Authentication_RequestFromUnsupportedUserRole`. */
export class RoleMissing extends GraphError {
  override readonly name = "RoleMissing";
}
/** 403 `Authentication_MSGraphPermissionMissing`. */
export class ScopeMissing extends GraphError {
  override readonly name = "ScopeMissing";
}
/** Any other 403. */
export class Forbidden extends GraphError {
  override readonly name = "Forbidden";
}
/** 400: the service does not take this `$filter`. */
export class FilterRefused extends GraphError {
  override readonly name = "FilterRefused";
}
/** 400 `Query option 'Select' is not allowed…`. */
export class OptionRefused extends GraphError {
  override readonly name = "OptionRefused";
  readonly option: string;
  constructor(option: string, facts: Facts) {
    super(`Graph does not allow $${option.toLowerCase()} here`, facts);
    this.option = option;
  }
}
/** 400: the lower bound of the time range is before what the service keeps. */
export class TooOld extends GraphError {
  override readonly name = "TooOld";
  readonly minimum: Date;
  constructor(minimum: Date, facts: Facts) {
    super(`Graph keeps nothing from before ${minimum.toISOString()}`, facts);
    this.minimum = minimum;
  }
}
/** 400 `Invalid Skip Token`: this chain of pages cannot be followed; go on by time. */
export class SkipTokenDead extends GraphError {
  override readonly name = "SkipTokenDead";
}
/** 404: no such record. */
export class NotFound extends GraphError {
  override readonly name = "NotFound";
}
/** `Resource not found for the segment`: this cloud does not have the report. */
export class ReportMissing extends GraphError {
  override readonly name = "ReportMissing";
}
/** Another 4xx: the request itself is wrong. */
export class RequestRefused extends GraphError {
  override readonly name = "RequestRefused";
}
/** 5xx, or no answer in time: worth trying again. */
export class ServiceFailing extends GraphError {
  override readonly name: string = "ServiceFailing";
}
/** No answer in time, or one that stopped in the middle: a narrower stretch of time may get one. */
export class TimedOut extends ServiceFailing {
  override readonly name = "TimedOut";
}
/** A 200 that is no page: broken JSON, HTML, no `value`. Worth trying again. */
export class MalformedAnswer extends GraphError {
  override readonly name: string = "MalformedAnswer";
}
/** Page after page without anything new, each with a link to another one. Worth trying again for less time. */
export class Fruitless extends MalformedAnswer {
  override readonly name = "Fruitless";
  readonly pages: number;
  constructor(pages: number) {
    super(`Graph gave ${pages} pages in a row that brought nothing`);
    this.pages = pages;
  }
}
/** An answer that somebody else than the service gave: a web page, a gateway's refusal. Worth trying again. */
export class Intercepted extends MalformedAnswer {
  override readonly name = "Intercepted";
}
/** The service could not be reached, or the connection was cut. Worth trying again. */
export class Offline extends GraphError {
  override readonly name = "Offline";
}
/** A link to another host than the connection's: never followed, as the token would go there. */
export class ForeignLink extends GraphError {
  override readonly name = "ForeignLink";
  readonly host: string;
  constructor(host: string) {
    super(`Refused to follow a link to ${host}`);
    this.host = host;
  }
}
