import assert from "node:assert/strict";
import type { Facets, GridState } from "../../../src/protocol.ts";
import { RemoteError } from "../../../src/rpc.ts";
import { FacetAnswers, type AskingPane } from "../../../src/webview/facetAnswers.ts";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const question = { path: "appDisplayName", search: "", by: "count", from: 0, count: 10 } as const;

/** A pane whose host answers when the test says so. */
function paneAt(revision: number) {
  const asked: { readonly revision: number; answer(facets: Facets["facets"]): Promise<void>; fail(name: string): Promise<void> }[] = [];
  const state = (shown: number) =>
    ({ revision: shown, loaded: 100, phase: "complete", clauses: [], report: { id: "directoryAudits" } }) as unknown as GridState;
  const pane = {
    state: state(revision),
    questions: () => [question],
    host: () => ({
      facets: (argument: { readonly revision: number }) =>
        new Promise<Facets>((resolve, reject) =>
          asked.push({
            revision: argument.revision,
            answer: (facets) => {
              resolve({ revision: argument.revision, loaded: 100, facets });
              return settled();
            },
            fail: (name) => {
              reject(new RemoteError({ name, message: "no" }));
              return settled();
            },
          }),
        ),
      explain: () => Promise.resolve({}),
    }),
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  };
  const answers = new FacetAnswers(pane satisfies AskingPane);
  const shows = (shown: number): void => {
    pane.state = state(shown);
    answers.ask();
  };
  return { answers, asked, shows };
}

suite("Values of fields", () => {
  test("are asked for again of the next view when a question is refused as stale", async () => {
    const { answers, asked, shows } = paneAt(1);
    answers.ask();
    await asked[0]?.fail("Stale");
    answers.ask();
    shows(2);
    const facet = { path: question.path, values: [{ value: "Portal", rows: 7 }], distinct: 1, rows: 7 };
    await asked[1]?.answer([facet]);
    assert.deepEqual([asked.map(({ revision }) => revision), answers.facet(question.path)], [[1, 2], facet]);
  });
});
