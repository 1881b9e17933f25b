import assert from "node:assert/strict";
import { connect, RemoteError, type Nothing, type Port } from "../../src/rpc.ts";

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
});
