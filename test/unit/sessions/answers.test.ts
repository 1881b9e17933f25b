import assert from "node:assert/strict";
import { session } from "./session.ts";
import type { QueryRef } from "../../../src/sessions/queryRef.ts";

const ref: QueryRef = { origin: "starter", report: "signIns", name: "Sign-ins of a user", nth: 0 };
const template = "signIns last 6h\nwhere userPrincipalName eq '${input:User}' // one";
const resolvedOf = (user: string) => template.replace("${input:User}", user);
const answered = (user: string) => ({ template, answers: { "input:User": user } });

/** A grid of the saved query whose questions are answered one after the other. */
const savedGrid = (...answers: (string | undefined)[]) => {
  const asked: string[] = [];
  const made = session({
    start: { title: ref.name, queryText: template, saved: { ref, text: template } },
    world: {
      answer: ({ where }) => {
        const text = JSON.stringify(where);
        asked.push(text);
        if (!text.includes('"${')) return Promise.resolve({});
        const answer = answers.shift();
        return Promise.resolve(answer === undefined ? undefined : { "input:User": answer });
      },
    },
  });
  return { ...made, asked };
};

suite("Answers to variables", () => {
  test("are part of the query that ran, wherever it is shown", async () => {
    const { grid, ended, sent } = savedGrid("o'neil@contoso.com");
    await grid.runText(template);
    await ended();
    const { title, queryText, clauses, answered: known } = grid.state();
    const { text } = (await grid.ranQuery()) ?? {};
    assert.deepEqual(
      { title, queryText, chips: clauses.map((clause) => clause.text), known, text, name: grid.proposedName },
      {
        title: "Sign-ins of a user: o'neil@contoso.com",
        queryText: resolvedOf("o''neil@contoso.com"),
        chips: ["last 6h", "userPrincipalName eq 'o''neil@contoso.com'"],
        known: answered("o'neil@contoso.com"),
        text: "signIns last 6h where userPrincipalName eq 'o''neil@contoso.com'",
        name: "Sign-ins of a user: o'neil@contoso.com",
      },
    );
    assert.ok(sent.every((url) => !url.includes("${")));
  });

  test("are kept when the query is run again, and when it is edited", async () => {
    const { grid, ended, asked } = savedGrid("alex@contoso.com");
    await grid.runText(template);
    await ended();
    await grid.runText(grid.queryText);
    await ended();
    assert.deepEqual(
      [asked.length, grid.title, grid.shows(ref, answered("alex@contoso.com"))],
      [2, "Sign-ins of a user: alex@contoso.com", true],
    );
    await grid.runText(`${resolvedOf("alex@contoso.com")}\ntake 3`);
    await ended();
    assert.deepEqual(
      [grid.title, grid.state().answered, grid.shows(ref, answered("alex@contoso.com"))],
      ["Sign-ins of a user: alex@contoso.com (edited)", answered("alex@contoso.com"), false],
    );
  });

  test("tell one grid of a saved query from another", async () => {
    const { grid, ended } = savedGrid("alex@contoso.com");
    await grid.runText(template);
    await ended();
    assert.deepEqual(
      [answered("alex@contoso.com"), answered("sofia@contoso.com"), undefined].map((one) => grid.shows(ref, one)),
      [true, false, false],
    );
    assert.deepEqual(grid.unanswered, { title: ref.name, queryText: template, saved: { ref, text: template } });
  });

  test("that are not given send nothing, and leave what is shown", async () => {
    const { grid, sent } = savedGrid(undefined);
    await grid.runText(template);
    assert.deepEqual([sent, grid.queryText, grid.state().phase, grid.state().answered], [[], template, "idle", undefined]);
  });

  test("that were given before a restart are known after it", () => {
    const user = "alex@contoso.com";
    const { grid } = session({
      start: { title: ref.name, queryText: resolvedOf(user), saved: { ref, text: template }, answered: answered(user) },
    });
    assert.deepEqual(
      [grid.title, grid.state().answered, grid.shows(ref, answered(user)), grid.unanswered?.queryText],
      [`Sign-ins of a user: ${user}`, answered(user), true, template],
    );
  });

  test("that nobody is asked for do not make a saved query an edited one, before a restart or after it", async () => {
    const text = "signIns last 1h where userPrincipalName eq '${me}'";
    const start = { title: "Mine", saved: { ref, text } };
    const { grid, ended } = session({
      start: { ...start, queryText: text },
      world: { answer: (_query, { me }) => Promise.resolve({ me }) },
    });
    await grid.runText(text);
    await ended();
    const { title, queryText, answered: known } = grid.state();
    const again = session({ start: { ...start, queryText, ...(known && { answered: known }) } });
    assert.deepEqual([title, again.grid.title, again.grid.unanswered], ["Mine", "Mine", undefined]);
  });

  test("that look like a variable are none when the query is run again", async () => {
    const { grid, ended, asked } = savedGrid("${input:User}", "must not be asked");
    await grid.runText(template);
    await ended();
    await grid.runText(grid.queryText);
    await ended();
    assert.deepEqual([grid.state().phase, asked[1]?.includes("${input:User}")], ["complete", false]);
  });

  test("of a query that nobody has saved stand in its title as in the query", async () => {
    const { grid, ended } = session({
      start: {
        title: "Sign-ins: startswith(userPrincipalName, '${input:User}')",
        queryText: "signIns last 1h where startswith(userPrincipalName, '${input:User}')",
      },
      world: { answer: ({ where }) => Promise.resolve(String(JSON.stringify(where)).includes("${") ? { "input:User": "al" } : {}) },
    });
    await grid.runText(grid.queryText);
    await ended();
    assert.deepEqual(
      [grid.title, grid.state().answered?.answers],
      ["Sign-ins: startswith(userPrincipalName, 'al')", { "input:User": "al" }],
    );
    await grid.runText("signIns last 1h");
    await ended();
    assert.deepEqual([grid.title, grid.state().answered], ["Sign-ins", undefined]);
  });
});
