import type { Connection } from "../auth/connection.ts";
import { GraphClient } from "../sources/graph/client.ts";

/** Graph as a connection reaches it. */
export const graphOf = (connection: Connection, now?: () => number): GraphClient =>
  new GraphClient({
    host: connection.graphHost,
    fetch: (request) => connection.fetch(request),
    getToken: (wish, signal) => connection.getToken(wish, signal),
    ...(now && { now }),
  });
