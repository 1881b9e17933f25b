import assert from "node:assert/strict";
import { parseQuery } from "../../../src/query/index.ts";
import { choicesFor, Questions, type Question } from "../../../src/sessions/questions.ts";
import { session } from "./session.ts";

const connection = { id: "demo", me: "alex@contoso.com", tenant: "contoso" };
const read = (text: string) => {
  const { query } = parseQuery(text);
  assert.ok(query);
  return query;
};

suite("The question for an answer", () => {
  test("offers what loaded results of the connection have, of other reports too, and what was answered before", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 6h");
    await ended();
    const asked: (Omit<Question, "seen"> & { readonly seen: readonly string[] })[] = [];
    const answers = ["sofia@contoso.com", "10.0.0.1", "alex@contoso.com"];
    const questions = new Questions({
      ask: async ({ seen, ...question }) => {
        asked.push({ ...question, seen: (await seen).map(({ value }) => value) });
        return answers.shift();
      },
      collections: (id) => (id === "demo" && grid.collection ? [grid.collection] : []),
    });
    const query = read("signIns where userPrincipalName eq '${input:User}' and ipAddress ne '${pick:ipAddress}' and userId ne '${me}'");
    const given = await questions.answer(query, connection, { "pick:ipAddress": "::1" });
    assert.deepEqual(given, { "input:User": "sofia@contoso.com", "pick:ipAddress": "10.0.0.1", me: "alex@contoso.com" });
    await questions.answer(read("directoryAudits where initiatedBy/user/userPrincipalName eq '${input:Who}'"), connection);
    // Another connection knows nothing of this one.
    await questions.answer(read("signIns where userPrincipalName eq '${input:User}'"), { ...connection, id: "other" });
    assert.deepEqual(
      asked.map(({ label, step, steps, last, given: before, seen }) => [label, step, steps, last, before, seen.length > 0]),
      [
        ["User", 1, 2, undefined, [], true],
        ["IP address", 2, 2, "::1", [], true],
        ["Who", 1, 1, undefined, ["sofia@contoso.com"], true],
        ["User", 1, 1, undefined, [], false],
      ],
    );
    const facet = await grid.facets([{ path: "userPrincipalName", search: "", by: "count", from: 0, count: 500 }]);
    const users = facet.facets[0]?.values.flatMap(({ value }) => (typeof value === "string" ? [value] : [])) ?? [];
    assert.deepEqual(asked[0]?.seen.toSorted(), users.slice(0, 200).toSorted());
  });

  test("that is left asks for nothing more", async () => {
    let questions = 0;
    const world = { ask: () => Promise.resolve((questions++, undefined)), collections: () => [] };
    const answers = await new Questions(world).answer(read("signIns where userId eq '${input:A}' or userId eq '${input:B}'"), connection);
    assert.deepEqual([answers, questions], [undefined, 1]);
  });

  const seen = [
    { value: "alex@contoso.com", rows: 7 },
    { value: "alexa@contoso.com", rows: 3 },
  ];
  const offered = (typed: string, last?: string) =>
    choicesFor({ given: ["sofia@contoso.com"], ...(last !== undefined && { last }) }, seen, typed).map(({ answer, from }) => [
      answer,
      from,
    ]);

  test("never puts another value in place of what was typed, but for its case", () => {
    assert.deepEqual(offered(""), [
      ["sofia@contoso.com", "given"],
      ["alex@contoso.com", "seen"],
      ["alexa@contoso.com", "seen"],
    ]);
    assert.deepEqual(offered("alex"), [
      ["alex", "typed"],
      ["alex@contoso.com", "seen"],
      ["alexa@contoso.com", "seen"],
    ]);
    assert.deepEqual(offered("Alex@Contoso.com"), [
      ["alex@contoso.com", "spelling"],
      ["Alex@Contoso.com", "typed"],
    ]);
    assert.deepEqual(offered("alex@contoso.com"), [["alex@contoso.com", "typed"]]);
    // The last one stands there already, and all others beside it.
    assert.deepEqual(offered("sofia@contoso.com", "sofia@contoso.com"), [
      ["sofia@contoso.com", "last"],
      ["alex@contoso.com", "seen"],
      ["alexa@contoso.com", "seen"],
    ]);
  });
});
