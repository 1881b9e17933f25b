import { createDemoTenant, type DemoTenant, type DemoTenantOptions } from "../../../src/demo/index.ts";
import { demoDirectory, type Directory } from "./directory.ts";
import { createIdentity, tenantNamed, type Identity, type IdentityOptions } from "./identity.ts";

export interface DemoWorldOptions
  extends Pick<DemoTenantOptions, "seed" | "factor" | "quiet" | "faults" | "clock">, Omit<IdentityOptions, "directory" | "now" | "seed"> {
  readonly now?: () => Date;
  readonly directory?: Directory;
  /** Certificates, PEM, that the app which signs in by itself has registered. */
  readonly certificates?: readonly string[];
}

/** The tenants of a directory behind one address: sign-in host and Graph, which share users, roles and clock. */
export interface DemoWorld {
  readonly identity: Identity;
  fetch(request: Request): Promise<Response>;
}

export function createDemoWorld({
  seed = 1,
  now = () => new Date(),
  factor,
  quiet,
  faults,
  clock,
  certificates,
  directory = demoDirectory(seed, certificates),
  ...identityOptions
}: DemoWorldOptions = {}): DemoWorld {
  const identity = createIdentity({ ...identityOptions, directory, seed, now });
  const graphs = new Map<string, DemoTenant>();
  const graphOf = (tenantId: string): DemoTenant => {
    let graph = graphs.get(tenantId);
    if (graph === undefined) {
      const index = directory.tenants.findIndex(({ id }) => id === tenantId);
      graph = createDemoTenant({
        seed: seed + index,
        now,
        ...(factor === undefined ? {} : { factor }),
        ...(quiet === undefined ? {} : { quiet }),
        ...(faults && { faults }),
        ...(clock && { clock }),
        admit: (token, request) => (identity.tenantOf(token) === tenantId ? identity.admit(token, request) : undefined),
      });
      graphs.set(tenantId, graph);
    }
    return graph;
  };
  return {
    identity,
    fetch(request) {
      if (!/^\/(v1\.0|beta)\//i.test(new URL(request.url).pathname)) return identity.fetch(request);
      const named = tenantNamed(request.headers.get("authorization")?.slice("Bearer ".length) ?? "");
      const tenant = directory.tenants.find(({ id }) => id === named) ?? directory.tenants[0];
      if (tenant === undefined) throw new Error("A directory has a tenant");
      return graphOf(tenant.id).fetch(request);
    },
  };
}
