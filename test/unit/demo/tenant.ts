import assert from "node:assert/strict";
import { createDemoTenant, demoToken, type Clock, type DemoTenant, type DemoTenantOptions } from "../../../src/demo/index.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";

/** A Wednesday; the stories are told of the days before it. */
export const noon = new Date("2026-11-18T12:34:56.789Z");
export const graph = "https://graph.microsoft.com";

/** A tenant at `noon`, without a limit of requests unless the test is about it. */
export const tenantAt = ({ faults, ...options }: DemoTenantOptions = {}): DemoTenant =>
  createDemoTenant({ now: noon, ...options, faults: { throttleAfter: Infinity, ...faults } });

export interface Page {
  readonly "@odata.context": string;
  readonly "@odata.nextLink"?: string;
  readonly value: readonly ActivityRecord[];
}

export const request = (path: string, headers: Readonly<Record<string, string>> = {}): Request =>
  new Request(path.startsWith("http") ? path : graph + path, { headers: { authorization: `Bearer ${demoToken}`, ...headers } });

/** An answer as a status and what its body says. */
export async function ask(
  tenant: DemoTenant,
  path: string,
  headers?: Readonly<Record<string, string>>,
): Promise<{ status: number; body: never; headers: Headers }> {
  const response = await tenant.fetch(request(path, headers));
  return { status: response.status, body: (await response.json()) as never, headers: response.headers };
}

export async function page(tenant: DemoTenant, path: string): Promise<Page> {
  const { status, body } = await ask(tenant, path);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** All records of a query, link after link, and how many came with each. */
export async function all(tenant: DemoTenant, path: string): Promise<{ records: ActivityRecord[]; sizes: number[] }> {
  const records: ActivityRecord[] = [];
  const sizes: number[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const { value, "@odata.nextLink": link }: Page = await page(tenant, next);
    records.push(...value);
    sizes.push(value.length);
    next = link;
  }
  return { records, sizes };
}

/** What a refusal says, without what differs from request to request. */
export async function refusal(tenant: DemoTenant, path: string): Promise<{ status: number; code: string; message: string }> {
  const { status, body } = await ask(tenant, path);
  const { error } = body as { error: { code: string; message: string } };
  return { status, code: error.code, message: error.message };
}

/** Time that stands still until something sleeps or the test moves it. */
export class StillClock implements Clock {
  time = 0;
  readonly slept: number[] = [];

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.slept.push(ms);
    this.time += ms;
    return Promise.resolve();
  }
}

export const texts = (records: readonly ActivityRecord[], member: string): string[] => records.map((record) => String(record[member]));
