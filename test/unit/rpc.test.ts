import assert from "node:assert/strict";
import { connect, RemoteError, type ArgumentSchemas, type Handlers, type Nothing, type Port, type Schema } from "../../src/rpc.ts";

interface Sums {
  add(argument: { readonly left: number; readonly right: number }): number;
  addLater(argument: { readonly left: number; readonly right: number }): Promise<number>;
  nothing(): void;
  fail(): never;
  failOddly(): never;
  wait(): Promise<never>;
}

const sums: Sums = {
  add: ({ left, right }) => left + right,
  addLater: async ({ left, right }) => left + right,
  nothing() {},
  fail() {
    throw new RangeError("Too far");
  },
  failOddly() {
    throw "just a text";
  },
  wait: () => new Promise(() => undefined),
};

interface Wire {
  readonly port: Port;
  readonly sent: { readonly message: unknown; readonly transfer: readonly ArrayBuffer[] | undefined }[];
  /** As if the far end had sent it. */
  receive(message: unknown): void;
}

function wire(): Wire {
  const listeners: ((message: unknown) => void)[] = [];
  const sent: Wire["sent"] = [];
  return {
    port: { post: (message, transfer) => void sent.push({ message, transfer }), onMessage: (listener) => void listeners.push(listener) },
    sent,
    receive: (message) => listeners.forEach((listener) => listener(message)),
  };
}

/** Two ends of a wire that copies what is sent, as threads and frames do. */
function wires(): [Port, Port] {
  const listeners: ((message: unknown) => void)[][] = [[], []];
  const end = (own: number): Port => ({
    post(message, transfer = []) {
      const copy: unknown = structuredClone(message, { transfer: [...transfer] });
      queueMicrotask(() => listeners[1 - own]?.forEach((listener) => listener(copy)));
    },
    onMessage: (listener) => void listeners[own]?.push(listener),
  });
  return [end(0), end(1)];
}

function sumsBehindAWire() {
  const [near, far] = wires();
  connect<Nothing, Sums>(far, sums);
  return connect<Sums>(near, {});
}

