import assert from "node:assert/strict";
import { canComeBack, waysInOrder } from "../../../src/auth/index.ts";

suite("The ways of signing in that are offered", () => {
  const anywhere = ["vscodeAccount", "azureCli", "certificate", "clientSecret", "deviceCode"];

  test("on the desktop begin with the browser", () =>
    assert.deepEqual(waysInOrder({ extensionKind: "ui", uiKind: "desktop", callbackUri: "vscode://tenant-activity.tenant-activity" }), [
      "browser",
      "uriHandler",
      ...anywhere,
    ]));

  test("on a remote host come back through VS Code, as its loopback address is out of the browser's reach", () =>
    assert.deepEqual(
      waysInOrder({
        extensionKind: "workspace",
        uiKind: "desktop",
        remoteName: "ssh-remote",
        callbackUri: "vscode://tenant-activity.tenant-activity",
      }),
      ["uriHandler", ...anywhere],
    ));

  test("in a browser that vscode.dev cannot reach leave out both", () =>
    assert.deepEqual(
      waysInOrder({ extensionKind: "workspace", uiKind: "web", remoteName: "server", callbackUri: "https://code.example/callback" }),
      anywhere,
    ));

  test("vscode.dev passes answers on to VS Code, to its own hosts and to a local port, and to no other place", () => {
    const places = [
      "vscode://a.b",
      "vscode-insiders://a.b",
      "vscode-wsl://a.b",
      "https://name.vscode.dev/callback",
      "https://name.github.dev/callback",
      "http://localhost:8000/callback",
      "http://localhost/callback",
      "https://vscode.dev.example/callback",
      "vscodium://a.b",
      "no URI",
    ];
    assert.deepEqual(places.filter(canComeBack), places.slice(0, 6));
  });
});
