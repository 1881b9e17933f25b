import assert from "node:assert/strict";
import { mock } from "node:test";
import type { GridState, SummaryAnswer } from "../../../../src/protocol/grid.ts";
import { RemoteError } from "../../../../src/rpc.ts";
import type { Summary } from "../../../../src/summary/summary.ts";
import { SummaryAnswers } from "../../../../src/webview/summary/summaryAnswers.ts";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const summary = (title: string): Summary => ({ title, basis: [], sections: [] });

/** A pane whose host answers when the test says so, and whose time goes on when it says so. */
function paneOf(first: Partial<GridState> = {}) {
  const asked: { readonly revision: number; answer(title: string, isPartial?: true): Promise<void>; fail(name: string): Promise<void> }[] =
    [];
  let [shown, state] = [
    true,
    { revision: 1, loaded: 100, matching: 100, phase: "complete", run: { coverage: [] }, ...first } as unknown as GridState,
  ];
  const pane: ConstructorParameters<typeof SummaryAnswers>[0] = {
    get state() {
      return state;
    },
    get shown() {
      return shown;
    },
    host: () => ({
      summary: ({ revision }: { readonly revision: number }) =>
        new Promise<SummaryAnswer>((resolve, reject) =>
          asked.push({
            revision,
            answer: (title, isPartial) => {
              resolve({ revision, summary: summary(title), ...(isPartial && { isPartial }) });
              return settled();
            },
            fail: (name) => {
              reject(new RemoteError({ name, message: "The worker has ended." }));
              return settled();
            },
          }),
        ),
    }),
    addController: () => undefined,
    // As lit does: what is drawn anew asks again.
    requestUpdate: () => {
      answers.ask();
    },
  };
  const answers = new SummaryAnswers(pane);
  const shows = (change: Partial<GridState>, isShown = true): void => {
    [shown, state] = [isShown, { ...state, ...change }];
    answers.ask();
  };
  answers.ask();
  return { answers, asked, shows, revisions: () => asked.map(({ revision }) => revision) };
}

suite("A summary", () => {
  setup(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
  });
  teardown(() => {
    mock.timers.reset();
  });

  test("is asked for when rows are others, one question at a time, and not again when they are the same", async () => {
    const { answers, asked, shows, revisions } = paneOf();
    shows({ revision: 2 });
    shows({ revision: 3 });
    assert.deepEqual(revisions(), [1]);
    await asked[0]?.answer("of the first rows");
    // It is of rows that are no longer shown.
    assert.deepEqual([answers.summary, revisions()], [undefined, [1, 3]]);
    await asked[1]?.answer("of the third");
    shows({});
    assert.deepEqual([answers.summary?.title, revisions()], ["of the third", [1, 3]]);
    shows({ matching: 50 });
    shows({ zone: "Europe/Berlin" });
    await asked[2]?.answer("of fewer");
    assert.deepEqual(revisions(), [1, 3, 3, 3]);
  });

  test("is not asked for while nobody looks, and then once", async () => {
    const { answers, asked, shows, revisions } = paneOf({ loaded: 0 });
    shows({ loaded: 100 }, false);
    shows({ revision: 2 }, false);
    assert.deepEqual(revisions(), []);
    shows({});
    await asked[0]?.answer("of the second rows");
    assert.deepEqual([answers.summary?.title, revisions()], ["of the second rows", [2]]);
  });

  test("is gone with the rows of its query", async () => {
    const { answers, asked, shows } = paneOf();
    await asked[0]?.answer("of the first query");
    shows({ revision: 2, loaded: 0, phase: "running" });
    assert.equal(answers.summary, undefined);
  });

  test("of a part is asked for again after a rest, until it is whole", async () => {
    const { answers, asked, revisions } = paneOf();
    await asked[0]?.answer("of 10 read so far", true);
    assert.deepEqual([answers.summary?.title, revisions()], ["of 10 read so far", [1]]);
    mock.timers.tick(1_000);
    await asked[1]?.answer("of 50 read so far", true);
    mock.timers.tick(1_000);
    await asked[2]?.answer("of all");
    mock.timers.tick(10_000);
    assert.deepEqual([answers.summary?.title, revisions()], ["of all", [1, 1, 1]]);
  });

  test("rests between questions while rows come, and has the last ones", async () => {
    const { answers, asked, shows, revisions } = paneOf({ phase: "running" });
    await asked[0]?.answer("of 100");
    shows({ loaded: 200 });
    shows({ loaded: 300 });
    assert.deepEqual(revisions(), [1]);
    mock.timers.tick(2_000);
    assert.deepEqual(revisions(), [1, 1]);
    await asked[1]?.answer("of 300");
    shows({ loaded: 400, phase: "complete" });
    await asked[2]?.answer("of all");
    assert.deepEqual([answers.summary?.title, revisions()], ["of all", [1, 1, 1]]);
  });

  test("that fails leaves the one before, says why, and is asked for again on demand; a stale question is no failure", async () => {
    const { answers, asked, shows, revisions } = paneOf();
    await asked[0]?.answer("of 100");
    shows({ matching: 90 });
    await asked[1]?.fail("Stale");
    assert.deepEqual([answers.summary?.title, answers.failure], ["of 100", undefined]);
    shows({ matching: 80 });
    await asked[2]?.fail("Error");
    assert.deepEqual([answers.summary?.title, answers.failure, revisions()], ["of 100", "The worker has ended.", [1, 1, 1]]);
    answers.again();
    await asked[3]?.answer("of 80");
    assert.deepEqual([answers.summary?.title, answers.failure], ["of 80", undefined]);
  });
});
