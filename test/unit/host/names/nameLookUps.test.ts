import assert from "node:assert/strict";
import path from "node:path";
import { build } from "esbuild";
import type { Connection } from "../../../../src/auth/connection.ts";
import type { ConnectionData } from "../../../../src/auth/connectionData.ts";
import { NameConsent } from "../../../../src/host/names/nameConsent.ts";
import type * as bundle from "../../../../src/host/names/nameLookUps.ts";
import { reportById } from "../../../../src/reports/index.ts";
import { VirtualClock } from "../../../support/virtualClock.ts";
import { memento } from "../memento.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const tenant = "29b3d384-c684-46c6-ad27-19c002b41e16";
const [one, two] = ["aaaaaaaa-1111-4111-8111-111111111111", "bbbbbbbb-1111-4111-8111-111111111111"] as const;
const record = { userId: one, userDisplayName: "Emma", conditionalAccessAudiences: [two], homeTenantId: tenant, resourceTenantId: tenant };

/** The bundle, with what it needs of VS Code: each message is answered as a person would. */
async function inVsCode(answer: (message: string) => string | undefined) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["src/host/names/nameLookUps.ts"],
    ...{ bundle: true, platform: "node", format: "cjs", write: false, external: ["vscode"] },
  });
  const said: string[] = [];
  const show = (message: string): Promise<string | undefined> => Promise.resolve((said.push(message), answer(message)));
  class EventEmitter {
    readonly listeners: (() => void)[] = [];
    readonly event = (listener: () => void) => (this.listeners.push(listener), { dispose: () => undefined });
    fire() {
      for (const listener of this.listeners) listener();
    }
    dispose() {
      this.listeners.length = 0;
    }
  }
  const window = {
    ...{ showInformationMessage: show, showWarningMessage: show, showErrorMessage: show },
    withProgress: (_: unknown, task: () => unknown) => task(),
  };
  const vscode = { window, EventEmitter, ProgressLocation: {} };
  const module = { exports: {} };
  const read = new Function("require", "module", outputFiles[0]?.text ?? "") as (...parameters: unknown[]) => void;
  read((name: string) => (name === "vscode" ? vscode : process.getBuiltinModule(name)), module);
  return { ...(module.exports as typeof bundle), EventEmitter, said };
}

/** A connection of the person's own, whose directory answers so. */
async function world(
  answer: (message: string) => string | undefined,
  respond?: (url: string) => Response,
  change: Partial<ConnectionData> = {},
) {
  const { NameLookUps, EventEmitter, said } = await inVsCode(answer);
  const sent: string[] = [];
  let data: ConnectionData = { id: "one", name: "Contoso", cloud: "global", tenant, tenantId: tenant, way: "browser", ...change };
  const state = memento();
  const keep = async (next: object) => state.update("connections", [(data = { ...data, ...next })]);
  await keep({});
  const connection: Connection = {
    ...{ id: "one", name: "Contoso", graphHost: "https://graph.microsoft.com", me: "alex@contoso.com", tenant },
    getToken: () => Promise.resolve("token"),
    fetch: ({ url }) => {
      const asked = decodeURIComponent(url);
      sent.push(asked);
      const ids = [...asked.matchAll(/'([^']+)'/g)].map(([, id]) => id);
      return Promise.resolve(
        respond?.(url) ?? Response.json({ value: ids.map((id) => ({ id, appId: id, displayName: "[x](command:y)" })) }),
      );
    },
  };
  const changed = new EventEmitter();
  const signedInWith: (readonly string[] | undefined)[] = [];
  const names = new NameLookUps({
    connections: { get: () => Promise.resolve(connection), find: () => data, active: data, onDidChange: changed.event },
    access: {
      load: () =>
        Promise.resolve({
          store: {
            get: () => data,
            allowNames: (_: string, isAllowed: boolean) => keep({ ...(isAllowed ? { lookUpNames: true } : { lookUpNames: undefined }) }),
          },
          signInAs: (next: ConnectionData) => Promise.resolve((signedInWith.push(next.morePermissions), true)),
        }),
      useFreshToken: () => Promise.resolve(true),
      explain: () => undefined,
    } as unknown as ConstructorParameters<typeof NameLookUps>[0]["access"],
    consent: new NameConsent(state, memento(), (id) => id === "demo"),
    clock: new VirtualClock(Date.parse("2026-11-28T19:40:00Z")),
    grid: () => undefined,
    zone: () => "UTC",
    log: () => undefined,
  });
  const ofRecord = () => names.ofRecord("one", reportById("signIns"), record);
  const known = async () => {
    const found = await ofRecord();
    return found.ids.map((id) => found.known(id)?.name);
  };
  return { names, said, sent, keep, changed, signedInWith, ofRecord, known };
}

