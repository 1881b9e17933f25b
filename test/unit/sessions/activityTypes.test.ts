import assert from "node:assert/strict";
import type { Connection } from "../../../src/auth/connection.ts";
import { createDemoTenant, type Faults } from "../../../src/demo/index.ts";
import { Budget } from "../../../src/run/index.ts";
import { ActivityTypes } from "../../../src/sessions/activityTypes.ts";
import type { KnownActivities } from "../../../src/sessions/knownActivities.ts";
import { completeLine } from "../../../src/sessions/lineCompletion.ts";
import { VirtualClock } from "../../support/virtualClock.ts";
import { now, session } from "./session.ts";

const noRows = { facets: () => Promise.resolve({ facets: [] }) };

/** A connection to the demo tenant, or to a service that answers with these. */
function world({ faults = {}, answers }: { readonly faults?: Faults; readonly answers?: (url: string, asked: number) => Response } = {}) {
  const clock = new VirtualClock(now.getTime(), 100);
  const budget = new Budget(clock);
  const tenant = createDemoTenant({ now, faults, clock });
  const sent: Request[] = [];
  const log: string[] = [];
  const connection: Connection = {
    id: "demo",
    name: "Contoso (demo)",
    graphHost: "https://graph.microsoft.com",
    me: tenant.me.userPrincipalName,
    tenant: tenant.tenantId,
    fetch: async (request) => {
      sent.push(request);
      return answers ? answers(request.url, sent.length) : tenant.fetch(request);
    },
    getToken: () => Promise.resolve(tenant.token),
  };
  const types = new ActivityTypes({ clock, budget: () => budget, log: (message) => log.push(message) });
  return { clock, budget, types, connection, sent, log, asked: () => types.of(connection) };
}

const page = (names: readonly unknown[], nextLink?: string) =>
  Response.json({ value: names.map((activity) => ({ category: "c", service: "s", activity })), "@odata.nextLink": nextLink });
const refusal = (status: number, code = "Code") => Response.json({ error: { code, message: "Message" } }, { status });
const names = ({ types }: KnownActivities) => types.map(({ activity }) => activity);

