import { MalformedAnswer, SourceError, type SourceErrorKind, type SourceFacts } from "../errors.ts";

export { Fruitless, MalformedAnswer } from "../errors.ts";

/** What the service said with an error; all of it may be missing. */
export type Facts = SourceFacts;

/** A request to Graph that gave no page. Its kind says all; the classes are for whom makes or catches them here. */
export class GraphError<Kind extends SourceErrorKind = SourceErrorKind> extends SourceError<Kind> {}

const ofKind = <Kind extends SourceErrorKind>(kind: Kind) =>
  class extends GraphError<Kind> {
    constructor(message: string, facts: Facts = {}) {
      super(kind, message, facts);
    }
  };

/** 429, known by its status: the code may be `UnknownError` or empty. */
export class Throttled extends GraphError<"throttled"> {
  readonly retryAfterMs: number | undefined;
  constructor(retryAfterMs: number | undefined, facts: Facts) {
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    super("throttled", `Graph asked to wait ${retryAfterMs ?? "an unknown number of"} ms`, { ...facts, ...wait });
    this.retryAfterMs = retryAfterMs;
  }
}

/** 401: no token, an expired one, or a claims challenge. */
export class TokenRefused extends GraphError<"tokenRefused"> {
  /** Decoded from `WWW-Authenticate … claims="<base64>"`: ask for a token that satisfies them. */
  readonly claims: string | undefined;
  constructor(claims: string | undefined, facts: Facts) {
    super("tokenRefused", "Graph refused the access token", { ...facts, ...(claims !== undefined && { claims }) });
    this.claims = claims;
  }
}

/** 403 `Authentication_RequestFromNonPremiumTenantOrB2CTenant`; reported to come and go in licensed tenants. */
export class LicenceMissing extends ofKind("licenceMissing") {}
/** 403 `Authentication_ApplicationHasNoDirectoryReadAccess`: the licence could not be checked without `Directory.Read.All`. */
export class LicenceCheckRefused extends ofKind("licenceCheckRefused") {}
/** 403 `Authentication_RequestFromUnsupportedUserRole`. */
export class RoleMissing extends ofKind("roleMissing") {}
/** 403 `Authentication_MSGraphPermissionMissing`. */
export class ScopeMissing extends ofKind("scopeMissing") {}
/** Any other 403. */
export class Forbidden extends ofKind("forbidden") {}
/** 400: the service does not take this `$filter`. */
export class FilterRefused extends ofKind("filterRefused") {}
/** 400 `Query option 'Select' is not allowed…`. */
export class OptionRefused extends GraphError<"optionRefused"> {
  readonly option: string;
  constructor(option: string, facts: Facts) {
    super("optionRefused", `Graph does not allow $${option.toLowerCase()} here`, { ...facts, option });
    this.option = option;
  }
}
/** 400: the lower bound of the time range is before what the service keeps. */
export class TooOld extends GraphError<"tooOld"> {
  readonly minimum: Date;
  constructor(minimum: Date, facts: Facts) {
    super("tooOld", `Graph keeps nothing from before ${minimum.toISOString()}`, { ...facts, minimum });
    this.minimum = minimum;
  }
}
/** 400 `Invalid Skip Token`: this chain of pages cannot be followed; go on by time. */
export class SkipTokenDead extends ofKind("skipTokenDead") {}
/** 404: no such record. */
export class NotFound extends ofKind("notFound") {}
/** `Resource not found for the segment`: this cloud does not have the report. */
export class ReportMissing extends ofKind("reportMissing") {}
/** Another 4xx: the request itself is wrong. */
export class RequestRefused extends ofKind("requestRefused") {}
/** 5xx, or no answer in time: worth trying again. */
export class ServiceFailing extends GraphError<"serviceFailing" | "timedOut"> {
  constructor(message: string, facts: Facts = {}, kind: "serviceFailing" | "timedOut" = "serviceFailing") {
    super(kind, message, facts);
  }
}
/** No answer in time, or one that stopped in the middle: a narrower stretch of time may get one. */
export class TimedOut extends ServiceFailing {
  constructor(message: string, facts: Facts = {}) {
    super(message, facts, "timedOut");
  }
}
/** An answer that somebody else than the service gave: a web page, a gateway's refusal. Worth trying again. */
export class Intercepted extends MalformedAnswer {
  constructor(message: string, facts: Facts = {}) {
    super(message, facts, "intercepted");
  }
}
/** The service could not be reached, or the connection was cut. Worth trying again. */
export class Offline extends ofKind("offline") {}
/** A link to another host than the connection's: never followed, as the token would go there. */
export class ForeignLink extends GraphError<"foreignLink"> {
  readonly host: string;
  constructor(host: string) {
    super("foreignLink", `Refused to follow a link to ${host}`, { host });
    this.host = host;
  }
}
