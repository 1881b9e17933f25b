import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { createDemoTenant, type DemoTenant } from "../../src/demo/index.ts";

export interface Served {
  /** `http://127.0.0.1:PORT`, to be used in place of the Graph host. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0: any free one. */
  readonly port?: number;
  /** What the links of its answers begin with, for clients that are made to believe they talk to that host; else its own address. */
  readonly origin?: string;
}

/** Mounts the demo tenant behind node:http on the loopback address. A connection that the tenant drops is reset. */
export async function serve(tenant: Pick<DemoTenant, "fetch">, { port = 0, origin }: ServeOptions = {}): Promise<Served> {
  const server = createServer((incoming, outgoing) => void answer(tenant, origin, incoming, outgoing));
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  tenant: Pick<DemoTenant, "fetch">,
  origin: string | undefined,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  // A page of another site could reach this port by a name of its own: only the loopback names are answered.
  const host = incoming.headers.host ?? "";
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) {
    outgoing.writeHead(421).end();
    return;
  }
  const abort = new AbortController();
  outgoing.once("close", () => abort.abort());
  try {
    const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as [string, string]] : [],
    );
    const sent = incoming.method === "POST" ? Buffer.concat(await incoming.toArray()) : undefined;
    const response = await tenant.fetch(
      new Request(`${origin ?? `http://${host}`}${incoming.url ?? "/"}`, {
        method: incoming.method ?? "GET",
        headers,
        signal: abort.signal,
        ...(sent && { body: sent }),
      }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch {
    incoming.socket.destroy();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const options = new Map(process.argv.slice(2).map((argument) => [argument.replace(/^--|=.*$/g, ""), argument.split("=")[1]] as const));
  const number = (name: string, otherwise: number): number => Number(options.get(name) ?? otherwise);
  const tenant = createDemoTenant({
    seed: number("seed", 1),
    factor: number("factor", 1),
    quiet: options.has("quiet"),
    faults: options.has("unlimited") ? { throttleAfter: Infinity } : {},
  });
  const { url } = await serve(tenant, { port: number("port", 0) });
  process.stdout.write(`${tenant.tenantName} answers at ${url}\n`);
  process.stdout.write(`curl -H 'Authorization: Bearer ${tenant.token}' '${url}/beta/auditLogs/signIns?$top=2'\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
}