suite("The activities that the directory may log", () => {
  test("are asked of the service once, whoever wants them meanwhile and afterwards, with nothing but a GET", async () => {
    const { asked, sent } = world();
    const [first, other] = await Promise.all([asked(), asked()]);
    const again = await asked();
    assert.deepEqual([first.isAll, other.types.length, again.types.length], [true, first.types.length, first.types.length]);
    assert.deepEqual(
      first.types.find(({ activity }) => activity === "Add user"),
      { activity: "Add user", category: "UserManagement", service: "Core Directory" },
    );
    assert.deepEqual(
      sent.map(({ method, url }) => `${method} ${url}`),
      ["GET https://graph.microsoft.com/beta/auditLogs/auditActivityTypes?$top=1000"],
    );
  });

  test("complete the activity, its category and its service behind the values that are loaded", async () => {
    const { asked } = world();
    const facets = () => Promise.resolve({ facets: [{ path: "", values: [{ value: "Add user", rows: 3 }], distinct: 1, rows: 3 }] });
    const found = async (text: string) => {
      const { items } = await completeLine({ text, offset: text.length }, { report: "directoryAudits", facets, activityTypes: asked });
      return items.flatMap(({ label, detail, doc }) => (detail ? [[label, detail, doc]] : []));
    };
    assert.deepEqual((await found("directoryAudits where activityDisplayName eq 'add")).slice(0, 3), [
      ["'Add user'", "3 rows loaded", undefined],
      ["'Add app role assignment grant to user'", "known, not loaded", "Logged as UserManagement of Core Directory."],
      ["'Add app role assignment to service principal'", "known, not loaded", "Logged as ApplicationManagement of Core Directory."],
    ]);
    assert.deepEqual(await found("directoryAudits where loggedByService eq 'PI"), [["'PIM'", "known, not loaded", undefined]]);
    assert.deepEqual(await found("directoryAudits where category eq 'RoleM"), [["'RoleManagement'", "known, not loaded", undefined]]);
    assert.deepEqual((await found("directoryAudits where startswith(activityDisplayName, 'Invite"))[0]?.[0], "'Invite external user'");
  });

  test("come in pages, of which so many are read", async () => {
    const { asked, sent } = world({
      answers: (_, count) =>
        page([`activity ${count}`], `https://graph.microsoft.com/beta/auditLogs/auditActivityTypes?$skiptoken=${count}`),
    });
    let known = await asked();
    while (!known.isAll) known = await asked();
    assert.deepEqual([names(known).length, sent.length], [8, 8]);
  });

  test("are never asked for again with a connection that may not read them", async () => {
    for (const answer of [() => refusal(403, "Authentication_RequestFromUnsupportedUserRole"), () => refusal(400), () => refusal(404)]) {
      const { asked, sent, clock, log } = world({ answers: answer });
      assert.deepEqual(names(await asked()), []);
      clock.jump(3_600_000);
      assert.deepEqual([(await asked()).isAll, sent.length, log.length], [true, 1, 1]);
    }
    const { asked, sent } = world({ faults: { activityTypesRefused: 1 } });
    await asked();
    assert.deepEqual([(await asked()).isAll, sent.length], [true, 1]);
  });

  test("are asked for again a while after anything else that failed, and not before", async () => {
    const { asked, sent, clock } = world({ answers: (_, count) => (count === 1 ? refusal(503) : page(["Add user"])) });
    assert.deepEqual(
      [await asked(), await asked()].map(({ isAll, types }) => [isAll, types.length]),
      [
        [false, 0],
        [false, 0],
      ],
    );
    assert.equal(sent.length, 1);
    clock.jump(61_000);
    assert.deepEqual([names(await asked()), sent.length], [["Add user"], 2]);
  });

  test("close the budget when the service limits, and keep the pages that came", async () => {
    const { asked, budget, log } = world({
      answers: (_, count) =>
        count === 1
          ? page(["Add user"], "https://graph.microsoft.com/beta/auditLogs/auditActivityTypes?$skiptoken=1")
          : Response.json({ error: { code: "TooManyRequests", message: "" } }, { status: 429, headers: { "retry-after": "30" } }),
    });
    while (log.length === 0) await asked();
    const known = await asked();
    assert.deepEqual([names(known), known.isAll, budget.state.isClosed], [["Add user"], false, true]);
  });

  test("leave out what is no name", async () => {
    const { asked } = world({
      answers: () => Response.json({ value: [null, 3, "x", {}, { activity: 5 }, { activity: "y".repeat(201) }, { activity: "Add user" }] }),
    });
    assert.deepEqual(names(await asked()), ["Add user"]);
  });

  test("are not waited for by who types: the next key has them", async () => {
    let answer: (response: Response) => void = () => undefined;
    const held = new Promise<Response>((resolve) => (answer = resolve));
    const { types, connection, clock } = world();
    const slow: Connection = { ...connection, fetch: () => held };
    const before = clock.now();
    assert.deepEqual([(await types.of(slow)).isAll, clock.now() - before], [false, 400]);
    answer(page(["Add user"]));
    assert.deepEqual(names(await types.of(slow)), ["Add user"]);
  });

  test("are asked for by no grid before a page has come over its connection", async () => {
    let wanted = 0;
    const activityTypes = () => Promise.resolve({ types: [], isAll: Boolean(++wanted) });
    const { grid, ended } = session({ world: { activityTypes } });
    const complete = () => {
      const text = "directoryAudits where category eq ";
      return completeLine({ text, offset: text.length }, { report: "signIns", ...noRows, activityTypes: () => grid.activityTypes() });
    };
    const { items, isWhole } = await complete();
    assert.deepEqual([wanted, isWhole], [0, false]);
    assert.ok(items.some(({ label }) => label === "'UserManagement'"));
    await grid.runText("signIns last 24h");
    await ended();
    await complete();
    assert.equal(wanted, 1);
  });
});
