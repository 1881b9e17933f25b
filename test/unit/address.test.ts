import assert from "node:assert/strict";
import fc from "fast-check";
import { readAddress } from "../../src/address.ts";

const origins = (texts: readonly string[]) => texts.map((text) => readAddress(text)?.origin);

suite("An address to go to", () => {
  test("is https, with the authority as it is written, in any case and with the usual port", () =>
    assert.deepEqual(
      origins([
        "https://graph.microsoft.com",
        "https://graph.microsoft.com/beta/auditLogs/signIns?$filter=a eq 'b c\\d'&x=%2F#y",
        "HTTPS://Graph.Microsoft.COM:443/beta",
        "https://graph.example:8443?x",
        "https://[2001:db8::1]/",
        "https://xn--bcher-kva.example/",
      ]),
      [
        "https://graph.microsoft.com",
        "https://graph.microsoft.com",
        "https://graph.microsoft.com",
        "https://graph.example:8443",
        "https://[2001:db8::1]",
        "https://xn--bcher-kva.example",
      ],
    ));

  test("does without TLS on this machine only", () =>
    assert.deepEqual(
      origins([
        "http://localhost:9000/x",
        "http://127.0.0.1:9000",
        "http://[::1]:9000",
        "http://localhost:80/",
        "http://graph.microsoft.com/",
        "http://127.0.0.2/",
        "http://localhost.evil.example/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
      ]),
      [
        "http://localhost:9000",
        "http://127.0.0.1:9000",
        "http://[::1]:9000",
        "http://localhost",
        ...Array.from({ length: 5 }, () => undefined),
      ],
    ));

  const tricks: Readonly<Record<string, readonly string[]>> = {
    "another scheme": [
      "blob:https://graph.microsoft.com/8a6f",
      "filesystem:https://graph.microsoft.com/x",
      "view-source:https://graph.microsoft.com/",
      "javascript:fetch('https://graph.microsoft.com')",
      "data:text/html,https://graph.microsoft.com",
      "file://graph.microsoft.com/etc",
      "ftp://graph.microsoft.com/",
      "ws://graph.microsoft.com/",
      "wss://graph.microsoft.com/",
      "vscode://graph.microsoft.com/",
      "command:workbench.action.quit",
    ],
    "no scheme, or half of one": [
      "//graph.microsoft.com/",
      "graph.microsoft.com",
      "/beta",
      "",
      "https:",
      "https:/graph.microsoft.com",
      "https:graph.microsoft.com",
      "https:///graph.microsoft.com/",
      "https://",
    ],
    "user names": [
      "https://me@graph.microsoft.com/",
      "https://me:x@graph.microsoft.com/",
      "https://@graph.microsoft.com/",
      "https://:@graph.microsoft.com/",
      "https://graph.microsoft.com@evil.example/",
      "https://graph.microsoft.com%40evil.example/",
    ],
    backslashes: [
      "https:\\\\graph.microsoft.com\\",
      "https://graph.microsoft.com\\@evil.example/",
      "https://evil.example\\.graph.microsoft.com/",
      "https://graph.microsoft.com\\beta",
    ],
    "spaces and control characters": [
      " https://graph.microsoft.com/",
      "https://graph.microsoft.com/ ",
      "\thttps://graph.microsoft.com/",
      "ht\ntps://graph.microsoft.com/",
      "https://graph.micro\tsoft.com/",
      "https://graph.microsoft.com/\r\nx",
      "https://graph.microsoft.com\u0000.evil.example/",
      "https://graph.microsoft.com/\u007f",
      "https://graph .microsoft.com/",
    ],
    "a host written another way": [
      "https://graph%2Emicrosoft%2Ecom/",
      "https://%67raph.microsoft.com/",
      "https://graph。microsoft．com/",
      "https://graph｡microsoft.com/",
      "https://ｇｒａｐｈ.microsoft.com/",
      "https://gra\u00adph.microsoft.com/",
      "https://gra\u200bph.microsoft.com/",
      "https://ⓖraph.microsoft.com/",
      "https://bücher.example/",
      "https://graph.microsoft.com./",
      "https://2130706433/",
      "https://0x7f.1/",
      "https://0177.0.0.1/",
      "https://127.1/",
      "https://[0:0:0:0:0:0:0:1]/",
      "https://[::0001]/",
      "https://[::ffff:127.0.0.1]/",
      "https://[fe80::1%25eth0]/",
    ],
    "a port written another way": [
      "https://graph.microsoft.com:/",
      "https://graph.microsoft.com:0443/",
      "https://graph.microsoft.com:99999/",
      "https://graph.microsoft.com:443x/",
    ],
  };
  for (const [name, texts] of Object.entries(tricks))
    test(`with ${name} is none`, () =>
      assert.deepEqual(
        texts.filter((text) => readAddress(text) !== undefined),
        [],
      ));

  test("is what every parser would go to, whatever is put around and into it", () => {
    const piece = fc.constantFrom(
      "https",
      "http",
      ":",
      "/",
      "//",
      "\\",
      "@",
      "#",
      "?",
      ".",
      "%2e",
      "。",
      "\t",
      "\n",
      " ",
      "[::1]",
      "localhost",
      "127.0.0.1",
      "graph.microsoft.com",
      "evil.example",
      ":443",
      ":80",
      "xn--",
      "blob:",
      "\u0000",
      "-",
      "0x7f",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.boolean(), (pieces, isPrefixed) => {
        const text = (isPrefixed ? "https://" : "") + pieces.join("");
        const url = readAddress(text);
        if (url === undefined) return;
        const [, authority = ""] = /^https?:\/\/([^/?#]*)/i.exec(text) ?? [];
        assert.match(authority, /^([a-z\d.-]+|\[[\da-f:.]+\])(:\d+)?$/i, text);
        assert.ok(url.protocol === "https:" || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname), text);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });
});