const refusing = () => Response.json({ error: { code: "Authorization_RequestDenied", message: "No" } }, { status: 403 });
const question = "Look up names in the directory of “Contoso”?";

suite("Looking up names in the directory", () => {
  test("sends nothing before the person allows it: not by itself, and not when the question is left", async () => {
    const { names, said, sent, ofRecord, known } = await world(() => undefined);
    const { ids, isAllowed, lookUp } = await ofRecord();
    assert.deepEqual([ids.map(({ id }) => id), isAllowed], [[one, two], false]);
    assert.equal(await names.lookUpByItself("one", ids), false);
    await lookUp(ids[0]!);
    assert.deepEqual([sent, said, await known()], [[], [question], [undefined, undefined]]);
  });

  test("asks once, then looks up what a person points at, and by itself only what the record has no name for", async () => {
    const { names, said, sent, ofRecord, known } = await world((message) => (message === question ? "Allow" : undefined));
    const { ids, lookUp } = await ofRecord();
    await lookUp(ids[1]!);
    assert.deepEqual(said, [question, "[x] (command:y): in the directory, looked up 28 Nov 19:40:00 UTC."]);
    assert.equal(await names.lookUpByItself("one", ids), false);
    assert.deepEqual(await known(), [undefined, "[x](command:y)"]);
    await (await ofRecord()).lookUp(ids[0]!);
    assert.deepEqual([sent.map((url) => new URL(url).pathname), said.length], [["/v1.0/servicePrincipals", "/v1.0/users"], 3]);
  });

  test("tells of a refusal once, and asks for the permission of just that when the person wants", async () => {
    let wanted = 0;
    const { names, said, sent, ofRecord, signedInWith } = await world(
      (message) => (message.startsWith("Entra refuses") && wanted-- > 0 ? "Sign In for Names" : undefined),
      refusing,
      { lookUpNames: true },
    );
    const { ids, lookUp } = await ofRecord();
    for (let times = 0; times < 3; times++) await names.lookUpByItself("one", ids);
    await new Promise(setImmediate);
    assert.deepEqual([sent.length, said.length, signedInWith], [1, 1, []]);
    wanted = 1;
    await lookUp(ids[1]!);
    // Asked once more with the new token, and refused once more.
    assert.deepEqual([signedInWith, sent.length, said.length], [[["Application.Read.All"]], 3, 3]);
  });

  test("is over when it is taken back, signed out or of another tenant: what was found is shown no more", async () => {
    const { sent, keep, changed, ofRecord, known } = await world(() => undefined, undefined, { lookUpNames: true });
    const { ids, lookUp } = await ofRecord();
    await lookUp(ids[0]!);
    assert.deepEqual(await known(), ["[x](command:y)", undefined]);
    await keep({ signedOut: true });
    assert.deepEqual(await known(), [undefined, undefined]);
    changed.fire();
    await keep({ signedOut: undefined });
    assert.deepEqual(await known(), [undefined, undefined]);
    await keep({ tenantId: two });
    await assert.rejects((await ofRecord()).lookUp(ids[0]!), /of another tenant by now/);
    assert.equal(sent.length, 1);
  });

  test("shows nothing that the directory of another tenant said: an application has one id in all of them", async () => {
    const { names, keep, ofRecord, known } = await world(() => undefined, undefined, { lookUpNames: true });
    const { ids, lookUp } = await ofRecord();
    await lookUp(ids[1]!);
    assert.deepEqual(await known(), [undefined, "[x](command:y)"]);
    await keep({ tenantId: "cccccccc-1111-4111-8111-111111111111" });
    const other = { ...record, homeTenantId: undefined, resourceTenantId: undefined };
    const { ids: there, known: knownThere } = await names.ofRecord("one", reportById("signIns"), other);
    assert.deepEqual(
      [there.map(({ id }) => id), there.map((id) => knownThere(id)?.name)],
      [
        [one, two],
        [undefined, undefined],
      ],
    );
  });

  test("says what an answer left out", async () => {
    const answer = () => Response.json({ value: [], error: { code: "UnknownError", message: "Later" } });
    const { names, said, ofRecord } = await world(() => undefined, answer, { lookUpNames: true });
    const { ids, lookUp } = await ofRecord();
    await lookUp(ids[0]!);
    await names.lookUp("one", ids);
    assert.deepEqual(said, [
      "0 names looked up in the directory. The answer left 1 id out: look up again.",
      "0 names looked up in the directory. The answer left 2 ids out: look up again.",
    ]);
  });
});
