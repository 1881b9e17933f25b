import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serve, type Served } from "./demoGraph.ts";

/** What a host on the way does with a request for records: nothing of it is the service's. */
export const frailties = {
  webPage: (outgoing: ServerResponse) =>
    outgoing.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><h1>Welcome to the hotel"),
  redirect: (outgoing: ServerResponse) => outgoing.writeHead(302, { location: "http://127.0.0.1:9/welcome" }).end(),
  gateway: (outgoing: ServerResponse) =>
    outgoing.writeHead(403, { "content-type": "text/html" }).end("<html><h1>403</h1>Blocked by your organisation's gateway"),
  /** Half a body, and then nothing. */
  stall: (outgoing: ServerResponse) => void outgoing.writeHead(200, { "content-type": "application/json" }).write('{"value":['),
  /** Half a body, and then the end of the connection. */
  cut: (outgoing: ServerResponse) =>
    outgoing.writeHead(200, { "content-type": "application/json" }).write('{"value":[', () => outgoing.socket?.destroy()),
} as const;
export type Frailty = keyof typeof frailties;

/** A host over HTTP that serves records as long as it is well; sign-ins always get through. */
export class FrailHost {
  frailty: Frailty | undefined;
  /** Requests for records whose connection has ended, whoever ended it. */
  ended = 0;
  readonly #server: Server;
  #inner: Served | undefined;
  #port = 0;

  private constructor() {
    this.#server = createServer((incoming, outgoing) => void this.#answer(incoming, outgoing));
  }

  static async open(tenant: Parameters<typeof serve>[0]): Promise<FrailHost> {
    const host = new FrailHost();
    await host.comeBack();
    host.#inner = await serve(tenant, { origin: host.url });
    return host;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Nobody listens any more. */
  leave(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** Listens again, on the port of before. */
  async comeBack(): Promise<void> {
    await new Promise<void>((resolve, reject) => this.#server.once("error", reject).listen(this.#port, "127.0.0.1", resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Whatever it did, it is well again. */
  async recover(): Promise<void> {
    this.frailty = undefined;
    if (!this.#server.listening) await this.comeBack();
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.leave();
    await this.#inner?.close();
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const isForRecords = incoming.method === "GET" && /^\/(beta|v1\.0)\//.test(incoming.url ?? "");
    if (this.frailty !== undefined && isForRecords) {
      outgoing.once("close", () => this.ended++);
      frailties[this.frailty](outgoing);
      return;
    }
    const { host: _, ...headers } = incoming.headers as Record<string, string>;
    const body = incoming.method === "POST" ? Buffer.concat(await incoming.toArray()) : undefined;
    const inner = new Request(`${this.#inner?.url ?? ""}${incoming.url ?? ""}`, {
      method: incoming.method ?? "GET",
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(connection|content-length|keep-alive)$/.test(name))),
      redirect: "manual",
      ...(body && { body }),
    });
    try {
      const answer = await fetch(inner);
      const sent = Object.fromEntries([...answer.headers].filter(([name]) => !/^(connection|content-length|keep-alive)$/.test(name)));
      outgoing.writeHead(answer.status, sent).end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      incoming.socket.destroy();
    }
  }
}
