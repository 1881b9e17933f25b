import { guidOf } from "./random.ts";

/** What every answer to one request says about it. */
export interface Ticket {
  readonly requestId: string;
  readonly clientRequestId: string;
  /** When it was asked, in the tenant's time. */
  readonly time: Date;
}

export function ticketOf(request: Request, seed: number, ordinal: number, time: Date): Ticket {
  const requestId = guidOf(ordinal, 0, seed);
  return { requestId, clientRequestId: request.headers.get("client-request-id") || requestId, time };
}

export class Failure extends Error {
  override readonly name = "Failure";
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

const headersOf = (ticket: Ticket): Record<string, string> => ({
  "cache-control": "no-cache",
  "content-type": "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
  "odata-version": "4.0",
  "request-id": ticket.requestId,
  "client-request-id": ticket.clientRequestId,
  "x-ms-ags-diagnostic": `{"ServerInfo":{"DataCenter":"West Europe","Slice":"E","Ring":"5","ScaleUnit":"002","RoleInstance":"DEMO0001"}}`,
  date: ticket.time.toUTCString(),
});

export const errorText = (ticket: Ticket, code: string, message: string): string =>
  JSON.stringify({
    error: {
      code,
      message,
      innerError: {
        date: ticket.time.toISOString().slice(0, 19),
        "request-id": ticket.requestId,
        "client-request-id": ticket.clientRequestId,
      },
    },
  });

export const success = (ticket: Ticket, body: Uint8Array<ArrayBuffer>): Response =>
  new Response(body, { status: 200, headers: headersOf(ticket) });

export const failure = (ticket: Ticket, { status, code, message, headers }: Failure): Response =>
  new Response(errorText(ticket, code, message), { status, headers: { ...headersOf(ticket), ...headers } });
