import assert from "node:assert/strict";
import { recordAddress } from "../../../../src/host/records/recordAddress.ts";
import { reportById } from "../../../../src/reports/index.ts";

const path = "provisioningStatusInfo/errorInformation/recommendedAction";
const address = "https://learn.microsoft.com/entra";
const record = (recommendedAction: unknown) => ({
  provisioningStatusInfo: { errorInformation: { recommendedAction } },
  sourceIdentity: { displayName: address },
});
const asked = (of: object, change: object = {}) =>
  recordAddress(
    { report: reportById("provisioning"), record: (number) => Promise.resolve(JSON.stringify(number === 3 ? of : {})) },
    { record: 3, path, address, ...change },
  ).catch(() => "refused");

suite("The address that a page wants opened", () => {
  test("is one that the record has in a sentence of the service", async () =>
    assert.deepEqual(await Promise.all([asked(record(address)), asked(record(`See ${address}.`))]), [address, address]));

  test("is refused when the record has it not, not there, or not as an address of its own", async () =>
    assert.deepEqual(
      await Promise.all([
        asked(record("None")),
        asked(record(null)),
        asked(record([address])),
        asked(record(address), { address: `${address}?stolen=1` }),
        asked(record(`${address}/more`)),
        asked(record(`command:${address}`)),
        asked(record(address), { path: "sourceIdentity/displayName" }),
        asked(record(address), { path: "__proto__" }),
        asked(record(address), { record: 4 }),
        asked(record("javascript:alert(1)"), { address: "javascript:alert(1)" }),
      ]),
      Array.from({ length: 10 }, () => "refused"),
    ));
});
