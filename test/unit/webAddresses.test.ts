import assert from "node:assert/strict";
import fc from "fast-check";
import { readAddress } from "../../src/address.ts";
import { longestAddress, webAddresses } from "../../src/webAddresses.ts";

const found = (text: string) => webAddresses(text).map(({ address }) => address);
const learn = "https://learn.microsoft.com/entra";

suite("Web addresses in a text", () => {
  test("are found where they stand in a sentence, without its full stops and brackets", () =>
    assert.deepEqual(
      [
        learn,
        `See ${learn}.`,
        `(see ${learn}), or [${learn}]; "${learn}"!`,
        `<${learn}>`,
        `First\n${learn}\r\nthen https://aka.ms/b_(c)?d=%20&e[]=1#f.`,
        `HTTPS://aka.ms:443/x`,
      ].map(found),
      [[learn], [learn], [learn, learn, learn], [learn], [learn, "https://aka.ms/b_(c)?d=%20&e[]=1#f"], ["HTTPS://aka.ms:443/x"]],
    ));

  test("are none where it is in doubt what they lead to", () => {
    const hostile = [
      "javascript:alert(1)",
      "command:workbench.action.quit",
      `command:${learn}`,
      `javascript:location='${learn}'`.replace("'", ""),
      "vscode://publisher.extension/path",
      `vscode:${learn}`,
      "http://learn.microsoft.com/entra",
      "file:///etc/passwd",
      "data:text/html,x",
      "https://learn.microsoft.com@evil.example/",
      "https://me:secret@evil.example/",
      "https://learn.microsoft.com\\@evil.example/",
      "https://learn.microsоft.com/", // a Cyrillic letter
      "https://xn--learn-xyz.example/",
      "https://a.xn--p1ai/",
      "https://learn.microsoft.com\u202e/moc.live",
      "https://learn.microsoft.com/\u200b",
      "https://learn.microsoft.com%2eevil.example/",
      "https://learn.microsoft.com./",
      "https://2130706433/",
      "https://0x7f.1/",
      "https://learn.microsoft.com/{tenant}",
      "https://learn.microsoft.com/`x`",
      "https://",
      "https:///evil.example",
      "https:evil.example",
      "https://learn.microsoft\n.com/evil",
      "https://learn.microsoft.com\n/evil",
      "https://learn.microsoft.com\r\n@evil.example",
      "https://learn.microsoft.com\u0000/",
      `${learn}/${"x".repeat(longestAddress)}`,
    ];
    assert.deepEqual(
      hostile.filter((text) => found(`${text} and more`).length > 0 || found(`See: ${text}`).length > 0),
      [],
    );
  });

  test("are such as stand there, are gone to as they are written, and over https only, in every text", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "https://",
        "HTTPS://",
        "a.example",
        "/",
        "\\",
        "@",
        ":",
        "?",
        "#",
        "%",
        ".",
        ")",
        "(",
        "\n",
        " ",
        "\u202e",
        "é",
        "xn--",
        "443",
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        for (const { from, to, address } of webAddresses(text)) {
          assert.equal(text.slice(from, to), address);
          assert.match(address, /^https:\/\/[!-~]+$/i);
          assert.equal(readAddress(address)?.protocol, "https:");
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("are looked for in time that grows with the text", () => {
    const texts = ["https://a".repeat(100_000), `${learn} `.repeat(20_000), `https://a.example/${")".repeat(200_000)}`];
    assert.deepEqual(
      texts.map((text) => webAddresses(text).length),
      [0, 20_000, 1],
    );
  });
});
