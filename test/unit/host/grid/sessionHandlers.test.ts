import assert from "node:assert/strict";
import fc from "fast-check";
import { gridAnswers, hostSchemas } from "../../../../src/host/grid/hostSchemas.ts";
import { sessionHandlers } from "../../../../src/host/grid/sessionHandlers.ts";
import type { GridApi, HostApi } from "../../../../src/protocol/grid.ts";
import { connect, type Handlers } from "../../../../src/rpc.ts";
import { near } from "../../../../src/sessions/near.ts";
import { rightMessages, wrongForms } from "../gridMessages.ts";
import { session, type TextGrid } from "../../sessions/session.ts";

const methods = Object.keys(hostSchemas) as (keyof HostApi)[];

/** A session as the page of a grid reaches it. `acts`: what VS Code was to do. */
function behindBorder(grid: TextGrid) {
  const listeners: ((message: unknown) => void)[] = [];
  const [sent, acts, told]: [unknown[], string[], string[]] = [[], [], []];
  const act = (name: string) => (): never => {
    acts.push(name);
    throw new Error("There is no VS Code here");
  };
  const handlers: Handlers<HostApi> = {
    ...sessionHandlers(grid),
    ready: () => grid.state(),
    filter: ({ text }) => grid.filter(text),
    run: ({ text }) => grid.runText(text),
    edit: ({ text, change }) => grid.editText(text, change),
    openRecord: act("openRecord"),
    openRecords: act("openRecords"),
    copy: act("copy"),
    goToTime: act("goToTime"),
    chooseZone: act("chooseZone"),
    panes: act("panes"),
    copyText: act("copyText"),
    act: act("act"),
    saveQuery: act("saveQuery"),
    recentQueries: () => [],
    openSummary: act("openSummary"),
    copySummary: act("copySummary"),
    changeAnswers: act("changeAnswers"),
    openQuery: act("openQuery"),
    openAddress: act("openAddress"),
    exportRows: act("exportRows"),
    goTo: act("goTo"),
    names: act("names"),
    near: ({ record }) => near(grid, [], record),
    showNear: act("showNear"),
    compare: act("compare"),
  };
  const { far } = connect<GridApi, HostApi>(
    { post: (message) => void sent.push(message), onMessage: (listener) => void listeners.push(listener) },
    handlers,
    { calls: hostSchemas, answers: gridAnswers, refused: (what) => told.push(what) },
  );
  const receive = (message: unknown): void => listeners.forEach((listener) => listener(message));
  return { far, sent, acts, told, receive };
}

/** Two ends of a wire: the handlers, asked as the page asks. */
function asked(grid: TextGrid) {
  const { sent, receive, ...rest } = behindBorder(grid);
  let id = 0;
  const ask = async (method: string, argument?: unknown): Promise<unknown> => {
    const mine = ++id;
    receive({ type: "call", id: mine, method, argument });
    for (;;) {
      const answer = (sent as { id: number; value?: unknown; failure?: { name: string } }[]).find((message) => message.id === mine);
      if (answer) return answer.failure?.name ?? answer.value;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { ...rest, ask };
}

const wrongCalls = methods.flatMap((method) =>
  rightMessages[method].flatMap((right) => [...wrongForms(right)].map((argument) => ({ method, argument }))),
);
const hostile = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "then", "", "show", "Rows", "rows "];
const id = fc.oneof(fc.nat(), fc.maxSafeInteger(), fc.double(), fc.constantFrom(2 ** 53, 1e308, "1", null, undefined, {}));
/** No call needs less than an empty object. */
const anything = fc
  .anything()
  .filter(
    (value) =>
      value !== undefined && !(typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0),
  );

/** All of them wrong. */
const messages = fc.oneof(
  fc.anything().filter((value) => typeof value !== "object" || value === null || !("type" in value)),
  fc.constantFrom(...wrongCalls).chain((call) => id.map((number) => ({ type: "call", id: number, ...call }))),
  fc.record({ type: fc.constant("call"), id, method: fc.constantFrom(...methods), argument: anything }),
  fc
    .record({ type: fc.constant("call"), id, method: fc.oneof(fc.constantFrom(...hostile), fc.anything()), argument: fc.anything() })
    .filter(({ method }) => !methods.some((known) => known === method)),
  fc.record({ type: fc.constantFrom("value", "failure", "Call", ""), id, value: fc.anything(), failure: fc.anything() }),
);

suite("A session at the border of its grid", function () {
  this.timeout(120_000);

  test("answers what the grid may ask", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 24h");
    await ended();
    const { ask, told } = asked(grid);
    const { revision } = grid.state();
    const { rows } = (await ask("rows", { revision, from: 0, count: 5_000 })) as { readonly rows: readonly unknown[] };
    assert.equal(rows.length, Math.min(1_000, grid.rowCount));
    assert.equal(await ask("sort", { sort: [{ path: "id", direction: "asc" }] }), undefined);
    assert.equal(await ask("groupBy", { path: "appDisplayName" }), undefined);
    assert.equal(await ask("sort", { sort: [{ path: "nobody", direction: "asc" }] }), "RangeError");
    assert.equal(await ask("groupBy", { path: "nobody" }), "RangeError");
    const { sort, group } = grid.state();
    assert.deepEqual({ sort, group, told }, { sort: [{ path: "id", direction: "asc" }], group: "appDisplayName", told: [] });
  });

  test("refuses a question about rows that are no longer shown, and one about rows that never were", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 24h");
    await ended();
    const { ask } = asked(grid);
    const before = grid.state().revision;
    await grid.sort([{ path: "id", direction: "asc" }]);
    const now = grid.state().revision;
    assert.notEqual(before, now);
    const questions = {
      rows: { from: 0, count: 1 },
      facets: { facets: [{ path: "id", search: "", by: "count", from: 0, count: 1 }] },
      histogram: { edges: [0, 1] },
      summary: {},
    };
    for (const [method, question] of Object.entries(questions)) {
      const answers = await Promise.all([before, now + 1, now].map((revision) => ask(method, { revision, ...question })));
      assert.deepEqual(answers.slice(0, 2), ["Stale", "Stale"], method);
      assert.equal((answers[2] as { readonly revision: number }).revision, now, method);
    }
  });

  test("is not changed by whatever is no right message, which gets a failure", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 24h");
    await ended();
    await grid.group("appDisplayName");
    const { sent, acts, told, receive } = behindBorder(grid);
    const before = grid.state();
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        sent.length = 0;
        receive(message);
        await Promise.resolve();
        const { type, id: number } = (message ?? {}) as { readonly type?: unknown; readonly id?: unknown };
        const isCall = type === "call" && Number.isSafeInteger(number);
        const kinds = (sent as { readonly type: string; readonly id: unknown }[]).map((answer) => [answer.type, answer.id]);
        assert.deepEqual(kinds, isCall ? [["failure", number]] : []);
        assert.deepEqual({ state: grid.state(), acts }, { state: before, acts: [] });
      }),
      { numRuns: 2_000 },
    );
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual({ state: grid.state(), acts }, { state: before, acts: [] });
    assert.ok(told.length < 200 && told.includes("What “sort” was called with is not as agreed (sort[].direction)"), told.join("\n"));
    // A member is named by the schema, and a method by the protocol: nothing of a message is told.
    const form =
      /^(?:Something that is no message came|A method that there is not was called|What “(\w+)” was called with is not as agreed(?: \([\w[\].]+\))?)$/;
    for (const what of told) {
      const [, method] = form.exec(what) ?? assert.fail(what);
      assert.ok(method === undefined || methods.some((known) => known === method), what);
    }
  });
});
