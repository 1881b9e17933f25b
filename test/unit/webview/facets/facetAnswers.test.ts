import assert from "node:assert/strict";
import type { Facets, GridState } from "../../../../src/protocol/grid.ts";
import { RemoteError } from "../../../../src/rpc.ts";
import { FacetAnswers } from "../../../../src/webview/facets/facetAnswers.ts";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const question = { path: "appDisplayName", search: "", by: "count", from: 0, count: 10 } as const;

/** A pane, of directory audits unless a report is given, whose host answers when the test says so. */
function paneAt(
  revision: number,
  report: Pick<GridState["report"], "id" | "outcomePath" | "outcomeCodes"> = { id: "directoryAudits", outcomePath: "result" },
) {
  const asked: { readonly revision: number; answer(facets: Facets["facets"]): Promise<void>; fail(name: string): Promise<void> }[] = [];
  const state = (shown: number) => ({ revision: shown, loaded: 100, phase: "complete", clauses: [], report }) as unknown as GridState;
  const pane = {
    state: state(revision),
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
      explain: ({ code }: { readonly code: number }) =>
        Promise.resolve(code === 50126 ? { name: "Invalid", explanation: "Wrong." } : { about: "consent" }),
    }),
    addController: () => undefined,
    requestUpdate: () => undefined,
  };
  const answers = new FacetAnswers(pane, () => [question]);
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

  test("that are error codes have a name and a sentence; one that is not in the list has what its kind is about", async () => {
    const path = "status/errorCode";
    const { answers, asked } = paneAt(1, { id: "signIns", outcomePath: path, outcomeCodes: true });
    answers.ask();
    const values = [50126, 65999, 0].map((value) => ({ value, rows: 1 }));
    await asked[0]?.answer([{ path, values, distinct: 3, rows: 3 }]);
    assert.deepEqual(
      [50126, 65999, 0].map((code) => answers.explanation(code)),
      [{ name: "Invalid", sentence: "Wrong." }, { sentence: "Not in our list. Codes of this number are about consent." }, {}],
    );
  });
});
