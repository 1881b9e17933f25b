import assert from "node:assert/strict";
import { isIP } from "node:net";
import fc from "fast-check";
import { addressKind, isAddress } from "../../../src/records/addressKind.ts";

suite("What sort of address it is", () => {
  test("is said of those that no one has on the internet, in both versions", () =>
    assert.deepEqual(
      [
        "10.1.2.3",
        "172.31.0.1",
        "172.32.0.1",
        "192.168.0.1",
        "203.0.113.9",
        "100.64.1.1",
        "8.8.8.8",
        "::",
        "::1",
        "2001:db8::1",
        "fe80::1%eth0",
        "FD00::1",
        "2a00::1",
        "::ffff:10.0.0.1",
      ].map((address) => addressKind(address)?.split(/[ :,]/).slice(0, 3).join(" ")),
      [
        "a private address",
        "a private address",
        undefined,
        "a private address",
        "an address of",
        "an address that",
        undefined,
        "an address that",
        "the machine itself",
        "an address of",
        "a link-local address",
        "a private address",
        undefined,
        "a private address",
      ],
    ));

  test("is asked of what is an address only", () => {
    assert.deepEqual(
      [
        "",
        "1.2.3",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4/24",
        ":::",
        "1::2::3",
        "12345::",
        "g::1",
        "10.0.0.1.",
        "62e90394",
        "::".repeat(40),
      ].filter(isAddress),
      [],
    );
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (text) => assert.equal(isAddress(text), isIP(text) !== 0)));
  });
});
