import type { HostApi } from "../../protocol/grid.ts";
import { layouts } from "../../reports/layouts.ts";
import type { ReportId } from "../../reports/index.ts";
import { valueAt } from "../../reports/valueAt.ts";
import { webAddresses } from "../../webAddresses.ts";
import { recordOf } from "../../records/recordOf.ts";

/** The session of a grid. */
interface RecordSource {
  readonly report: { readonly id: ReportId };
  record(record: number): Promise<string>;
}

/** The address that a page wants opened, found again in the record: so nothing can leave in an address that a page made up. Throws when it is not there. */
export async function recordAddress(
  source: RecordSource,
  { record, path, address }: Parameters<HostApi["openAddress"]>[0],
): Promise<string> {
  const of = layouts[source.report.id].linked.includes(path) ? recordOf(await source.record(record)) : undefined;
  const text = of && valueAt(of, path);
  const found = typeof text === "string" ? webAddresses(text).find((one) => one.address === address) : undefined;
  if (!found) throw new Error("The address was not opened: the record does not have it. Copy it and look where it leads.");
  return found.address;
}
