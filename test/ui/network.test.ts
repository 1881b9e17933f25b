import assert from "node:assert/strict";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { createDemoWorld } from "../support/identityEndpoint/index.ts";
import { makeCertificate } from "../support/certificate.ts";
import { serve, type Served } from "../support/demoGraph.ts";
import { FrailHost, type Frailty } from "../support/frailHost.ts";
import { Grid } from "./grid.ts";
import { signInWithSecret } from "./signingIn.ts";
import { openWindow, type Window } from "./window.ts";

async function runFailedSignIns(window: Window): Promise<Grid> {
  await window.runSavedQuery("Failed sign-ins");
  return new Grid(window, "Failed sign-ins");
}

/** Waits until the status line and a banner say what happened; answers with the seconds that each took since `start`. */
async function told(grid: Grid, start: number, status: RegExp, severity: "warning" | "error", banner: RegExp) {
  const since = (): number => (performance.now() - start) / 1000;
  const statusAfter = (await grid.find(".status-text")).filter({ hasText: status }).waitFor({ timeout: 60_000 }).then(since);
  const bannerAfter = (await grid.find(`.banner.${severity}`)).filter({ hasText: banner }).waitFor({ timeout: 60_000 }).then(since);
  return { status: await statusAfter, banner: await bannerAfter };
}

suite("When the network fails", () => {
  let host: FrailHost;
  let window: Window;
  let grid: Grid;
  suiteSetup(async () => {
    host = await FrailHost.open(createDemoWorld({ interval: 1 }));
    window = await openWindow({
      settings: {
        "workbench.colorTheme": "Dark Modern",
        "tenantActivity.loadLimit": 1000,
        "tenantActivity.customCloud": { login: host.url, graph: host.url },
      },
    });
    await signInWithSecret(window, host.url);
    grid = await runFailedSignIns(window);
    await grid.statusSays(/^1,000 rows .*the service has more/);
  });
  suiteTeardown(async () => {
    await window.close();
    await host.close();
  });

  teardown(() => host.recover());

  const cases: readonly (readonly [
    name: string,
    frailty: Frailty | "away",
    status: RegExp,
    banner: RegExp,
    limits: { readonly status: number; readonly banner: number },
  ])[] = [
    ["nobody listens", "away", /^127\.0\.0\.1:\d+ refused the connection; ask/, /Check the VPN, the firewall/, { status: 15, banner: 30 }],
    [
      "a web page comes in place of records",
      "webPage",
      /^Something between here and 127\.0\.0\.1:\d+ answered with a web page; ask/,
      /guest network may want a sign-in/,
      { status: 15, banner: 30 },
    ],
    [
      "a gateway refuses",
      "gateway",
      /^Something between here and 127\.0\.0\.1:\d+ answered with 403; ask/,
      /It was not Entra\./,
      { status: 15, banner: 30 },
    ],
    [
      "an answer stops in the middle",
      "stall",
      /^The answer of 127\.0\.0\.1:\d+ stopped in the middle: nothing came for 30 seconds; ask/,
      /VPN or proxy on the way may hold it up/,
      { status: 45, banner: 45 },
    ],
  ];
  for (const [name, frailty, status, banner, limits] of cases)
    test(`${name}: the status line says so at once, a banner what to do, and the rows stay`, async function () {
      this.timeout(120_000);
      if (frailty === "away") await host.leave();
      else host.frailty = frailty;
      const start = performance.now();
      await (await grid.button("Load more")).click();
      const took = await told(grid, start, status, "warning", banner);
      await window.screenshot(`network ${frailty} dark`);
      assert.ok(took.status <= limits.status && took.banner <= limits.banner, JSON.stringify(took));
      assert.match(await grid.status(), /· 1,000 rows ·/);
      await (await grid.button("Cancel")).click();
      await grid.statusSays(/^1,000 rows .*the service has more/);
      await (await grid.find(".banner")).waitFor({ state: "detached" });
    });

  test("it comes back while the run asks again by itself: the banner goes, and the rest comes", async function () {
    this.timeout(120_000);
    host.frailty = "gateway";
    const start = performance.now();
    await (await grid.button("Load all")).click();
    await told(grid, start, /answered with 403/, "warning", /asked again by itself/);
    host.frailty = undefined;
    await (await grid.find(".banner")).waitFor({ state: "detached" });
    await grid.statusSays(/^1,[1-9]\d\d rows · .*complete/);
  });

  test("the log tells the causes, and neither an address with a filter nor a token", () => {
    const logs = [...window.written()].filter(([file]) => /Tenant Activity\.log$/.test(file)).map(([, content]) => content);
    const text = logs.join("\n");
    assert.match(
      text,
      /Offline: Graph could not be reached \(refused, 127\.0\.0\.1:\d+, TypeError < \w*Error ECONNREFUSED\); it is asked again/,
    );
    assert.match(text, /Intercepted: .* \(gateway, 127\.0\.0\.1:\d+, 403\)/);
    assert.doesNotMatch(text, /filter=|Bearer|eyJ/);
  });
});

suite("When somebody else's certificate is shown for Graph", () => {
  let login: Served;
  let stranger: Server;
  let window: Window;
  let graph: string;
  suiteSetup(async () => {
    login = await serve(createDemoWorld({ interval: 1 }));
    const made = makeCertificate();
    stranger = createServer({ cert: made.certificate, key: made.pem() }, (_, outgoing) => outgoing.end("{}"));
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    graph = `https://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    window = await openWindow({
      settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.customCloud": { login: login.url, graph } },
    });
    await signInWithSecret(window, graph);
  });
  suiteTeardown(async () => {
    await window.close();
    await login.close();
    stranger.closeAllConnections();
    stranger.close();
  });

  test("the run ends at once and says what no repetition would change", async function () {
    this.timeout(60_000);
    const start = performance.now();
    const grid = await runFailedSignIns(window);
    const took = await told(
      grid,
      start,
      /stopped by an error/,
      "error",
      /The certificate that was shown for 127\.0\.0\.1:\d+ is not trusted here\. Nothing was sent\./,
    );
    await window.screenshot("network certificate dark");
    assert.ok(took.status <= 20 && took.banner <= 20, JSON.stringify(took));
    assert.match(await grid.status(), / 1 request ·/);
    await (await grid.find(".banner.error")).getByRole("button", { name: "Retry" }).waitFor();
  });
});