suite("rpc", () => {
  test("answers calls with what the far method gives, now or later", async () => {
    const { far } = sumsBehindAWire();
    assert.deepEqual(await Promise.all([far.add({ left: 1, right: 2 }), far.addLater({ left: 3, right: 4 }), far.nothing()]), [
      3,
      7,
      undefined,
    ]);
  });

  test("gives each answer to its own call, in whatever order they come", async () => {
    const { port, receive } = wire();
    const { far } = connect<Sums>(port, {});
    const answers = Promise.all([far.add({ left: 1, right: 1 }), far.add({ left: 2, right: 2 })]);
    receive({ type: "value", id: 2, value: 4 });
    receive({ type: "value", id: 1, value: 2 });
    assert.deepEqual(await answers, [2, 4]);
  });

  test("tells of a method that throws by name and message", async () => {
    const { far } = sumsBehindAWire();
    const failures = await Promise.allSettled([far.fail(), far.failOddly()]);
    assert.deepEqual(
      failures.map((outcome) => outcome.status === "rejected" && outcome.reason instanceof RemoteError && outcome.reason.failure),
      [
        { name: "RangeError", message: "Too far" },
        { name: "Error", message: "just a text" },
      ],
    );
  });

  test("tells of a value that cannot cross", async () => {
    const [near, far] = wires();
    connect<Nothing, { giveFunction(): unknown }>(far, { giveFunction: () => () => 1 });
    const { far: remote } = connect<{ giveFunction(): unknown }>(near, {});
    await assert.rejects(remote.giveFunction(), (error: RemoteError) => error.failure.name === "DataCloneError");
  });

  test("offers only the methods of its own handlers", async () => {
    const { far } = sumsBehindAWire();
    const others = far as unknown as Record<string, () => Promise<unknown>>;
    for (const name of ["missing", "toString", "constructor", "hasOwnProperty"]) {
      await assert.rejects(others[name]!(), { name: "RemoteError", message: `No method ${name}` });
    }
  });

  test("fails all calls still out, and all later ones, when closed", async () => {
    const { far, close } = sumsBehindAWire();
    const waiting = [far.wait(), far.wait()];
    close("The thread ended");
    const outcomes = await Promise.allSettled([...waiting, far.add({ left: 1, right: 1 })]);
    const closed = { name: "Closed", message: "The thread ended" };
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === "rejected" && (outcome.reason as RemoteError).failure),
      [closed, closed, closed],
    );
  });

  test("does not mind messages that are none of its own", async () => {
    const { port, receive, sent } = wire();
    const { far } = connect<Sums, Sums>(port, sums);
    for (const message of [null, 5, "value", {}, { type: "value" }, { type: "other", id: 1 }, { type: "value", id: "1" }]) receive(message);
    receive({ type: "value", id: 77, value: "nobody asked" });
    receive({ type: "failure", id: 77, failure: { name: "Error", message: "nobody asked" } });
    const answer = far.add({ left: 2, right: 3 });
    receive({ type: "value", id: 1, value: 5 });
    receive({ type: "value", id: 1, value: "a second answer" });
    assert.equal(await answer, 5);
    assert.deepEqual(
      sent.map(({ message }) => message),
      [{ type: "call", id: 1, method: "add", argument: { left: 2, right: 3 } }],
    );
  });

  test("hands over what is transferred", async () => {
    const [near, far] = wires();
    connect<Nothing, { size(body: ArrayBuffer): number }>(far, { size: (body) => body.byteLength });
    const { far: remote } = connect<{ size(body: ArrayBuffer): number }>(near, {});
    const body = new ArrayBuffer(12);
    assert.deepEqual([await remote.size(body, [body]), body.byteLength], [12, 0]);
  });

  test("a promise or a template may hold the far side", async () => {
    const { far } = sumsBehindAWire();
    assert.equal(await Promise.resolve(far), far);
    assert.equal((far as unknown as Record<string, unknown>)["_$litType$"], undefined);
  });

  suite("at a border", () => {
    /** Numbers at `left` and `right`. */
    const numbers: Schema<{ readonly left: number; readonly right: number }> = {
      "~standard": {
        validate(value) {
          const { left, right } = (value ?? {}) as { readonly left?: unknown; readonly right?: unknown };
          if (typeof left !== "number") return { issues: [{ path: [{ key: "left" }] }, { path: ["right"] }] };
          if (typeof right !== "number") return { issues: [{ path: ["right", 7, { key: "of" }] }] };
          return { value: { left, right } };
        },
      },
    };
    const nothing: Schema<undefined> = { "~standard": { validate: (value) => (value === undefined ? { value } : { issues: [{}] }) } };
    const calls: ArgumentSchemas<Sums> = {
      add: numbers,
      addLater: numbers,
      nothing,
      fail: nothing,
      failOddly: nothing,
      wait: nothing,
    };

    function guarded() {
      const { port, sent, receive } = wire();
      const [added, told]: [unknown[], string[]] = [[], []];
      const handlers: Handlers<Sums> = {
        ...sums,
        add(argument) {
          added.push(argument);
          return argument.left + argument.right;
        },
      };
      const answer = (value: unknown) => (typeof value === "number" ? { value } : { issues: [{ path: ["sum"] }] });
      const number: Schema<never> = { "~standard": { validate: (value) => answer(value) as { readonly value: never } } };
      const answers = { add: number, addLater: number, nothing, fail: number, failOddly: number, wait: number };
      const end = connect<Sums, Sums>(port, handlers, { calls, answers, refused: (what) => told.push(what) });
      return { ...end, sent: () => sent.map(({ message }) => message), receive, added, told };
    }
    const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

    test("a call that is not as agreed gets a failure, and its handler is not called", async () => {
      const { receive, sent, added, told } = guarded();
      for (const [at, argument] of [
        undefined,
        { left: "secret" },
        { left: 1, right: "secret" },
        { left: 1, right: 2, more: "secret" },
      ].entries())
        receive({ type: "call", id: at, method: "add", argument });
      receive({ type: "call", id: 4, method: "nothing", argument: "secret" });
      await settled();
      const failure = (message: string) => ({ name: "TypeError", message });
      const left = "What “add” was called with is not as agreed (left)";
      const right = "What “add” was called with is not as agreed (right[].of)";
      const all = "What “nothing” was called with is not as agreed";
      assert.deepEqual(
        { sent: sent(), added, told },
        {
          sent: [
            { type: "failure", id: 0, failure: failure(left) },
            { type: "failure", id: 1, failure: failure(left) },
            { type: "failure", id: 2, failure: failure(right) },
            { type: "failure", id: 4, failure: failure(all) },
            { type: "value", id: 3, value: 3 },
          ],
          added: [{ left: 1, right: 2 }],
          told: [left, right, all],
        },
      );
    });

    test("an answer that is not as agreed fails its call", async () => {
      const { far, receive, told } = guarded();
      const call = far.add({ left: 1, right: 1 });
      receive({ type: "value", id: 1, value: "secret" });
      const message = "What “add” answered is not as agreed (sum)";
      await assert.rejects(call, { name: "RemoteError", message });
      assert.deepEqual(told, [message]);
    });

    test("a method that there is not is none, whatever it is called", async () => {
      const { receive, sent, told } = guarded();
      const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "", "x".repeat(5000), 5, null, undefined, {}, ["add"], true];
      for (const [id, method] of names.entries()) receive({ type: "call", id, method, argument: {} });
      await settled();
      assert.deepEqual(
        { sent: sent(), told },
        {
          sent: names.map((method, id) => {
            const name = typeof method === "string" ? method.slice(0, 100) : "";
            return { type: "failure", id, failure: { name: "TypeError", message: `No method ${name}` } };
          }),
          told: ["A method that there is not was called"],
        },
      );
    });

    test("what has not the shape of a message is dropped, and said", async () => {
      const { receive, sent, told } = guarded();
      for (const id of [NaN, Infinity, 1e300, 0.5, "1", null, undefined, {}]) receive({ type: "call", id, method: "nothing" });
      for (const message of [null, undefined, 5, "call", [], {}, { type: "call" }, { id: 1 }, { type: ["call"], id: 1 }]) receive(message);
      await settled();
      assert.deepEqual([sent(), told], [[], ["Something that is no message came"]]);
    });

    test("a failure without words fails its call all the same", async () => {
      const { far, receive } = guarded();
      const failures = [undefined, null, 5, {}, { name: {}, message: [] }, { name: "Odd", message: "Said" }];
      const calls = failures.map(() => far.nothing());
      for (const [at, failure] of failures.entries()) receive({ type: "failure", id: at + 1, failure });
      const outcomes = await Promise.allSettled(calls);
      assert.deepEqual(
        outcomes.map((outcome) => outcome.status === "rejected" && (outcome.reason as RemoteError).failure),
        [
          { name: "Error", message: "undefined" },
          { name: "Error", message: "null" },
          { name: "Error", message: "5" },
          { name: "Error", message: "" },
          { name: "Error", message: "" },
          { name: "Odd", message: "Said" },
        ],
      );
    });
  });

  test("sends and takes nothing once it is closed", async () => {
    const { port, receive, sent } = wire();
    let answer = (): void => undefined;
    const handlers = { ...sums, wait: () => new Promise<never>((_, reject) => (answer = () => reject(new Error("too late")))) };
    const { close } = connect<Sums, Sums>(port, handlers);
    receive({ type: "call", id: 1, method: "wait" });
    close("The grid is closed");
    answer();
    receive({ type: "call", id: 2, method: "nothing" });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(sent, []);
  });

  test("an answer that cannot be sent harms nobody", async () => {
    const { receive, port } = wire();
    connect<Nothing, Sums>({ ...port, post: () => assert.fail("The webview is gone") }, sums);
    receive({ type: "call", id: 1, method: "nothing" });
    await new Promise((resolve) => setImmediate(resolve));
  });

  test("a handler answers with what its interface says, or does not compile", () => {
    const right: Handlers<Pick<Sums, "add" | "nothing">> = { add: async () => 1, nothing: async () => undefined };
    // @ts-expect-error a text is no number
    const wrong: Handlers<Pick<Sums, "add">> = { add: () => "1" };
    // @ts-expect-error neither is one that comes later
    const later: Handlers<Pick<Sums, "add">> = { add: () => Promise.resolve("1") };
    // @ts-expect-error nothing is answered where nothing is asked for
    const more: Handlers<Pick<Sums, "nothing">> = { nothing: () => 1 };
    // @ts-expect-error a method is missing
    const missing: Handlers<Pick<Sums, "add" | "nothing">> = { add: () => 1 };
    const { port } = wire();
    // @ts-expect-error handlers are of an interface
    connect<Sums>(port, sums);
    // @ts-expect-error an interface is answered whole
    connect<Sums, Sums>(port, { add: () => 1 });
    // @ts-expect-error so is its border
    connect<Sums, Sums>(port, sums, { calls: {} });
    assert.equal([right, wrong, later, more, missing].length, 5);
  });
});
