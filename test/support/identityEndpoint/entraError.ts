/** A refusal as Entra words it. `page`: shown to the person, the app never hears of it. */
export class EntraError extends Error {
  override readonly name = "EntraError";
  readonly number: number;
  readonly error: string;
  readonly more: { readonly suberror?: string; readonly claims?: string; readonly page?: true; readonly status?: number };
  constructor(number: number, error: string, message: string, more: EntraError["more"] = {}) {
    super(message);
    this.number = number;
    this.error = error;
    this.more = more;
  }
}

export interface Trace {
  readonly correlationId: string;
  readonly traceId: string;
  readonly time: Date;
}

export const descriptionOf = ({ number, message }: EntraError, { correlationId, traceId, time }: Trace): string =>
  `AADSTS${number}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${stamp(time)}`;

const stamp = (time: Date): string => `${time.toISOString().slice(0, 19).replace("T", " ")}Z`;

export const errorBody = (error: EntraError, trace: Trace): object => ({
  error: error.error,
  error_description: descriptionOf(error, trace),
  error_codes: [error.number],
  timestamp: stamp(trace.time),
  trace_id: trace.traceId,
  correlation_id: trace.correlationId,
  error_uri: `https://login.microsoftonline.com/error?code=${error.number}`,
  ...(error.more.suberror === undefined ? {} : { suberror: error.more.suberror }),
  ...(error.more.claims === undefined ? {} : { claims: error.more.claims }),
});
