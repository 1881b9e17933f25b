import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";

const pauseMs = 20;

/** Reads until it is as it should be, and answers with that; the pauses leave the machine to what is waited for. */
export async function until<Value>(
  read: () => Promise<Value>,
  isRight: (value: Value) => boolean,
  what: string,
  timeoutMs = 30_000,
): Promise<Value> {
  for (const end = Date.now() + timeoutMs; ; await setTimeout(pauseMs)) {
    const value = await read();
    if (isRight(value)) return value;
    assert.ok(Date.now() < end, `${what}: ${String(value)}`);
  }
}
