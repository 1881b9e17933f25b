import assert from "node:assert/strict";
import { mock } from "node:test";
import { RemoteError } from "../../../../src/rpc.ts";
import { Answers } from "../../../../src/webview/shared/answers.ts";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A part of the page that asks words of rows; the test answers, and says what is asked next. `waitMs`: how long each question waits. */
function part({ waitMs = 0 }: { readonly waitMs?: number } = {}) {
  const sent: { readonly question: string; answer(text: string): Promise<void>; fail(error: Error): Promise<void> }[] = [];
  const told: string[] = [];
  const now: { question: string | undefined; rows: number; isPartial: boolean } = { question: "a", rows: 1, isPartial: false };
  const answers = new Answers<string, string>(
    { addController: () => undefined },
    {
      hasRows: () => now.rows > 0,
      question: () => now.question,
      rows: () => now.rows,
      waitMs: () => waitMs,
      send: (question) =>
        new Promise<string>((resolve, reject) =>
          sent.push({
            question,
            answer: (text) => {
              resolve(text);
              return settled();
            },
            fail: (error) => {
              reject(error);
              return settled();
            },
          }),
        ),
      take: (answer, question) => {
        told.push(`${question}: ${answer}`);
        return now.isPartial;
      },
      forget: () => told.push("forgotten"),
      failed: (error) => told.push(`failed: ${String(error)}`),
    },
  );
  const asks = (change: Partial<typeof now>): void => {
    Object.assign(now, change);
    answers.ask();
  };
  return { answers, sent, told, asks, questions: () => sent.map(({ question }) => question) };
}

suite("Answers", () => {
  setup(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
  });
  teardown(() => {
    mock.timers.reset();
  });

  test("are asked for one at a time: of all questions that come meanwhile the last one is next", async () => {
    const { sent, told, asks, questions } = part();
    asks({});
    asks({ question: "b" });
    asks({ question: "c" });
    assert.deepEqual(questions(), ["a"]);
    await sent[0]?.answer("1");
    await sent[1]?.answer("2");
    assert.deepEqual(
      [questions(), told],
      [
        ["a", "c"],
        ["a: 1", "c: 2"],
      ],
    );
  });

  test("that are there are not asked for again, until the rows are others", async () => {
    const { sent, asks, questions } = part();
    asks({});
    await sent[0]?.answer("1");
    asks({});
    assert.deepEqual(questions(), ["a"]);
    asks({ rows: 2 });
    assert.deepEqual(questions(), ["a", "a"]);
  });

  test("of a part of the rows are asked for again by themselves", async () => {
    const { sent, asks, questions } = part();
    asks({ isPartial: true });
    await sent[0]?.answer("some");
    assert.deepEqual(questions(), ["a", "a"]);
    asks({ isPartial: false });
    await sent[1]?.answer("all");
    assert.deepEqual(questions(), ["a", "a"]);
  });

  test("wait while there is a wait; a wait that was over before the last answer came is not begun anew", async () => {
    const { sent, asks, questions } = part({ waitMs: 100 });
    asks({});
    mock.timers.tick(99);
    asks({ question: "b" });
    mock.timers.tick(99);
    assert.deepEqual(questions(), []);
    mock.timers.tick(1);
    asks({ question: "c" });
    mock.timers.tick(100);
    assert.deepEqual(questions(), ["b"]);
    await sent[0]?.answer("1");
    assert.deepEqual(questions(), ["b", "c"]);
  });

  test("about rows that are gone are dropped, and what came before them is forgotten once", async () => {
    const { sent, told, asks } = part();
    asks({});
    asks({ rows: 0 });
    await sent[0]?.answer("1");
    asks({});
    assert.deepEqual(told, ["forgotten"]);
  });

  test("that are refused as stale are no failures; others are told and not asked for again by themselves", async () => {
    const { answers, sent, told, asks, questions } = part();
    asks({});
    await sent[0]?.fail(new RemoteError({ name: "Stale", message: "no" }));
    asks({ rows: 2 });
    await sent[1]?.fail(new Error("The worker has ended."));
    assert.deepEqual([questions(), told], [["a", "a"], ["failed: Error: The worker has ended."]]);
    answers.again();
    await sent[2]?.answer("1");
    assert.deepEqual(told.at(-1), "a: 1");
  });

  test("without a question leave what came last, and are asked for once there is one", async () => {
    const { sent, told, asks, questions } = part();
    asks({ question: undefined });
    asks({ question: "b" });
    await sent[0]?.answer("1");
    asks({ question: undefined });
    assert.deepEqual([questions(), told], [["b"], ["b: 1"]]);
  });
});
